"""Compare the server with moto's. Both run in processes of their own, and boto3 clients call them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import perf_counter, sleep
from typing import Any
from uuid import uuid4

from attrs import frozen
from botocore.exceptions import EndpointConnectionError, HTTPClientError

from pinpoint_mock.protocol.model import SERVICE_NAME

from .clients import MESSAGE, REQUEST, client_of
from .figures import Measure, Row, Scale, in_turn, seconds
from .processes import Processes

THREADS, CALLS = 8, 25
LONGEST_START = 60.0


@frozen
class Command:
    """A command that starts a server, and the calls that are timed."""

    arguments: tuple[str, ...]
    """The console script, and its arguments before the port."""
    service: str
    first_call: Callable[[Any], object]
    prepare: Callable[[Any], Callable[[], object]]
    """Prepare a client for some calls, and return a function that makes one of them."""


def _prepare_moto(client: Any) -> Callable[[], object]:
    # moto looks at all messages of a queue with each new one, so each turn has its own queue.
    queue = client.create_queue(QueueName=uuid4().hex)["QueueUrl"]
    return partial(client.send_message, QueueUrl=queue, MessageBody=MESSAGE["MessageBody"])


OURS = Command(
    ("pinpoint-mock", "serve", "--port"),
    SERVICE_NAME,
    first_call=lambda client: client.request_phone_number(**REQUEST),
    prepare=lambda client: partial(client.send_text_message, **MESSAGE),
)
MOTO = Command(
    ("moto_server", "-p"),
    "sqs",
    first_call=lambda client: client.create_queue(QueueName="first"),
    prepare=_prepare_moto,
)


def _free_port() -> int:
    """Return a port that no process listens at now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@frozen
class Server:
    """A running server, and a client of it."""

    command: Command
    url: str
    client: Any

    @classmethod
    @contextmanager
    def started(cls, command: Command, processes: Processes) -> Iterator[Server]:
        """Start a server at a free port, and wait until it has answered a call."""
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        new = cls(command, url, client_of(command.service, url))
        with processes.running(*command.arguments, str(port)) as process:
            begun = perf_counter()
            while not new.answers():
                assert process.poll() is None, f"{command.arguments[0]} has ended"
                assert perf_counter() - begun < LONGEST_START, f"{command.arguments[0]} doesn't answer"
                sleep(0.005)
            yield new

    def answers(self) -> bool:
        """Return whether the server answers a call by now."""
        try:
            self.command.first_call(self.client)
        except (EndpointConnectionError, HTTPClientError):
            return False
        return True

    def one_by_one(self) -> list[float]:
        """Take the times of calls, each of which follows the one before."""
        call = self.command.prepare(self.client)
        return seconds(call, CALLS)

    def at_once(self, clients: list[Any], pool: ThreadPoolExecutor) -> list[float]:
        """Take the time that all threads together need for a call, on the average over calls of all of them."""
        calls = [self.command.prepare(client) for client in clients]
        [whole] = seconds(lambda: list(pool.map(lambda call: seconds(call, CALLS), calls)))
        return [whole / (CALLS * len(calls))]


def server(scale: Scale) -> Iterator[Row]:
    """Measure the start of the server, its calls one by one, and its calls from several threads."""
    with Processes() as processes:
        for command in (OURS, MOTO):
            _start(command, processes)  # compiles the modules
        ours, theirs = in_turn(partial(_start, OURS, processes), partial(_start, MOTO, processes), rounds=scale.of(7))
        what = "start of `pinpoint-mock serve` to its first answer ÷ moto_server's"
        yield Row(key="server_start", what=what, ours=ours, theirs=theirs, figure=ours / theirs, bound=1)
        with Server.started(OURS, processes) as mock, Server.started(MOTO, processes) as moto:
            for each in (mock, moto):
                each.one_by_one()  # not timed: the first calls load what both servers need
            ours, theirs = in_turn(mock.one_by_one, moto.one_by_one, rounds=scale.of(30))
            what = "SendTextMessage on the server ÷ SendMessage of sqs on moto_server"
            yield Row(key="server_call", what=what, ours=ours, theirs=theirs, figure=ours / theirs, bound=0.5)
            with ThreadPoolExecutor(THREADS) as pool:
                ours, theirs = in_turn(_at_once(mock, pool), _at_once(moto, pool), rounds=scale.of(20))
            yield Row(
                key="server_throughput",
                what=f"the same calls by {THREADS} threads: calls per second ÷ moto_server's",
                ours=ours,
                theirs=theirs,
                figure=theirs / ours,
                bound=2,
                is_lower_bound=True,
            )


def _start(command: Command, processes: Processes) -> list[float]:
    """Take the time of a server from its start to its first answer, and stop it."""
    begun = perf_counter()
    with Server.started(command, processes):
        return [perf_counter() - begun]


def _at_once(each: Server, pool: ThreadPoolExecutor) -> Measure:
    return partial(each.at_once, [client_of(each.command.service, each.url) for _ in range(THREADS)], pool)
