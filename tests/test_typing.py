"""The public API, and the package's own domain types, as a type checker sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from textwrap import indent

import pytest
from mypy import api

import pinpoint_mock

RIGHT = """
from __future__ import annotations
import datetime as dt
from collections.abc import Iterator, Mapping, MutableSet, Sequence
from typing import Any
from typing_extensions import Unpack, assert_type
from pinpoint_mock import (
    AccessDeniedException, AnsweredCall, CarrierLookups, ChannelName, ClearableSequence, Clock, ConditionalBehavior,
    ConditionalRule, ConditionalValidation, ConflictException, Delivery, DeliveryRule, Destinations, DisplayHints,
    Event, Failure, FidelityWarning, FieldCondition, InboundMessage, InternalServerException, LiveSequence,
    MockPinpointV2, Options, PinpointMock, PinpointServer, Quotas, RegistrationFieldDefinition,
    RegistrationSectionDefinition, RegistrationTypeDefinition, RegistrationTypes, ResourceNotFoundException,
    SelectOptionDescription, SelectValidation, SentMessage, ServiceException, ServiceQuotaExceededException,
    SharedRoutes,
    SupportedAssociation, TextValidation, ThrottlingException, TransitionRule, Transitions, UnknownNameError,
    ValidationException, __version__, mock_pinpoint_v2,
)

# The ways to start a mock.

@mock_pinpoint_v2
def function(word: str, *, times: int) -> str: return word * times

@mock_pinpoint_v2(account_tier="SANDBOX", seed=1, transitions={"pool": "manual", "phone-number": dt.timedelta(1)})
async def coroutine() -> int: return 1

@mock_pinpoint_v2()
class TestClass:
    def test(self) -> None: ...

@mock_pinpoint_v2
def fixture() -> Iterator[int]: yield 1

assert_type(function("a", times=2), str)
assert_type(next(fixture()), int)
TestClass().test()

async def main() -> None:
    assert_type(await coroutine(), int)
    async with mock_pinpoint_v2() as pinpoint:
        assert_type(pinpoint, PinpointMock)

def mocked(**options: Unpack[Options]) -> MockPinpointV2:
    return mock_pinpoint_v2(**options)

assert_type(mocked(seed="a", delivery=None), MockPinpointV2)
options: Options = {"account_id": "111122223333", "strict_quotas": False, "delivery": {"+12065550100": "BLOCKED"}}
mock = mock_pinpoint_v2(**options)
assert_type(mock.start(), PinpointMock)
mock.stop()

with PinpointServer(port=0, account_tier="SANDBOX") as server:
    assert_type(server.url, str)
    assert_type(server.pinpoint, PinpointMock)

assert_type(__version__, str)

# What a test reads.

def delivery(message: SentMessage) -> str | None:
    assert_type(message.channel, ChannelName)
    return "UNREACHABLE" if message.destination_phone_number.startswith("+44") else None

def listener(event: Event) -> None:
    assert_type(event["eventType"], Any)

