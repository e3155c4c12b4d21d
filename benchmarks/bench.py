"""What the mock weighs, beside what it is compared with, in one run: `make bench`.

Every figure is a median; what is compared takes turns, so that a busy machine slows both. Exits with 1 if a figure is
over its bound. docs/performance.md explains the rows.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

import boto3
from attrs import frozen
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from moto import mock_aws

from pinpoint_mock import PinpointMock, mock_pinpoint_v2
from pinpoint_mock.protocol.call import Call, Reply
from pinpoint_mock.protocol.model import SERVICE_NAME
from pinpoint_mock.resources.opt_out_lists import DEFAULT, OptOutList, opted_out_by_its_user

SUITES = Path(__file__).parent / "suites"
REQUEST = {
    "IsoCountryCode": "US",
    "MessageType": "TRANSACTIONAL",
    "NumberCapabilities": ["SMS"],
    "NumberType": "SIMULATOR",
}
MESSAGE = {"DestinationPhoneNumber": "+447700900123", "MessageBody": "Your code is 123456"}


@frozen
class Row:
    """A figure, what it was made of, and the most it may be: None where it is told for its own sake."""

    what: str
    ours: str
    theirs: str
    figure: float
    bound: float | None
    unit: str = ""

    @property
    def is_over(self) -> bool:
        return self.bound is not None and self.figure > self.bound

    def __str__(self) -> str:
        figure = f"{self.figure:,.{0 if self.figure >= 100 else 3}f}{self.unit}"
        bound = "none" if self.bound is None else f"{self.bound:,g}{self.unit}"
        verdict = "over" if self.is_over else "ok"
        return f"{self.what:<56} {self.ours:>9} {self.theirs:>9} {figure:>12} {bound:>12}  {verdict}"


Measure = Callable[[], list[float]]


def seconds(call: Callable[[], object], times: int = 1) -> list[float]:
    """How long each of so many calls took."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        call()
        taken.append(perf_counter() - begun)
    return taken


def turns(ours: Measure, theirs: Measure, rounds: int) -> tuple[list[float], list[float]]:
    """What two measures come to that take turns, now the one first and now the other."""
    taken: dict[Measure, list[float]] = {ours: [], theirs: []}
    for each in range(rounds):
        for measure in (ours, theirs) if each % 2 else (theirs, ours):
            taken[measure] += measure()
    return taken[ours], taken[theirs]


def in_turn(ours: Measure, theirs: Measure, rounds: int) -> tuple[float, float]:
    """The medians of both."""
    more, less = turns(ours, theirs, rounds)
    return median(more), median(less)


def micro(value: float) -> str:
    return f"{value * 1e6:,.0f} us"


def milli(value: float) -> str:
    return f"{value * 1e3:,.1f} ms"


def lease(pinpoint: PinpointMock, region_name: str, count: int) -> None:
    """What the calls of a client would come to, without the client: seconds rather than minutes."""
    body = json.dumps(REQUEST)
    for _ in range(count):
        parameters = {**json.loads(body), "ClientToken": str(uuid4())}
        pinpoint._service.handle(Call("RequestPhoneNumber", parameters, region_name))


def client_of(**config: Any) -> Any:
    return boto3.client(
        SERVICE_NAME,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"mode": "standard", "total_max_attempts": 1}, **config),
    )


def canned(client: Any, reply: Reply) -> None:
    """Have a client's calls answered by one prebuilt response, wherever no mock runs, which would answer instead."""

    class Raw:
        def stream(self) -> Iterator[bytes]:
            yield reply.body

    response = AWSResponse("https://sms-voice.us-east-1.amazonaws.com/", reply.status, reply.headers, Raw())
    client.meta.events.register("before-send", lambda **_: response)


def against_canned(
    what: str, request: Callable[[Any], object], operation: str, parameters: Any, bound: float
) -> Iterator[Row]:
    """A call on the mock beside the same call with a canned answer."""
    with mock_pinpoint_v2() as pinpoint:
        reply = pinpoint._service.handle(Call(operation, parameters, "us-east-1"))

    def mocked(client: Any) -> Measure:
        def measure() -> list[float]:
            with mock_pinpoint_v2(strict_quotas=False):
                request(client)  # the first call of a region makes it
                return seconds(lambda: request(client), 50)

        return measure

    for name, theirs, at_most in (
        (f"{what} ÷ a canned before-send answer", client_of(), bound),
        ("the same, with the canned call unsigned", client_of(signature_version=UNSIGNED), None),
    ):
        canned(theirs, reply)
        mock, can = in_turn(mocked(client_of()), lambda client=theirs: seconds(lambda: request(client), 50), 100)
        yield Row(name, micro(mock), micro(can), mock / can, at_most)


