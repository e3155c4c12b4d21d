"""The last door, for who comes by none of the others: the service's hosts aren't found while a mock runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .doors import Answer
from .http import is_host_of_the_service


def enter(_: Answer, look_up: Callable[..., Any], host: Any, *args: Any, **kwargs: Any) -> Any:
    """In place of `socket.getaddrinfo` and its elder sisters."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if isinstance(name, str) and is_host_of_the_service(name):
        # Not an OSError: whoever retries after those mustn't take this for the network's fault.
        raise RuntimeError(
            f"pinpoint-mock lets no call reach {name}. It answers boto3, botocore, aiobotocore and requests in this "
            f"process; give any other client the url of a PinpointServer"
        )
    return look_up(host, *args, **kwargs)