with mock_pinpoint_v2(strict_quotas=False, delivery=delivery) as pinpoint:
    pinpoint.client("eu-west-1", account_id="111122223333").describe_pools()
    assert_type(pinpoint.outbox, ClearableSequence[SentMessage])
    assert_type(pinpoint.outbox[0], SentMessage)
    assert_type(pinpoint.outbox[1:], Sequence[SentMessage])
    assert_type([message.message_body for message in pinpoint.outbox], list[str | None])
    assert_type(pinpoint.outbox.clear(), None)
    live: LiveSequence[SentMessage] = pinpoint.outbox
    assert_type(pinpoint.events, Sequence[Event])
    assert_type(pinpoint.events[0], Event)
    assert_type(pinpoint.deliveries[0], Delivery)
    assert_type(pinpoint.deliveries[0].error, str | None)
    assert_type(pinpoint.calls[0], AnsweredCall)
    assert_type(pinpoint.calls[0].operation, str)
    assert_type(pinpoint.calls[0].error, BaseException | None)
    assert_type(pinpoint.unmet_failures[0], Failure)
    assert_type(pinpoint.unmet_failures[0].times, int | None)
    assert_type(pinpoint.verification_code("vdn-1"), str)
    received = pinpoint.receive("STOP", origination_number="+12065550100", destination_number="+12065550101")
    assert_type(received, InboundMessage)
    assert_type(received.reply, SentMessage | None)

    # What a test changes.
    assert_type(pinpoint.clock, Clock)
    assert_type(pinpoint.clock.now(), dt.datetime)
    pinpoint.clock.advance(dt.timedelta(hours=1))
    pinpoint.clock.advance(hours=25)
    assert_type(pinpoint.quotas, Quotas)
    assert_type(pinpoint.quotas["POOLS_PER_ACCOUNT"], int)
    pinpoint.quotas["POOLS_PER_ACCOUNT"] = 3
    pinpoint.quotas.update(POOLS_PER_ACCOUNT=3)
    assert_type(pinpoint.transitions, Transitions)
    assert_type(pinpoint.transitions["pool"], TransitionRule)
    pinpoint.transitions["pool"] = "immediate"
    pinpoint.transitions["pool"] = dt.timedelta(minutes=1)
    assert_type(pinpoint.delivery, DeliveryRule)
    pinpoint.delivery = delivery
    pinpoint.delivery = lambda message: message.message_type
    pinpoint.delivery = {"+12065550100": "UNREACHABLE"}
    pinpoint.delivery = "manual"
    pinpoint.delivery = None
    assert_type(pinpoint.artificial_traffic, MutableSet[str])
    pinpoint.artificial_traffic.add("+447700900123")
    pinpoint.artificial_traffic |= {"+447700900123"}
    pinpoint.artificial_traffic = {"+447700900123"}
    pinpoint.artificial_traffic = Destinations(["+447700900123"])
    assert_type(pinpoint.shared_routes, MutableSet[str])
    pinpoint.shared_routes.add("GB")
    pinpoint.shared_routes = {"GB"}
    pinpoint.shared_routes = SharedRoutes(["GB"])
    assert_type(pinpoint.carrier_lookups, CarrierLookups)
    assert_type(pinpoint.carrier_lookups["+12065550100"], Mapping[str, str])
    pinpoint.carrier_lookups["+12065550100"] = {"PhoneNumberType": "LANDLINE"}
    assert_type(pinpoint.fail("CreatePool", "ConflictException", reason="LAST_PHONE_NUMBER"), None)
    pinpoint.fail("CreatePool", "ConflictException", ResourceType="pool", times=None, when=lambda p: "x" in p)
    pinpoint.fail("CreatePool", OSError())
    assert_type(pinpoint.on_event(listener)({}), None)
    assert_type(pinpoint.add_phone_number(), str)
    pinpoint.add_phone_number("GB", number_type="SHORT_CODE", number_capabilities=["SMS"], phone_number="61234")
    assert_type(pinpoint.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION", status="COMPLETE"), str)
    pinpoint.deny("registration-1", ["no", {"Reason": "NO", "ShortDescription": "No."}])
    assert_type(pinpoint.deliver("1", "READ"), None)
    assert_type(pinpoint.launch("rcs-1", "US"), None)
    assert_type(pinpoint.accept_invitation("vdn-1"), None)
    assert_type(pinpoint.reset(), None)

    # Registration types.
    assert_type(pinpoint.registration_types, RegistrationTypes)
    pinpoint.registration_types["XY"] = {"DisplayHints": {"Title": "XY"}}
    pinpoint.registration_types["XY"] = "types/XY.json"
    definition = pinpoint.registration_types["US_TEN_DLC_CAMPAIGN_REGISTRATION"]
    assert_type(definition, RegistrationTypeDefinition)
    assert_type(definition.supported_associations[0], SupportedAssociation)
    assert_type(definition.sections[0], RegistrationSectionDefinition)
    field = definition.fields[0]
    assert_type(field, RegistrationFieldDefinition)
    assert_type(field.select_validation, SelectValidation | None)
    assert_type(field.text_validation, TextValidation | None)
    assert_type(field.display_hints, DisplayHints)
    assert_type(field.display_hints.select_option_descriptions, tuple[SelectOptionDescription, ...] | None)
    assert_type(field.conditional_behavior, ConditionalBehavior | None)
    if field.conditional_behavior is not None:
        assert_type(field.conditional_behavior.rules[0], ConditionalRule)
        assert_type(field.conditional_behavior.rules[0].conditions[0], FieldCondition)
        assert_type(field.conditional_behavior.rules[0].conditional_validation, ConditionalValidation | None)

# Errors and warnings.

errors: list[type[ServiceException]] = [
    AccessDeniedException, ConflictException, InternalServerException, ResourceNotFoundException,
    ServiceQuotaExceededException, ThrottlingException, ValidationException,
]
assert_type(errors[0]().code, str)
lookup_error: LookupError = UnknownNameError("a")
value_error: ValueError = UnknownNameError("a")
warning: UserWarning = FidelityWarning("a")
"""

WRONG_HEADER = """
from __future__ import annotations
import datetime as dt
from pinpoint_mock import Options, PinpointMock, PinpointServer, SentMessage, mock_pinpoint_v2
pinpoint: PinpointMock
"""

WRONG: Mapping[str, tuple[str, ...]] = {
    "from pinpoint_mock import SentMesage": ("attr-defined",),
    # The ways to start a mock.
    "PinpointServer(prot=4580)": ("call-arg",),
    "PinpointServer(port='4580')": ("arg-type",),
    "mock_pinpoint_v2(account_tier='SANDBX')": ("call-overload",),
    "mock_pinpoint_v2(account_tier=None)": ("call-overload",),
    "mock_pinpoint_v2(acount_id='1')": ("call-overload",),
    "mock_pinpoint_v2(account_id=111122223333)": ("call-overload",),
    "mock_pinpoint_v2(seed=0.5)": ("call-overload",),
    "mock_pinpoint_v2(delivery=1)": ("call-overload",),
    "def price(message: SentMessage) -> float: return message.price\nmock_pinpoint_v2(delivery=price)": ("arg-type",),
    "mock_pinpoint_v2(transitions={'pool': 'sometimes'})": ("dict-item",),
    "mock_pinpoint_v2(strict_quotas='no')": ("call-overload",),
    "options: Options = {'strict_quota': False}": ("typeddict-unknown-key",),
    "@mock_pinpoint_v2\ndef function(word: str) -> str: return word\nfunction(1)": ("arg-type",),
    # What a test reads.
    "pinpoint.outbx": ("attr-defined",),
    "pinpoint.outbox[0].mesage_body": ("attr-defined",),
    "pinpoint.outbox[0].message_body.upper()": ("union-attr",),
    "pinpoint.outbox[0].message_body = 'a'": ("misc",),
    "pinpoint.outbox.append": ("attr-defined",),
    "pinpoint.outbox = pinpoint.outbox": ("misc",),
    "pinpoint.events = pinpoint.events": ("misc",),
    "pinpoint.events.clear()": ("attr-defined",),
    "pinpoint.calls = pinpoint.calls": ("misc",),
    "pinpoint.calls[0].name": ("attr-defined",),
    "pinpoint.quotas = pinpoint.quotas": ("misc",),
    "pinpoint.unmet_failures[0].tims": ("attr-defined",),
    "pinpoint.registration_types['A'].filds": ("attr-defined",),
    # What a test changes.
    "pinpoint.delivry = 'READ'": ("attr-defined",),
    "pinpoint.delivery = 1": ("assignment",),
    "pinpoint.delivery = {'+12065550100': None}": ("dict-item",),
    "pinpoint.delivery = lambda message: message.channl": ("attr-defined",),
    "pinpoint.transitions['pool'] = 'sometimes'": ("assignment",),
    "pinpoint.transitions['pool'] = 5": ("assignment",),
    "pinpoint.quotas['POOLS_PER_ACCOUNT'] = 'three'": ("assignment",),
    "pinpoint.artificial_traffic.add(447700900123)": ("arg-type",),
    "pinpoint.carrier_lookups['+12065550100'] = 'LANDLINE'": ("assignment",),
    "pinpoint.registration_types['A'] = 1": ("assignment",),
    "pinpoint.clock.advance('1')": ("arg-type",),
    "pinpoint.clock.advance(hours='1')": ("arg-type",),
    "pinpoint.clock.advance(weeks=1)": ("call-arg",),
    "pinpoint.receive('STOP', '+12065550100', '+12065550101')": ("call-arg",),
    "pinpoint.receive('STOP', origination_number='+12065550100')": ("call-arg",),
    "pinpoint.on_event('print')": ("type-var",),
    "pinpoint.on_event(lambda: None)": ("type-var",),
    "pinpoint.fial('CreatePool', 'ConflictException')": ("attr-defined",),
    "pinpoint.fail('CreatePool')": ("call-arg",),
    "pinpoint.fail('CreatePool', OSError)": ("arg-type",),
    "pinpoint.fail('CreatePool', OSError(), times='all')": ("arg-type",),
    "pinpoint.fail('CreatePool', OSError(), when=True)": ("arg-type",),
    "pinpoint.deliver(1, 'READ')": ("arg-type",),
    "pinpoint.deny('registration-1', [1])": ("list-item",),
    "pinpoint.add_phone_number('US', 'SHORT_CODE')": ("call-arg",),
    "pinpoint.add_phone_number(number_capabilities=[1])": ("list-item",),
    "pinpoint.add_registration('US_TEN_DLC_CAMPAIGN_REGISTRATION', 'COMPLETE')": ("call-arg",),
    "pinpoint.launch('rcs-1')": ("call-arg",),
}
"""Programs with one mistake each, and the codes of mypy's errors about it."""

WRONG_INSIDE_HEADER = """
from __future__ import annotations
import datetime as dt
from pinpoint_mock.messaging.channels import TEXT, Channel
from pinpoint_mock.messaging.contents import TextContent
from pinpoint_mock.messaging.message import DeliveryAttempt, Message
from pinpoint_mock.messaging.options import SendOptions, SendRequest
from pinpoint_mock.messaging.routes import Route, StickySenders
from pinpoint_mock.messaging.sending import send
from pinpoint_mock.messaging.values import SentMessage
from pinpoint_mock.publishing.publisher import Emission, Publisher
from pinpoint_mock.resources.configuration_sets import ConfigurationSet
from pinpoint_mock.resources.origination.finding import find_identity
from pinpoint_mock.resources.origination.phone_number import PhoneNumber
from pinpoint_mock.resources.origination.pool import Pool
from pinpoint_mock.resources.registrations.registration import Registration
from pinpoint_mock.service import Request
from pinpoint_mock.store import Region
region: Region
pool: Pool
number: PhoneNumber
registration: Registration
message: Message
sent: SentMessage
route: Route
request: Request
"""

WRONG_INSIDE: Mapping[str, tuple[str, ...]] = {
    "find_identity(region, 'x', None).must_be_actve()": ("attr-defined",),
    "find_identity(region, 'x', None).two_way_enabled": ("attr-defined",),
    "pool.join('x')": ("arg-type",),
    "pool.members.get('x').identity": ("union-attr",),
    "pool.identities[0].must_not_be_pooled()": ("attr-defined",),
    "number.pool.pool_id": ("union-attr",),
    "number.opt_out_list.nmbers": ("attr-defined",),
    "registration.move_too('COMPLETE')": ("attr-defined",),
    "registration.associate(region.get(ConfigurationSet, 'x'))": ("arg-type",),
    "registration.approved_version.version_number": ("union-attr",),
    "region.get(PhoneNumber, 'x').pool_idd": ("attr-defined",),
    "region.find(PhoneNumber, 'x').phone_number": ("union-attr",),
    "region.get(str, 'x')": ("type-var",),
    "region.index(Pool).last.phone_number_id": ("attr-defined",),
    "region.state(StickySenders).ad('x')": ("attr-defined",),
    "region.shared(StickySenders)": ("type-var",),
    "region.shared(Publisher).emit('x')": ("arg-type",),
    "region.transitions.start('x', 'PENDING', 'ACTIVE')": ("arg-type",),
    "SendOptions(destinaton='+1')": ("call-arg",),
    "SendOptions('+1')": ("call-arg",),
    "SendRequest('Hello', SendOptions(destination='+1'))": ("arg-type",),
    "send(region, TextContent('Hello'))": ("arg-type",),
    "DeliveryAttempt(TEXT, sent, route)": ("call-arg",),
    "DeliveryAttempt(sent, TEXT, route, 'DELIVERED', 'TTL_EXPIRED')": ("arg-type", "arg-type"),
    "message.attempt.outcom": ("attr-defined",),
    "message.fallback.draft": ("union-attr",),
    "route.agent.launches": ("union-attr",),
    "TEXT.is_cal": ("attr-defined",),
    "Channel(name='TEXTS', capability='SMS', rules_capability='SMS', failure='FAILED', earlier_statuses={}, "
    "detail_type='')": ("arg-type",),
    "Emission(event={}, detail_type='', at='now', account_id='', region_name='')": ("arg-type",),
    "request.answer.tag({})": ("attr-defined",),
}
"""Mistakes in the use of the package's own domain types, which no public name shows."""

CheckTypes = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def check_types(tmp_path_factory: pytest.TempPathFactory) -> CheckTypes:
    """Return a function that returns the errors of mypy, strict, about a program: "3: error: ...  [code]"."""
    folder = tmp_path_factory.mktemp("typing")
    file = folder / "program.py"

    def errors_in(program: str) -> list[str]:
        file.write_text(program, "utf-8")
        options = ["--strict", "--config-file=", f"--cache-dir={folder / 'cache'}", "--hide-error-context"]
        out, err, _ = api.run([*options, "--no-error-summary", str(file)])
        assert err == ""
        return [line.removeprefix(f"{file}:") for line in out.splitlines() if ": note:" not in line]

    return errors_in


def found_codes(check_types: CheckTypes, header: str, programs: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Check each of some programs, in a function of its own, and return the codes of the errors in it."""
    lines = header.splitlines()
    program_at = {}
    for number, program in enumerate(programs):
        lines.append(f"def program_{number}() -> None:")
        for line in indent(program, "    ").splitlines():
            lines.append(line)
            program_at[len(lines)] = program
    found: dict[str, tuple[str, ...]] = dict.fromkeys(programs, ())
    for error in check_types("\n".join(lines)):
        match = re.fullmatch(r"(\d+): error: .*  \[([\w-]+)\]", error)
        assert match is not None, error
        assert int(match[1]) in program_at, error
        found[program_at[int(match[1])]] += (match[2],)
    return found


def test_the_public_api_is_typed(check_types: CheckTypes) -> None:
    assert check_types(RIGHT) == []


def test_the_right_program_uses_every_public_name() -> None:
    program = RIGHT.partition("mock_pinpoint_v2,\n)")[2]
    assert [name for name in pinpoint_mock.__all__ if not re.search(rf"\b{name}\b", program)] == []


def test_a_type_checker_sees_each_mistake_in_the_use_of_the_public_api(check_types: CheckTypes) -> None:
    assert found_codes(check_types, WRONG_HEADER, WRONG) == WRONG


def test_a_type_checker_sees_each_mistake_in_the_use_of_domain_types(check_types: CheckTypes) -> None:
    assert found_codes(check_types, WRONG_INSIDE_HEADER, WRONG_INSIDE) == WRONG_INSIDE
