"""`pinpoint-mock serve`: the mock as a server, from a shell."""

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
from .simulation.options import DEFAULTS, checked
from .simulation.transitions import WORDS, Rule

HOST, PORT = "127.0.0.1", 4580


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit status."""
    given = vars(_parser().parse_args(arguments))
    del given["command"]
    given["transitions"] = dict(given["transitions"])
    if (region_name := given.pop("region_name")) is not None:
        os.environ[REGION] = region_name  # where the option of the mock would yield to the shell's
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("pinpoint_mock").setLevel(logging.INFO)
    try:
        return _serve(given.pop("host"), given.pop("port"), given)
    except (ModuleNotFoundError, OSError, ValueError) as error:
        print(f"pinpoint-mock: {error.strerror if isinstance(error, OSError) else error}", file=sys.stderr)
        return 1


def _serve(host: str, port: int, options: dict[str, Any]) -> int:
    from .server import PinpointServer  # comes with an extra, which may be missing

    told_to_stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    with PinpointServer(host=host, port=port, **checked(options)) as server:
        print(f"pinpoint-mock {version('pinpoint-mock')} listens at {server.url}", flush=True)
        print(f"Its control API is described at {server.url}/_pinpoint/openapi.json. Ctrl-C stops it.", flush=True)
        told_to_stop.wait()
    print("pinpoint-mock has stopped", flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pinpoint-mock", description="AWS End User Messaging SMS and Voice v2, mocked."
    )
    parser.add_argument("--version", action="version", version=version("pinpoint-mock"))
    serve = parser.add_subparsers(dest="command", required=True).add_parser(
        "serve",
        help="answer as the service does, at a URL",
        description="Answers as the service does: for the AWS CLI, SDKs of any language, other processes.",
    )
    add = serve.add_argument
    add("--host", default=HOST, help="where to listen (%(default)s, which only this machine can reach)")
    add("--port", default=PORT, type=int, help="0 for any free one (%(default)s)")
    add("--account-id", help="the account of requests whose access key doesn't tell theirs: twelve digits")
    add("--region-name", help="the region of requests that aren't signed (AWS_DEFAULT_REGION, or else us-east-1)")
    add("--account-tier", default=DEFAULTS["account_tier"], help="PRODUCTION or SANDBOX (%(default)s)")
    add("--seed", type=_seed, help="makes ids and phone numbers the same on every run")
    add(
        "--delivery",
        metavar="STATUS",
        help="what becomes of messages: DELIVERED (the default), CARRIER_BLOCKED, ... or manual",
    )
    add(
        "--transition",
        dest="transitions",
        metavar="KIND=RULE",
        type=_transition,
        action="append",
        default=[],
        help=f"how the status of a kind of resource moves: {', '.join(WORDS)}, or a number of seconds; may be repeated",
    )
    add("--no-strict-quotas", dest="strict_quotas", action="store_false", help="lift all quotas")
    add("--strict-registration", action="store_true", help="US toll-free numbers wait for an approved registration")
    return parser


def _seed(text: str) -> int | str:
    return int(text) if text.isdigit() else text  # the same as in Python: 7 and "7" are two seeds


def _transition(text: str) -> tuple[str, Rule]:
    kind, equals, rule = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} was given; KIND=RULE would do, as phone-number=immediate")
    is_number = rule.replace(".", "", 1).isdigit()
    return kind, dt.timedelta(seconds=float(rule)) if is_number else cast("Rule", rule)  # else checked with the rest
