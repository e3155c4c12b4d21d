"""A call does the same work however much there is. The work is counted in executed lines of Python, not timed."""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import FrameType
from typing import Any

from pinpoint_mock import PinpointMock, TransitionRule, mock_pinpoint_v2
from pinpoint_mock.messaging.messages import send_text_message
from pinpoint_mock.protocol.call import Call
from pinpoint_mock.resources.origination.phone_numbers import request_phone_number

FEW, MANY = 100, 100_000
NUMBER: dict[str, Any] = {"IsoCountryCode": "GB", "MessageType": "TRANSACTIONAL", "NumberCapabilities": ["SMS"]}
LONG_CODE = {**NUMBER, "NumberType": "LONG_CODE"}
TEN_DLC = {**NUMBER, "IsoCountryCode": "US", "NumberType": "TEN_DLC"}
PHONE, PHONE_ABROAD = "+447700900123", "+4915112345678"


def answer(pinpoint: PinpointMock, operation: str, account_id: str | None = None, **parameters: Any) -> Any:
    """Answer a call without a client, whose own work isn't counted."""
    reply = pinpoint._service.handle(Call(operation, parameters, "us-east-1", account_id))
    assert reply.status == 200, reply.members
    return reply.members


def filled(pinpoint: PinpointMock, size: int) -> dict[str, str]:
    """Fill a mock. Return the ids of a number in the middle, a 10DLC number, and a pool with a tenth of the numbers.

    There are that many numbers and messages; a tenth of that in opted-out numbers, and in transitions under way by each
    of two rules; and a hundredth of that in other accounts, in numbers of one
    campaign, and in released numbers that have reached `PHONE_ABROAD`.
    """
    service = pinpoint._service
    region = service.store.region("123456789012", "us-east-1")
    # The functions of the two operations are called without the pipeline, which takes more than half of the time.
    with service.exclusive():
        ids = [request_phone_number(region, **LONG_CODE).phone_number_id for _ in range(size)]
    pool = answer(pinpoint, "CreatePool", OriginationIdentity=ids[0], MessageType="TRANSACTIONAL")["PoolId"]
    for each in ids[1 : size // 10]:
        answer(pinpoint, "AssociateOriginationIdentity", PoolId=pool, OriginationIdentity=each)
    with service.exclusive():
        for number in range(size):
            to = f"+4477009{number:05}"
            send_text_message(region, DestinationPhoneNumber=to, MessageBody="Hi", OriginationIdentity=ids[0])
    for _ in range(size // 100):
        sender = answer(pinpoint, "RequestPhoneNumber", **LONG_CODE, InternationalSendingEnabled=True)["PhoneNumberId"]
        message = {"DestinationPhoneNumber": PHONE_ABROAD, "MessageBody": "Hi", "OriginationIdentity": sender}
        answer(pinpoint, "SendTextMessage", **message)
        answer(pinpoint, "ReleasePhoneNumber", PhoneNumberId=sender)
    campaign = {"RegistrationId": pinpoint.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")}
    for _ in range(size // 100):
        ten_dlc = answer(pinpoint, "RequestPhoneNumber", **TEN_DLC, **campaign)["PhoneNumberId"]
    rules: tuple[TransitionRule, ...] = ("manual", dt.timedelta(days=1))
    for rule in rules:
        pinpoint.transitions["phone-number"] = rule
        for _ in range(size // 10):
            answer(pinpoint, "RequestPhoneNumber", **LONG_CODE)
    for number in range(size // 10):
        opted_out = f"+4477008{number:05}"
        answer(pinpoint, "PutOptedOutNumber", OptOutListName="Default", OptedOutNumber=opted_out)
    for account in range(size // 100):
        answer(pinpoint, "DescribePools", account_id=f"{account:012}")
    return {"number": ids[size // 2], "pool": pool, "10DLC number": ten_dlc}


@contextmanager
def counting_lines() -> Iterator[Callable[[], int]]:
    """Count the lines that are executed in the block."""
    lines = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lambda: lines
    finally:
        sys.settrace(before)


def work_of(call: Callable[[], object]) -> int:
    """Return the fewest lines that any of some equal calls takes. A random draw may take a few more."""
    work = []
    for _ in range(5):
        with counting_lines() as lines:
            call()
        work.append(lines())
    return min(work)


def works(size: int) -> dict[str, int]:
    """Return the work of one call of each kind, on a mock of that size."""
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        there = filled(pinpoint, size)
        lists = count()

        def send(to: str = PHONE, **members: str) -> object:
            return answer(pinpoint, "SendTextMessage", DestinationPhoneNumber=to, MessageBody="Hello", **members)

        def delete_list() -> object:
            name = f"list-{next(lists)}"
            answer(pinpoint, "CreateOptOutList", OptOutListName=name)
            return answer(pinpoint, "DeleteOptOutList", OptOutListName=name)

        def release() -> object:
            new = answer(pinpoint, "RequestPhoneNumber", **LONG_CODE)["PhoneNumberId"]
            return answer(pinpoint, "ReleasePhoneNumber", PhoneNumberId=new)

        calls: dict[str, Callable[[], object]] = {
            "send from the account": send,
            "send abroad, where only removed numbers have sent": lambda: send(PHONE_ABROAD),
            "send from a pool": lambda: send(OriginationIdentity=there["pool"]),
            "send from a number": lambda: send(OriginationIdentity=there["number"]),
            "request": lambda: answer(pinpoint, "RequestPhoneNumber", **LONG_CODE),
            "request and release": release,
            "describe one": lambda: answer(pinpoint, "DescribePhoneNumbers", PhoneNumberIds=[there["number"]]),
            "describe one of a campaign": lambda: answer(
                pinpoint, "DescribePhoneNumbers", PhoneNumberIds=[there["10DLC number"]]
            ),
            "describe a page": lambda: answer(pinpoint, "DescribePhoneNumbers", MaxResults=5),
            "opt out": lambda: answer(
                pinpoint, "PutOptedOutNumber", OptOutListName="Default", OptedOutNumber="+447700800001"
            ),
            "create and delete a list": delete_list,
            "the latest message": lambda: pinpoint.outbox[-1],
            "the number of messages": lambda: len(pinpoint.outbox),
            "a client": lambda: pinpoint.client(),
        }
        return {name: work_of(call) for name, call in calls.items()}


def test_a_call_looks_at_no_more_when_there_is_much_more() -> None:
    gc.disable()  # the collector would go through everything again and again while the mock is filled
    try:
        few, many = works(FEW), works(MANY)
    finally:
        gc.enable()
    assert min(few.values()) > 5, "lines are counted"
    more = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.2}
    assert not more, f"lines of one call amid {FEW} and amid {MANY}: {more}"
