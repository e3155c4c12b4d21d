"""No network: whatever runs in this process, its sockets reach this machine only.

conftest.py loads this file, and has PYTHONPATH name its directory: so Python itself loads it at the start of every
process that a test starts. It is an audit hook, so that no library's own way to a socket goes round it.
"""

from __future__ import annotations

import sys

attempts: list[str] = []
"""The hosts that were asked for and refused, in this process."""

_OF_A_HOST = frozenset({"socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname"})
_OF_AN_ADDRESS = frozenset({"socket.connect", "socket.sendmsg", "socket.sendto"})
_HERE = frozenset({"", "0.0.0.0", "::", "::1", "localhost"})


class NoNetworkError(RuntimeError):
    """Not an OSError: clients take those for the network's fault, and try again or go on without."""


def _refuse_other_hosts(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):  # most events are others
        return
    host: object = None
    if event in _OF_A_HOST:
        host = arguments[0]
    elif event in _OF_AN_ADDRESS and isinstance(arguments[1], tuple):  # otherwise a path, or a connected socket's None
        host = arguments[1][0]
    name = host.decode("ascii", "replace") if isinstance(host, (bytes, bytearray)) else host
    if name is not None and name not in _HERE and not _is_numeric_loopback(str(name)):
        attempts.append(str(name))
        raise NoNetworkError(f"{event} to {name!r}: the tests run without a network, and reach this machine only")


def _is_numeric_loopback(name: str) -> bool:
    return name.startswith("127.") and name.replace(".", "").isdigit()


sys.addaudithook(_refuse_other_hosts)
