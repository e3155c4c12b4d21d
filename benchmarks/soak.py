"""Check that long use leaves nothing behind: `make soak`.

Work is done in equal rounds. After the first rounds, memory, descriptors and threads must not grow any more. The exit
status is 1 if one of them does. docs/performance.md explains the rows.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import socket
import subprocess
import sys
import time
import tracemalloc
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import combinations, count, islice
from statistics import median
from typing import Any

import boto3
import psutil
from attrs import frozen
from botocore.config import Config
from botocore.exceptions import ClientError

from pinpoint_mock import PinpointServer, mock_pinpoint_v2
from pinpoint_mock.protocol.model import SERVICE_NAME

from .clients import REQUEST

CLIENTS = 32
POOL = 42
"""The most threads that a server may have: the main thread, the thread of its loop, and 40 of anyio."""
WARM_UP = 0.3
"""The part of the rounds that isn't counted, in which allocators and caches grow."""
MESSAGE = {"DestinationPhoneNumber": "+14254147755", "MessageBody": "Your code is 123456"}


@frozen
class Sample:
    """The memory, descriptors and threads of a process between two rounds."""

    memory: int
    descriptors: int
    threads: int


def held(process: psutil.Process, memory: int | None = None) -> Sample:
    """Take a sample of a process. Its memory is by default what the operating system says."""
    descriptors = process.num_handles() if os.name == "nt" else process.num_fds()
    return Sample(process.memory_info().rss if memory is None else memory, descriptors, process.num_threads())


@frozen
class Row:
    """The samples that were taken after each round of some work, and their limits."""

    what: str
    work: str
    samples: list[Sample]
    bound: int
    """The most bytes by which the memory may rise in all rounds after the warm-up."""
    pool: int = 0
    """The number of threads up to which a pool may grow."""

    @property
    def rise(self) -> float:
        """The rise of the memory in bytes. It is made from the median slope, so that no single round decides."""
        pairs = combinations(enumerate(each.memory for each in self.settled), 2)
        slope = median((then - first) / (later - earlier) for (earlier, first), (later, then) in pairs)
        return slope * (len(self.settled) - 1)

    @property
    def settled(self) -> list[Sample]:
        """The samples after the warm-up."""
        return self.samples[int(len(self.samples) * WARM_UP) :]

    @property
    def is_over(self) -> bool:
        """Whether memory, descriptors or threads have grown more than they may."""
        first, last = self.settled[0], self.settled[-1]
        has_more_threads = last.threads > max(first.threads, self.pool)
        return self.rise > self.bound or last.descriptors > first.descriptors or has_more_threads

    def __str__(self) -> str:
        first, last = self.settled[0], self.settled[-1]
        return (
            f"{self.what:<34} {self.work:>18} {mega(first.memory):>9} {mega(last.memory):>9}"
            f" {self.rise / 1024:>+9,.0f} KB {self.bound / 1024:>7,.0f} KB"
            f" {first.descriptors:>5} -> {last.descriptors:<4} {first.threads:>3} -> {last.threads:<3}"
            f" {'over' if self.is_over else 'ok'}"
        )


def mega(size: int) -> str:
    return f"{size / 2**20:.2f} MB"


# The command `pinpoint-mock serve`, in a process of its own -----------------------------------------------------------


def served(rounds: int, turns: int) -> Iterator[Row]:
    """Let many clients call the server at once, and reset it after each round."""
    with serving() as (url, process):
        samples: list[Sample] = []
        for _ in range(rounds):
            with ThreadPoolExecutor(CLIENTS) as pool:
                list(pool.map(lambda client: live(url, client, turns), clients_of(url)))
            control(url, "reset")
            samples.append(once_closed(process, samples[0].descriptors if samples else 0))
    made = rounds * turns * CLIENTS * CALLS
    yield Row(f"the server under {CLIENTS} clients", f"{made:,} requests", samples, 4 * 2**20, POOL)


def once_closed(process: psutil.Process, descriptors: int) -> Sample:
    """Return a sample, as soon as the server holds no more than this many descriptors, or after two seconds.

    The server closes a client's connection a moment after the client has gone.
    """
    until = time.monotonic() + 2
    while (sample := held(process)).descriptors > descriptors and time.monotonic() < until:
        time.sleep(0.02)
    return sample