def call() -> Iterator[Row]:
    yield from against_canned(
        "request_phone_number",
        lambda client: client.request_phone_number(**REQUEST),
        "RequestPhoneNumber",
        REQUEST,
        1.15,
    )


def send() -> Iterator[Row]:
    yield from against_canned(
        "send_text_message", lambda client: client.send_text_message(**MESSAGE), "SendTextMessage", MESSAGE, 1.25
    )
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        clients = []
        for region_name, count in (("us-west-1", 10), ("us-east-1", 1_000_000)):
            opt_out(pinpoint, region_name, count)
            clients.append(pinpoint.client(region_name))
        gc.collect()
        few, many = clients
        ours, theirs = in_turn(sends(many), sends(few), 60)
    yield Row("send with 1,000,000 opted-out numbers ÷ with 10", micro(ours), micro(theirs), ours / theirs, 1.1)


def sends(client: Any) -> Measure:
    return lambda: seconds(lambda: client.send_text_message(**MESSAGE), 20)


def opt_out(pinpoint: PinpointMock, region_name: str, count: int) -> None:
    """What PutOptedOutNumber would come to in some minutes."""
    region = pinpoint._service.store.region(pinpoint._service.account_id(None), region_name)
    for number in range(count):
        opted_out_by_its_user(region.get(OptOutList, DEFAULT), f"+1206{number:07}")


def start() -> Iterator[Row]:
    def start_and_stop(mock: Any) -> None:
        mock.start()
        mock.stop()

    def ours() -> list[float]:
        return seconds(lambda: start_and_stop(mock_pinpoint_v2()), 10)

    def theirs() -> list[float]:
        return seconds(lambda: start_and_stop(mock_aws()), 10)

    for warm_up in (ours, theirs):
        warm_up()
    mock, moto = in_turn(ours, theirs, 30)
    yield Row("start() and stop() ÷ moto's mock_aws", micro(mock), micro(moto), mock / moto, 1 / 20)


def imports() -> Iterator[Row]:
    with Processes() as processes:
        bare = ["-c", "pass"]
        package = ["-c", "import pinpoint_mock"]
        yield processes.over("import pinpoint_mock, over bare Python", package, bare, rounds=40)
        yield processes.botocore("botocore imported by import pinpoint_mock", "import pinpoint_mock")
        collect = [*processes.pytest(), "--collect-only"]
        yield processes.over(
            "pytest's start with the plugin, over without", collect, [*collect, "-pno:pinpoint_mock"], rounds=120
        )
        yield processes.botocore(
            "botocore imported by pytest's start",
            f"import pytest, sys; pytest.main({collect[2:]}); assert 'pinpoint_mock.plugin' in sys.modules",
        )


