"""The public API as a type checker sees it."""

from __future__ import annotations

from pathlib import Path

from mypy import api

HEADER = """
from __future__ import annotations
import datetime as dt
from collections.abc import AsyncIterator, Iterator, Sequence
from typing_extensions import assert_type
from pinpoint_mock import FidelityWarning, PinpointMock, PinpointServer, mock_pinpoint_v2
"""

RIGHT = """
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
TestClass().test()

with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
    assert_type(pinpoint, PinpointMock)
    pinpoint.client("eu-west-1", account_id="111122223333").describe_pools()
    assert_type(pinpoint.clock.now(), dt.datetime)
    pinpoint.clock.advance(dt.timedelta(hours=1))
    pinpoint.clock.advance(hours=25)
    pinpoint.quotas["POOLS_PER_ACCOUNT"] = 3
    pinpoint.artificial_traffic.add("+447700900123")
    pinpoint.artificial_traffic |= {"+447700900123"}
    pinpoint.artificial_traffic = {"+447700900123"}
    pinpoint.transitions["pool"] = "immediate"
    pinpoint.carrier_lookups["+12065550100"] = {"PhoneNumberType": "LANDLINE"}
    pinpoint.fail("CreatePool", "ConflictException", reason="LAST_PHONE_NUMBER", times=None, when=lambda p: "x" in p)
    pinpoint.fail("CreatePool", OSError())
    assert_type(pinpoint.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION", status="COMPLETE"), str)
    assert_type(pinpoint.launch("rcs-1", "US"), None)
    assert_type(pinpoint.accept_invitation("vdn-1"), None)
    assert_type(pinpoint.calls[0].operation, str)
    pinpoint.reset()

async def main() -> None:
    async with mock_pinpoint_v2() as pinpoint:
        assert_type(pinpoint, PinpointMock)

with PinpointServer(port=0, account_tier="SANDBOX") as server:
    assert_type(server.url, str)
    assert_type(server.pinpoint, PinpointMock)

mock = mock_pinpoint_v2()
assert_type(mock.start(), PinpointMock)
mock.stop()
"""

WRONG = {
    "PinpointServer(prot=4580)": "call-arg",
    'mock_pinpoint_v2(account_tier="SANDBX")': "arg-type",
    "mock_pinpoint_v2(acount_id='1')": "call-overload",
    "with mock_pinpoint_v2() as pinpoint: pinpoint.fial('CreatePool', 'ConflictException')": "attr-defined",
    "with mock_pinpoint_v2() as pinpoint: pinpoint.quotas['POOLS_PER_ACCOUNT'] = 'three'": "assignment",
    "with mock_pinpoint_v2() as pinpoint: pinpoint.transitions['pool'] = 'sometimes'": "assignment",
    "@mock_pinpoint_v2\ndef function(word: str) -> str: return word\nfunction(1)": "arg-type",
}


def mypy(path: Path, program: str) -> str:
    file = path / "program.py"
    file.write_text(HEADER + program)
    out, err, _ = api.run(["--strict", "--no-incremental", "--config-file=", str(file)])
    return out + err


def test_the_public_api_is_typed(tmp_path: Path) -> None:
    assert mypy(tmp_path, RIGHT).startswith("Success"), mypy(tmp_path, RIGHT)


def test_a_type_checker_sees_slips(tmp_path: Path) -> None:
    program = "\n".join(WRONG)
    said = mypy(tmp_path, program)
    errors = [line for line in said.splitlines() if ": error:" in line]
    assert len(errors) >= len(WRONG), said
    for code in WRONG.values():
        assert f"[{code}]" in said