@contextmanager
def serving() -> Iterator[tuple[str, psutil.Process]]:
    """Run the command until the end of the `with` block, and return its URL and its process."""
    command = [sys.executable, "-m", "pinpoint_mock", "serve", "--port", "0", "--no-strict-quotas"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[-1], psutil.Process(process.pid)
        finally:
            process.terminate()


def clients_of(url: str) -> Iterator[Any]:
    """Yield clients, each of another account. The caller closes them."""
    session = boto3.Session(region_name="us-east-1")
    config = Config(retries={"mode": "standard", "total_max_attempts": 1})
    for account in range(CLIENTS):
        keys = {"aws_access_key_id": f"{account:012}", "aws_secret_access_key": "testing"}
        yield session.client(SERVICE_NAME, endpoint_url=url, config=config, **keys)


def control(url: str, path: str, **body: object) -> Any:
    """Call the control API, and return its answer."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/_pinpoint/{path}", json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read() or b"null")


CALLS = 17
"""The requests of a turn of `live`, as the average of two turns."""


def live(url: str, client: Any, turns: int) -> None:
    """Request numbers, send, receive, list, opt out and in, and make wrong calls. Every second number is released."""
    with closing(client):
        for turn in range(turns):
            number = client.request_phone_number(**REQUEST)
            phone, own = f"+120655501{turn % 100:02}", {"OriginationIdentity": number["PhoneNumberId"]}
            client.describe_phone_numbers(PhoneNumberIds=[number["PhoneNumberId"]])  # from now on it is ACTIVE
            pool = client.create_pool(**own, IsoCountryCode="US", MessageType="TRANSACTIONAL")["PoolId"]
            client.put_keyword(OriginationIdentity=pool, Keyword="INFO", KeywordMessage="We are open.")
            for _ in range(4):
                client.send_text_message(**MESSAGE, OriginationIdentity=pool)
            for body in "INFO", "STOP":
                told = {"message_body": body, "origination_number": phone, "destination_number": number["PhoneNumber"]}
                control(url, "inbound", **told)
            refused(client.put_opted_out_number, OptOutListName="Nobody's", OptedOutNumber=phone)
            client.describe_opted_out_numbers(OptOutListName="Default", OptedOutNumbers=[phone])
            client.delete_opted_out_number(OptOutListName="Default", OptedOutNumber=phone)
            list(client.get_paginator("describe_phone_numbers").paginate(PaginationConfig={"PageSize": 25}))
            refused(client.describe_pools, PoolIds=[f"pool-{turn:032}"])
            refused(client.request_phone_number, **{**REQUEST, "NumberType": "SATELLITE"})
            break_off(url)
            if turn % 2:
                client.delete_pool(PoolId=pool)
                client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])


def refused(call: Callable[..., Any], **parameters: Any) -> None:
    """Make a call that the service must refuse."""
    try:
        call(**parameters)
    except ClientError:
        return
    raise AssertionError(f"{parameters} was answered")


def break_off(url: str) -> None:
    """Close a connection in the middle of a request."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")


# The mock and the server in this process, by the bytes of Python objects ----------------------------------------------


def cycled(what: str, cycle: Callable[[int], object], rounds: int, cycles: int, each: int) -> Iterator[Row]:
    """Do some cycles of start and stop in each round. Each may leave a few bytes, since Python's own caches grow."""
    numbers, samples, process = count(), [], psutil.Process()
    tracemalloc.start()
    for _ in range(rounds):
        for number in islice(numbers, cycles):
            cycle(number)
        gc.collect()
        samples.append(held(process, tracemalloc.get_traced_memory()[0]))
    tracemalloc.stop()
    yield Row(what, f"{rounds * cycles:,} cycles", samples, 2**16 + each * rounds * cycles)


def mocked(rounds: int, cycles: int) -> Iterator[Row]:
    """Start the mock in every way, with clients from before and of its own, and sometimes with many threads."""
    client = boto3.Session("testing", "testing", region_name="us-east-1").client(SERVICE_NAME)

    def use(number: int = 0) -> None:
        client.request_phone_number(**REQUEST)
        client.send_text_message(**MESSAGE)
        refused(client.describe_pools, PoolIds=[f"pool-{number:032}"])

    def cycle(number: int) -> None:
        if number % 100 == 0:
            with mock_pinpoint_v2(), ThreadPoolExecutor(8) as pool:
                list(pool.map(use, range(8)))
        elif number % 10 == 0:
            with mock_pinpoint_v2() as pinpoint, closing(pinpoint.client()) as own:
                own.describe_opt_out_lists()
        elif number % 2:
            mock_pinpoint_v2(seed=number)(use)()
        else:
            mock = mock_pinpoint_v2(transitions={"phone-number": "immediate"})
            mock.start()
            use(number)
            mock.stop()

    yield from cycled("the mock started and stopped", cycle, rounds, cycles, each=16)


def listening(rounds: int, cycles: int) -> Iterator[Row]:
    """Start a server in this process, and call it by HTTP."""

    def cycle(_: int) -> None:
        with PinpointServer() as server:
            control(server.url, "clock/advance", hours=1)

    yield from cycled("PinpointServer started and stopped", cycle, rounds, cycles, each=1000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="do all rounds of the server, and few of the others")
    quick = parser.parse_args().quick
    print(
        f"{'what':<34} {'work':>18} {'at first':>9} {'at last':>9} {'rise':>12} {'bound':>10}"
        f" {'descriptors':>13} {'threads':>10}"
    )
    rows = []
    for measure, whole, little in (
        (served, (20, 12), (20, 4)),
        (mocked, (20, 500), (4, 125)),
        (listening, (20, 15), (4, 4)),
    ):
        for row in measure(*(little if quick else whole)):
            rows.append(row)
            print(row, flush=True)
    sys.exit(any(row.is_over for row in rows))


if __name__ == "__main__":
    main()
