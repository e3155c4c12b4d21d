"""Verified destination numbers: phones that an account in the sandbox may send to, once a code has been given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import ClassVar

from attrs import define, field

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..nearest import UnknownNameError, unknown
from ..operation import operation
from ..protocol.pagination import Listing
from ..simulation.destinations import e164
from ..store import Region, Resource, chosen
from .opt_out_lists import DEFAULT, OptOutList
from .sending import Draft, country_of_destination, send

# How long a code is and lives isn't documented; this is our choice.
CODE_DIGITS = 6
CODE_LIVES = dt.timedelta(minutes=15)

# AWS: "can be deleted after 24 hours".
KEPT_FOR = dt.timedelta(hours=24)

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


@define(eq=False)
class ByNumber:
    """The verified destination numbers of an account and region, by the phone's number."""

    by_number: dict[str, VerifiedDestinationNumber] = field(factory=dict, init=False)


@define(kw_only=True, eq=False)
class VerifiedDestinationNumber(Resource):
    kind: ClassVar[str] = "verified-destination-number"
    id_prefix: ClassVar[str] = "vdn"
    quota: ClassVar[str] = "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT"
    verified_destination_number_arn = Resource.arn

    verified_destination_number_id: str
    destination_phone_number: str
    status: str = field(default="PENDING", init=False)
    rcs_agent_id: str | None = None
    code: str | None = field(default=None, init=False)
    """The latest that was sent."""
    codes_sent: list[dt.datetime] = field(factory=list, init=False)

    @property
    def resource_id(self) -> str:
        return self.verified_destination_number_id

    def must_not_be_verified(self) -> None:
        if self.status == "VERIFIED":
            raise ConflictException(reason="VERIFICATION_ALREADY_COMPLETE", resource=self)


def is_verified(region: Region, number: str) -> bool:
    """Whether an E.164 number has been verified."""
    found = region.the(ByNumber).by_number.get(number)
    return found is not None and found.status == "VERIFIED"


@operation
def create_verified_destination_number(
    region: Region, *, DestinationPhoneNumber: str, RcsAgentId: str | None = None
) -> VerifiedDestinationNumber:
    """A phone to be verified. ConflictException for one that is there already."""
    country_of_destination(DestinationPhoneNumber)
    if RcsAgentId is not None:
        raise ResourceNotFoundException(kind="rcs-agent", resource_id=RcsAgentId)
    number = e164(DestinationPhoneNumber)
    by_number = region.the(ByNumber).by_number
    if number in by_number:
        raise ConflictException(reason="RESOURCE_ALREADY_EXISTS", resource=by_number[number])
    if number in region.get(OptOutList, DEFAULT).numbers:
        raise ValidationException(
            reason="CANNOT_ADD_OPTED_OUT_NUMBER",
            fields={"DestinationPhoneNumber": f"{DestinationPhoneNumber!r} is on the opt-out list {DEFAULT}"},
        )
    by_number[number] = region.add(
        VerifiedDestinationNumber(
            region=region,
            verified_destination_number_id=region.new_id(VerifiedDestinationNumber),
            destination_phone_number=number,
        )
    )
    return by_number[number]


@operation
def describe_verified_destination_numbers(
    region: Region, *, VerifiedDestinationNumberIds: Sequence[str] = (), DestinationPhoneNumbers: Sequence[str] = ()
) -> Listing[VerifiedDestinationNumber]:
    """All, or those of these ids and phones; ResourceNotFoundException if one isn't there."""
    if not VerifiedDestinationNumberIds and not DestinationPhoneNumbers:
        return region.index(VerifiedDestinationNumber)
    by_id = (region.get(VerifiedDestinationNumber, each) for each in VerifiedDestinationNumberIds)
    return chosen(chain(by_id, (_of_phone(region, each) for each in DestinationPhoneNumbers)))


@operation
def delete_verified_destination_number(
    region: Region, *, VerifiedDestinationNumberId: str
) -> VerifiedDestinationNumber:
    """Forget a phone. ConflictException in the first 24 hours."""
    number = region.get(VerifiedDestinationNumber, VerifiedDestinationNumberId)
    if region.simulation.clock.now() - number.created_timestamp < KEPT_FOR:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=number)
    region.remove(number)
    del region.the(ByNumber).by_number[number.destination_phone_number]
    return number


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
    codes_today = [sent for sent in number.codes_sent if now - sent < dt.timedelta(days=1)]
    region.check_quota("VERIFICATION_ATTEMPTS_PER_DAY", len(codes_today))
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
        may_simulate=False,
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
    if number.code is None or VerificationCode != number.code:
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
    numbers = {each.resource_id: each for region in regions for each in region.index(VerifiedDestinationNumber)}
    number = numbers.get(given.rpartition("/")[2])
    if number is None:
        raise UnknownNameError(unknown("the id of a verified destination number", given, numbers))
    if number.code is None:
        raise ValueError(f"no code was sent for {given} yet: call SendDestinationNumberVerificationCode first")
    return number.code


def _of_phone(region: Region, given: str) -> VerifiedDestinationNumber:
    found = region.the(ByNumber).by_number.get(e164(given))
    if found is None:
        raise ResourceNotFoundException(kind=VerifiedDestinationNumber.kind, resource_id=given)
    return found
