"""Send verification codes to phones, and verify the phones with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..resources.verified_destination_numbers import VerifiedDestinationNumber
from ..store import Region, find_anywhere
from .contents import TextContent, VoiceContent
from .options import SendOptions, SendRequest
from .sending import send

# The length and the lifetime of a code aren't documented; these are our choice.
CODE_DIGITS = 6
CODE_LIFETIME = dt.timedelta(minutes=15)

_TEXTS: Mapping[str, str] = {
    "DE_DE": "Ihr Bestätigungscode lautet {code}",
    "EN_GB": "Your verification code is {code}",
    "EN_US": "Your verification code is {code}",
    "ES_419": "Su código de verificación es {code}",
    "ES_ES": "Su código de verificación es {code}",
    "FR_CA": "Votre code de vérification est {code}",
    "FR_FR": "Votre code de vérification est {code}",
    "IT_IT": "Il tuo codice di verifica è {code}",
    "JA_JP": "確認コードは {code} です",
    "KO_KR": "인증 코드는 {code} 입니다",
    "PT_BR": "Seu código de verificação é {code}",
    "ZH_CN": "您的验证码是 {code}",
    "ZH_TW": "您的驗證碼是 {code}",
}


@operation
def send_destination_number_verification_code(
    region: Region,
    *,
    VerifiedDestinationNumberId: str,
    VerificationChannel: str,
    LanguageCode: str = "EN_US",
    OriginationIdentity: str | None = None,
    ConfigurationSetName: str | None = None,
    Context: Mapping[str, str] | None = None,
    DestinationCountryParameters: Mapping[str, str] | None = None,
) -> Mapping[str, str]:
    """Send a new code, which replaces the previous one. The first message to a phone is free."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    number.must_not_be_verified()
    now = region.simulation.clock.now()
    region.check_quota("VERIFICATION_ATTEMPTS_PER_DAY", number.codes_sent.count(now))
    code = region.simulation.id_source.digits(CODE_DIGITS)
    is_call = VerificationChannel == "VOICE"
    text = _TEXTS[LanguageCode].format(code=" ".join(code) if is_call else code)
    options = SendOptions(
        destination=number.destination_phone_number,
        origination_identity=OriginationIdentity,
        configuration_set_name=ConfigurationSetName,
        context=Context,
        verifies_destination=True,
        is_free=number.code_sent_at is None,
        destination_country_parameters=DestinationCountryParameters or {},
    )
    message_id = send(region, SendRequest(VoiceContent(text, text) if is_call else TextContent(text), options))
    number.code, number.code_sent_at = code, now
    number.codes_sent.add(now)
    return {"MessageId": message_id}


@operation
def verify_destination_number(
    region: Region, *, VerifiedDestinationNumberId: str, VerificationCode: str
) -> VerifiedDestinationNumber:
    """Verify a phone. Raise ValidationException for a wrong code, ConflictException for a code that has expired."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    number.must_not_be_verified()
    if VerificationCode != number.code or number.code_sent_at is None:
        raise ValidationException(
            reason="VERIFICATION_CODE_MISMATCH",
            fields={"VerificationCode": f"{VerificationCode!r} isn't the latest code that was sent"},
        )
    if region.simulation.clock.now() - number.code_sent_at > CODE_LIFETIME:
        raise ConflictException(reason="VERIFICATION_CODE_EXPIRED", resource=number)
    number.status = "VERIFIED"
    return number


def latest_code(regions: Iterable[Region], given: str) -> str:
    """Return the latest code that was sent to a phone, by the phone's id or ARN.

    Raise UnknownNameError for an unknown id, ValueError if no code was sent.
    """
    number = find_anywhere(regions, VerifiedDestinationNumber, given)
    if number.code is None:
        raise ValueError(f"no code was sent for {given} yet: call SendDestinationNumberVerificationCode first")
    return number.code
