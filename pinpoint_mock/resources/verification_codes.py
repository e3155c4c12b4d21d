"""Verification codes: sent to a phone that is to be verified, and given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ..errors import ConflictException, ValidationException
from ..operation import operation
from ..simulation.clock import within_a_day
from ..store import Region, find_anywhere
from .attempts import Draft
from .sending import send
from .verified_destination_numbers import VerifiedDestinationNumber

# How long a code is and lives isn't documented; this is our choice.
CODE_DIGITS = 6
CODE_LIVES = dt.timedelta(minutes=15)

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
    """Send a new code, which makes those before worthless. The first is free."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    number.must_not_be_verified()
    now = region.simulation.clock.now()
    region.check_quota("VERIFICATION_ATTEMPTS_PER_DAY", len(within_a_day(number.codes_sent, now)))
    code = region.simulation.entropy.digits(CODE_DIGITS)
    is_call = VerificationChannel == "VOICE"
    text = _TEXTS[LanguageCode].format(code=" ".join(code) if is_call else code)
    draft = Draft(
        channel="VOICE" if is_call else "TEXT",
        destination=number.destination_phone_number,
        origination_identity=OriginationIdentity,
        body=text,
        spoken=text,
        configuration_set_name=ConfigurationSetName,
        context=Context,
        verifies=True,
        is_free=not number.codes_sent,
        rest={"destination_country_parameters": dict(DestinationCountryParameters or {})},
    )
    message_id = send(region, draft)
    number.code = code
    number.codes_sent.append(now)
    return {"MessageId": message_id}


@operation
def verify_destination_number(
    region: Region, *, VerifiedDestinationNumberId: str, VerificationCode: str
) -> VerifiedDestinationNumber:
    """Give the code back. ValidationException for a wrong one, ConflictException for one that has expired."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    number.must_not_be_verified()
    if VerificationCode != number.code:
        raise ValidationException(
            reason="VERIFICATION_CODE_MISMATCH",
            fields={"VerificationCode": f"{VerificationCode!r} isn't the code that was sent last"},
        )
    if region.simulation.clock.now() - number.codes_sent[-1] > CODE_LIVES:
        raise ConflictException(reason="VERIFICATION_CODE_EXPIRED", resource=number)
    number.status = "VERIFIED"
    return number


def latest_code(regions: Iterable[Region], given: str) -> str:
    """The code last sent for that id or ARN. UnknownNameError for an unknown id, ValueError where no code was sent."""
    number = find_anywhere(regions, VerifiedDestinationNumber, given)
    if number.code is None:
        raise ValueError(f"no code was sent for {given} yet: call SendDestinationNumberVerificationCode first")
    return number.code
