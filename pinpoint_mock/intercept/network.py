"""Refuse connections to the service's hosts while a mock runs, for clients that no other interceptor answers."""

from __future__ import annotations

from collections.abc import Callable

from .http import is_host_of_the_service
from .interceptors import Answer


def intercept(_: Answer, original: Callable[..., object], *args: object, **kwargs: object) -> object:
    """Replace a function that resolves a host, connects to it or sends it a request; an argument names the host."""
    for name in map(_host, (*args[:2], *kwargs.values())):
        if name is not None and is_host_of_the_service(name):
            # Not an OSError: code that retries after an OSError must not take this for a failure of the network.
            raise RuntimeError(
                f"pinpoint-mock lets no call reach {name.rstrip('.')}. It answers boto3, botocore, aiobotocore and "
                f"requests in this process; give any other client the url of a PinpointServer"
            )
    return original(*args, **kwargs)


def _host(argument: object) -> str | None:
    """Return the host in a text, in a socket's address, or in the URL of an httpx request."""
    if isinstance(argument, tuple) and argument:
        argument = argument[0]
    elif hasattr(argument, "url"):
        argument = getattr(argument.url, "host", None)
    if isinstance(argument, bytes):
        argument = argument.decode("ascii", "replace")
    return argument if isinstance(argument, str) else None
