"""Time, transitions, quotas, the seed and `reset`."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from freezegun import freeze_time

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.model import enum_values

Request = Callable[..., Any]
THEN = dt.datetime(2020, 2, 29, 12, 30, tzinfo=dt.timezone.utc)


# The clock ----------------------------------------------------------------------------------------------------------


def test_the_clock_is_the_machines_in_utc(pinpoint_v2: PinpointMock) -> None:
    before = dt.datetime.now(dt.timezone.utc)
    now = pinpoint_v2.clock.now()
    assert before <= now <= dt.datetime.now(dt.timezone.utc)
    assert now.utcoffset() == dt.timedelta()


@pytest.mark.parametrize(
    "travel", [freeze_time(THEN), time_machine.travel(THEN, tick=False)], ids=["freezegun", "time-machine"]
)
def test_a_test_that_stops_the_time_stops_the_mocks(travel: Any, request_number: Request) -> None:
    with travel:
        assert request_number()["CreatedTimestamp"] == THEN


@pytest.mark.parametrize(
    "step", [{"by": dt.timedelta(hours=25)}, {"hours": 25}, {"days": 1, "minutes": 30, "seconds": 1800}]
)
def test_the_clock_is_moved_on_by_hand_the_mocks_alone(
    pinpoint_v2: PinpointMock, request_number: Request, step: dict[str, Any]
) -> None:
    before = request_number()["CreatedTimestamp"]
    pinpoint_v2.clock.advance(**step)
    assert dt.timedelta(hours=25) <= request_number()["CreatedTimestamp"] - before < dt.timedelta(hours=26)
    assert dt.datetime.now(dt.timezone.utc) - before < dt.timedelta(hours=1)


def test_the_clock_does_not_go_back(pinpoint_v2: PinpointMock) -> None:
    before = pinpoint_v2.clock.now()
    with pytest.raises(ValueError, match="can't go back"):
        pinpoint_v2.clock.advance(seconds=-1)
    assert pinpoint_v2.clock.now() - before < dt.timedelta(hours=1)


@pytest.mark.parametrize("days", [3_000_000, 1e300, float("inf")])
def test_the_clock_does_not_go_beyond_the_last_year(pinpoint_v2: PinpointMock, days: float) -> None:
    before = pinpoint_v2.clock.now()
    with pytest.raises(ValueError, match="the year 9999"):
        pinpoint_v2.clock.advance(days=days)
    assert pinpoint_v2.clock.now() - before < dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("by", "units", "told"),
    [
        (5, {}, r"days=, hours=, minutes=, seconds=; 5 was given"),
        ("1h", {}, "'1h' was given"),
        (None, {}, "nothing was given"),
        (dt.timedelta(hours=1), {"hours": 1}, r"datetime.timedelta\(seconds=3600\), hours=1 was given"),
        (None, {"hours": "1"}, "hours is a number, for example 1 or 0.5; '1' was given"),
        (None, {"days": float("nan")}, "days is a number, for example 1 or 0.5; nan was given"),
    ],
)
def test_the_clock_is_moved_by_a_timedelta_or_by_numbers_of_units(
    pinpoint_v2: PinpointMock, by: Any, units: Any, told: str
) -> None:
    with pytest.raises(TypeError, match=told):
        pinpoint_v2.clock.advance(by, **units)
    assert pinpoint_v2.clock.now() - dt.datetime.now(dt.timezone.utc) < dt.timedelta(minutes=1)


def test_an_hour_is_an_hour_whatever_freezeguns_time_zone(pinpoint_v2: PinpointMock) -> None:
    with freeze_time(THEN, tz_offset=-8):
        assert pinpoint_v2.clock.now() == THEN


# Transitions --------------------------------------------------------------------------------------------------------


def statuses(client: Any, reads: int = 3) -> list[str]:
    return [number["Status"] for _ in range(reads) for number in client.describe_phone_numbers()["PhoneNumbers"]]


def test_a_number_is_pending_in_its_answer_and_active_from_the_next_call_on(
    client: Any, request_number: Request
) -> None:
    assert request_number()["Status"] == "PENDING"
    assert statuses(client) == ["ACTIVE", "ACTIVE", "ACTIVE"]


def test_any_later_call_moves_it_on(client: Any, request_number: Request) -> None:
    number = request_number()["PhoneNumberId"]
    client.create_pool(OriginationIdentity=number, IsoCountryCode="US", MessageType="TRANSACTIONAL")


@pytest.mark.pinpoint_v2(transitions={"phone-number": "immediate"})
def test_immediate_is_at_once(client: Any, request_number: Request) -> None:
    number = request_number()
    assert number["Status"] == "ACTIVE"
    client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])
    assert statuses(client) == []


def test_manual_holds_a_status_until_the_rule_is_another(
    pinpoint_v2: PinpointMock, client: Any, request_number: Request
) -> None:
    pinpoint_v2.transitions["phone-number"] = "manual"
    request_number()
    assert statuses(client) == ["PENDING", "PENDING", "PENDING"]
    pinpoint_v2.transitions["phone-number"] = "immediate"
    assert statuses(client, reads=1) == ["ACTIVE"]


def test_a_timedelta_is_of_the_mocks_clock(pinpoint_v2: PinpointMock, client: Any, request_number: Request) -> None:
    pinpoint_v2.transitions["phone-number"] = dt.timedelta(minutes=30)
    number = request_number()["PhoneNumberId"]
    pinpoint_v2.clock.advance(minutes=29)
    assert statuses(client, reads=1) == ["PENDING"]
    pinpoint_v2.clock.advance(minutes=1)
    assert statuses(client, reads=1) == ["ACTIVE"]
    client.release_phone_number(PhoneNumberId=number)
    pinpoint_v2.clock.advance(minutes=16)
    assert statuses(client, reads=1) == ["DISASSOCIATING"]
    pinpoint_v2.clock.advance(minutes=14)
    assert statuses(client, reads=1) == []


def test_a_rule_of_a_mapping_holds_for_its_kind_alone() -> None:
    with mock_pinpoint_v2(transitions={"pool": "manual"}) as pinpoint:
        assert pinpoint.transitions["pool"] == "manual"
        assert pinpoint.transitions["phone-number"] == "next-call"
        assert set(pinpoint.transitions) >= {"phone-number", "pool", "registration", "opt-out-list"}
    assert pinpoint.transitions["pool"] == "next-call"


@pytest.mark.parametrize(
    ("kind", "rule", "says"),
    [
        ("phone_number", "manual", "did you mean phone-number"),
        ("phone-number", "imediate", "did you mean immediate"),
        ("phone-number", 30, "timedelta"),
        ("phone-number", dt.timedelta(seconds=-1), "timedelta of 0 or more"),
    ],
)
def test_a_slip_in_a_transition_names_the_nearest(pinpoint_v2: PinpointMock, kind: str, rule: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        pinpoint_v2.transitions[kind] = rule
    with pytest.raises(ValueError, match=says), mock_pinpoint_v2(transitions={kind: rule}):
        pass  # pragma: no cover - it isn't entered
    assert pinpoint_v2.transitions["phone-number"] == "next-call"


# Quotas -------------------------------------------------------------------------------------------------------------


def test_quotas_begin_at_the_documented_values(pinpoint_v2: PinpointMock) -> None:
    assert pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] == 25
    assert pinpoint_v2.quotas["SENDER_IDS_PER_ACCOUNT"] == 200
    assert len(pinpoint_v2.quotas) == len(dict(pinpoint_v2.quotas)) > 10
    assert "'POOLS_PER_ACCOUNT': 25" in repr(pinpoint_v2.quotas)


def test_quotas_have_the_names_of_the_model(pinpoint_v2: PinpointMock) -> None:
    modelled = enum_values("ServiceQuotaExceededExceptionReason") + enum_values("SpendLimitName")
    assert set(pinpoint_v2.quotas) <= set(modelled)
    assert set(pinpoint_v2.quotas) >= set(enum_values("SpendLimitName"))


def test_a_spend_limit_begins_where_the_tier_of_the_innermost_mock_lets_it() -> None:
    limit = "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"
    with mock_pinpoint_v2() as pinpoint:
        assert pinpoint.quotas[limit] == 1000
        with mock_pinpoint_v2(account_tier="SANDBOX"):
            assert pinpoint.quotas[limit] == 1
            assert pinpoint.quotas["POOLS_PER_ACCOUNT"] == 25
            pinpoint.quotas[limit] = 7
        assert pinpoint.quotas[limit] == 7
        pinpoint.reset()
        assert pinpoint.quotas[limit] == 1000


def test_a_quota_is_set_and_put_back(
    pinpoint_v2: PinpointMock, request_number: Request, refused: Callable[..., dict[str, Any]]
) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 1
    request_number()
    error = refused("ServiceQuotaExceededException", request_number)
    assert error["Reason"] == "PHONE_NUMBERS_PER_ACCOUNT"
    del pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"]
    request_number()


@pytest.mark.pinpoint_v2(strict_quotas=False)
def test_no_quota_holds_where_they_are_not_strict(pinpoint_v2: PinpointMock, request_number: Request) -> None:
    pinpoint_v2.quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 0
    request_number()


def test_what_the_mock_itself_makes_meets_no_quota(pinpoint_v2: PinpointMock, client: Any) -> None:
    pinpoint_v2.quotas.update(OPT_OUT_LISTS_PER_ACCOUNT=0, REGISTRATIONS_PER_ACCOUNT=0)
    assert len(client.describe_opt_out_lists()["OptOutLists"]) == 1
    pinpoint_v2.add_registration("US_TOLL_FREE_REGISTRATION")


def test_an_unknown_quota_is_a_key_error_with_the_nearest(pinpoint_v2: PinpointMock) -> None:
    with pytest.raises(KeyError, match="did you mean PHONE_NUMBERS_PER_ACCOUNT"):
        pinpoint_v2.quotas["PHONE_NUMBER_PER_ACCOUNT"] = 3
    with pytest.raises(KeyError, match="did you mean POOLS_PER_ACCOUNT"):
        pinpoint_v2.quotas["POOL_PER_ACCOUNT"]
    with pytest.raises(KeyError, match="did you mean TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"):
        pinpoint_v2.quotas["TEXT_MONTHLY_SPEND_LIMIT"] = 3


@pytest.mark.parametrize("value", [-1, 1.5, "3", True, None])
def test_a_quota_is_a_whole_number(pinpoint_v2: PinpointMock, value: Any) -> None:
    with pytest.raises(ValueError, match="whole number"):
        pinpoint_v2.quotas["POOLS_PER_ACCOUNT"] = value
    assert pinpoint_v2.quotas["POOLS_PER_ACCOUNT"] == 25


# The seed -----------------------------------------------------------------------------------------------------------

STORY = """
import boto3
from pinpoint_mock import mock_pinpoint_v2