def pages() -> Iterator[Row]:
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        lists = []
        for region_name, count in (("us-west-1", 1_000), ("us-east-1", 100_000)):
            lease(pinpoint, region_name, count)
            client = pinpoint.client(region_name)
            lists.append((client, first_middle_last(client, count // 100)))
        (few, few_tokens), (many, many_tokens) = lists
        for which, token_of_few, token_of_many in zip(
            ("first", "middle", "last"), few_tokens, many_tokens, strict=True
        ):
            ours, theirs = in_turn(page_of(many, token_of_many), page_of(few, token_of_few), 60)
            what = f"{which} page of 100 of 100,000 numbers ÷ of 1,000"
            yield Row(what, micro(ours), micro(theirs), ours / theirs, 1.2)


def first_middle_last(client: Any, count: int) -> list[str | None]:
    """The tokens with which one asks for these of so many pages."""
    pages = client.get_paginator("describe_phone_numbers").paginate(PaginationConfig={"PageSize": 100})
    tokens = [None, *(page.get("NextToken") for page in pages)]
    assert len(tokens) == count + 1, len(tokens)
    assert tokens.pop() is None
    return [tokens[0], tokens[count // 2], tokens[-1]]


def page_of(client: Any, token: str | None) -> Measure:
    asked: dict[str, Any] = {"MaxResults": 100, **({} if token is None else {"NextToken": token})}
    assert len(client.describe_phone_numbers(**asked)["PhoneNumbers"]) == 100
    return lambda: seconds(lambda: client.describe_phone_numbers(**asked))


def memory() -> Iterator[Row]:
    # As many as there are client tokens remembered: a number weighs most with its answer kept beside it.
    count = 10_000
    with mock_pinpoint_v2(strict_quotas=False) as pinpoint:
        lease(pinpoint, "us-east-1", 100)
        pinpoint._service.calls.clear()
        gc.collect()
        tracemalloc.start()
        lease(pinpoint, "us-east-1", count)
        pinpoint._service.calls.clear()
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    yield Row("memory per phone number, without the call log", "", "", size / count, 1500, " bytes")


def suite() -> Iterator[Row]:
    with Processes() as processes:
        ours, theirs = (
            [*processes.pytest(), str(SUITES / file)] for file in ("test_with_the_mock.py", "test_with_moto.py")
        )
        for command in (ours, theirs):
            processes.run([*command[:-1], f"{command[-1]}::test_five_calls[0]"])
        mock, moto = in_turn(
            lambda: seconds(lambda: processes.run(ours)), lambda: seconds(lambda: processes.run(theirs)), 3
        )
    yield Row("1,000 tests of five calls ÷ against moto's pinpoint", f"{mock:.1f} s", f"{moto:.1f} s", mock / moto, 0.6)


class Processes:
    """Whole Python processes under equal conditions: modules compiled before, the user's settings kept out."""

    def __enter__(self) -> Processes:
        self._directory = tempfile.TemporaryDirectory()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTEST_", "PYTHON"))}
        self._environment = {**kept, "PYTHONPYCACHEPREFIX": str(Path(self._directory.name) / "compiled")}
        self._empty = Path(self._directory.name) / "empty"
        self._empty.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        self._directory.cleanup()

    def pytest(self) -> list[str]:
        """The command of pytest with no plugin but ours, found as any installed plugin is."""
        plugins = {each.name for each in entry_points(group="pytest11")}
        assert "pinpoint_mock" in plugins, "install the package first: its plugin is found by its metadata"
        others = sorted(plugins - {"pinpoint_mock"})
        return ["-m", "pytest", "-q", "-pno:cacheprovider", *(f"-pno:{name}" for name in others)]

    def run(self, arguments: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self._empty, env=self._environment, capture_output=True, text=True
        )
        # pytest's own 5 says that it found no tests.
        assert done.returncode in (0, 5), f"{arguments}\n{done.stdout}{done.stderr}"
        return done.stdout

    def over(self, what: str, ours: list[str], theirs: list[str], rounds: int) -> Row:
        """By how many milliseconds the one process takes longer than the other run next to it; 5 are allowed."""
        for command in (ours, theirs):
            self.run(command)
        more, less = turns(lambda: seconds(lambda: self.run(ours)), lambda: seconds(lambda: self.run(theirs)), rounds)
        longer = median(one - other for one, other in zip(more, less, strict=True))
        return Row(what, milli(median(more)), milli(median(less)), longer * 1e3, 5, " ms")

    def botocore(self, what: str, code: str) -> Row:
        """Whether botocore has been imported by that code: 0 for no."""
        said = self.run(["-c", f"{code}\nimport sys\nprint('botocore' in sys.modules)"])
        return Row(what, "", "", float(said.endswith("True\n")), 0)


MEASURES = {each.__name__: each for each in (call, send, start, imports, pages, memory, suite)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=MEASURES, action="append", help="measure this alone; may be given again")
    wanted = parser.parse_args().only or list(MEASURES)
    print(f"{'what':<56} {'ours':>9} {'theirs':>9} {'ratio':>12} {'bound':>12}", flush=True)
    rows = []
    for name in wanted:
        for row in MEASURES[name]():
            rows.append(row)
            print(row, flush=True)
    sys.exit(any(row.is_over for row in rows))


if __name__ == "__main__":
    main()
