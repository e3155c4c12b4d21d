"""The last door, for who comes by none of the others: the service's hosts can't be reached while a mock runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .doors import Answer
from .http import is_host_of_the_service


def enter(_: Answer, go_on: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """In place of what looks a host up, connects to it or sends it a request: one of the arguments says which."""
    for name in map(_host, (*args[:2], *kwargs.values())):
        if name is not None and is_host_of_the_service(name):
            # Not an OSError: whoever retries after those mustn't take this for the network's fault.
            raise RuntimeError(
                f"pinpoint-mock lets no call reach {name.rstrip('.')}. It answers boto3, botocore, aiobotocore and "
                f"requests in this process; give any other client the url of a PinpointServer"
            )
    return go_on(*args, **kwargs)


def _host(given: Any) -> str | None:
    """The host that is named by a text, by a socket's address, or by the URL of a request of httpx's."""
    if isinstance(given, tuple) and given:
        given = given[0]
    elif hasattr(given, "url"):
        given = getattr(given.url, "host", None)
    if isinstance(given, bytes):
        given = given.decode("ascii", "replace")
    return given if isinstance(given, str) else None