def story(seed):
    with mock_pinpoint_v2(seed=seed) as pinpoint:
        client = pinpoint.client()
        numbers = [
            client.request_phone_number(
                IsoCountryCode=country, MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType=number_type
            )
            for country, number_type in (("US", "TOLL_FREE"), ("US", "SIMULATOR"), ("GB", "LONG_CODE"))
        ]
        client.describe_phone_numbers()
        pool = client.create_pool(
            OriginationIdentity=numbers[0]["PhoneNumberId"], IsoCountryCode="US", MessageType="TRANSACTIONAL"
        )
        return [[each["PhoneNumberId"], each["PhoneNumber"]] for each in numbers] + [pool["PoolId"]]
"""


def story(seed: Any) -> list[Any]:
    namespace: dict[str, Any] = {}
    exec(STORY, namespace)
    told: list[Any] = namespace["story"](seed)
    return told


@pytest.mark.parametrize("seed", [7, "seven"])
def test_a_seed_makes_ids_and_numbers_the_same_in_every_process(seed: Any) -> None:
    program = f"{STORY}\nprint(story({seed!r}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == repr(story(seed)) == repr(story(seed))


def test_another_seed_and_no_seed_make_others() -> None:
    stories = [story(1), story(2), story(None), story(None)]
    assert len({repr(each) for each in stories}) == 4


def test_request_ids_do_not_disturb_a_seed(pinpoint_v2: PinpointMock) -> None:
    ids = []
    for reads in (0, 3):
        with mock_pinpoint_v2(seed=1):
            client = pinpoint_v2.client()
            for _ in range(reads):
                client.describe_pools()
            ids.append(
                client.request_phone_number(
                    IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="TOLL_FREE"
                )["PhoneNumberId"]
            )
            pinpoint_v2.reset()
    assert ids[0] == ids[1]


# Reset --------------------------------------------------------------------------------------------------------------


def test_reset_puts_everything_as_at_the_outermost_start() -> None:
    with mock_pinpoint_v2(seed=3, transitions={"pool": "manual"}) as pinpoint:
        client = pinpoint.client()

        def play() -> Any:
            answer = client.request_phone_number(
                IsoCountryCode="US", MessageType="TRANSACTIONAL", NumberCapabilities=["SMS"], NumberType="SIMULATOR"
            )
            return answer["PhoneNumberId"], answer["PhoneNumber"]

        first = play()
        pinpoint.clock.advance(days=400)
        pinpoint.quotas["POOLS_PER_ACCOUNT"] = 0
        pinpoint.transitions["phone-number"] = "manual"
        pinpoint.transitions["pool"] = "immediate"
        pinpoint.fail("DescribePools", "ThrottlingException")
        calls = pinpoint.calls
        pinpoint.reset()

        assert list(calls) == list(pinpoint.outbox) == list(pinpoint.unmet_failures) == []
        assert pinpoint.clock.now() - dt.datetime.now(dt.timezone.utc) < dt.timedelta(hours=1)
        assert pinpoint.quotas["POOLS_PER_ACCOUNT"] == 25
        assert (pinpoint.transitions["pool"], pinpoint.transitions["phone-number"]) == ("manual", "next-call")
        assert client.describe_phone_numbers()["PhoneNumbers"] == []
        assert [each["OptOutListName"] for each in client.describe_opt_out_lists()["OptOutLists"]] == ["Default"]
        assert play() == first


# What was called ----------------------------------------------------------------------------------------------------


def test_calls_tell_what_was_asked_and_answered(pinpoint_v2: PinpointMock) -> None:
    client = pinpoint_v2.client("eu-west-1", "111122223333")
    client.create_opt_out_list(OptOutListName="Marketing", ClientToken="one")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.delete_opt_out_list(OptOutListName="None")
    created, deleted = pinpoint_v2.calls
    assert (created.operation, created.account_id, created.region_name) == (
        "CreateOptOutList",
        "111122223333",
        "eu-west-1",
    )
    assert created.parameters == {"OptOutListName": "Marketing", "ClientToken": "one"}
    assert created.result["OptOutListName"] == "Marketing"
    assert created.error is None
    assert deleted.result is None
    assert (deleted.error.code, deleted.error.reason) == ("ResourceNotFoundException", None)
    assert deleted.error.members == {"ResourceType": "opt-out-list", "ResourceId": "None"}


def test_the_error_of_a_call_tells_its_reason(pinpoint_v2: PinpointMock, client: Any) -> None:
    with pytest.raises(client.exceptions.ConflictException):
        client.delete_opt_out_list(OptOutListName="Default")
    assert pinpoint_v2.calls[-1].error.reason == "RESOURCE_DELETION_NOT_ALLOWED"


def test_the_latest_ten_thousand_calls_are_kept(pinpoint_v2: PinpointMock) -> None:
    from pinpoint_mock.protocol.call import Call

    service = pinpoint_v2._service
    for number in range(10_001):
        service.handle(Call("DescribePools", {"MaxResults": number % 100 + 1}, "us-east-1"))
    assert len(pinpoint_v2.calls) == 10_000
    assert pinpoint_v2.calls[0].parameters == {"MaxResults": 2}
