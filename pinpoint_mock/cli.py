"""Run `pinpoint-mock serve`, which starts the mock as a server from a shell."""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from threading import Event
from typing import Any, cast

from .environment import REGION
from .options import DEFAULTS, checked
from .simulation.transitions import WORDS, TransitionRule

HOST, PORT = "127.0.0.1", 4580


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status."""
    given = vars(_parser().parse_args(arguments))
    del given["command"]
    given["transitions"] = dict(given["transitions"])
    if (region_name := given.pop("region_name")) is not None:
        os.environ[REGION] = region_name  # since the variable takes precedence over the mock's own option
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("pinpoint_mock").setLevel(logging.INFO)
    try:
        return _serve(given.pop("host"), given.pop("port"), given)
    except (ModuleNotFoundError, OSError, ValueError) as error:
        print(f"pinpoint-mock: {error.strerror if isinstance(error, OSError) else error}", file=sys.stderr)
        return 1


def _serve(host: str, port: int, options: dict[str, Any]) -> int:
    from .server import PinpointServer  # it needs an extra, which may be missing

    stop_requested = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop_requested.set())
    server = PinpointServer(host=host, port=port, **checked(options))
    server._loads_control_api_late = True  # so that the first call is answered sooner
    with server:
        print(f"pinpoint-mock {version('pinpoint-mock')} listens at {server.url}", flush=True)
        print(f"Its control API is described at {server.url}/_pinpoint/openapi.json. Ctrl-C stops it.", flush=True)
        stop_requested.wait()
    print("pinpoint-mock has stopped", flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pinpoint-mock", description="Mock AWS End User Messaging SMS and Voice v2.")
    parser.add_argument("--version", action="version", version=version("pinpoint-mock"))
    serve = parser.add_subparsers(dest="command", required=True).add_parser(
        "serve",
        help="start a server that answers like the service",
        description="Start a server that answers the AWS CLI, SDKs of any language and other processes.",
    )
    add = serve.add_argument
    add("--host", default=HOST, help="the host to listen at (%(default)s, which only this machine can reach)")
    add("--port", default=PORT, type=int, help="the port to listen at; 0 for any free one (%(default)s)")
    add("--account-id", help="the account of requests whose access key doesn't say it: twelve digits")
    add("--region-name", help="the region of unsigned requests (AWS_DEFAULT_REGION, or else us-east-1)")
    add("--account-tier", default=DEFAULTS["account_tier"], help="PRODUCTION or SANDBOX (%(default)s)")
    add("--seed", type=_seed, help="a number or a text that makes ids and phone numbers the same on every run")
    add(
        "--delivery",
        metavar="STATUS",
        help="what happens to messages: DELIVERED, CARRIER_BLOCKED, ... or manual; by default they arrive, with the "
        "status that their route reports at AWS",
    )
    add(
        "--transition",
        dest="transitions",
        metavar="KIND=RULE",
        type=_transition,
        action="append",
        default=[],
        help=f"how the status of a kind of resource changes: {', '.join(WORDS)}, or seconds; may be repeated",
    )
    add("--no-strict-quotas", dest="strict_quotas", action="store_false", help="turn off all quotas")
    add(
        "--strict-registration", action="store_true", help="make US toll-free numbers wait for an approved registration"
    )
    return parser


def _seed(text: str) -> int | str:
    return int(text) if text.isdigit() else text  # in Python, the seeds 7 and "7" differ: --seed=7 is the number


def _transition(text: str) -> tuple[str, TransitionRule]:
    kind, equals, rule = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} was given; give KIND=RULE, for example phone-number=immediate")
    is_number = rule.replace(".", "", 1).isdigit()
    return kind, dt.timedelta(seconds=float(rule)) if is_number else cast(
        "TransitionRule", rule
    )  # checked with the other options
