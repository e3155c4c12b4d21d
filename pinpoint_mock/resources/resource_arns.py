"""Find the resource of a `ResourceArn`, which may be of any kind."""

from __future__ import annotations

import re

from ..errors import ResourceNotFoundException, ValidationException
from ..protocol import model
from ..store import Region, Resource


def resource_by_arn(region: Region, arn: str) -> Resource:
    """Return the resource of a `ResourceArn`.

    Raise ValidationException if it isn't an ARN of this service, ResourceNotFoundException if there is no such
    resource in this account and region.
    """
    parts = re.fullmatch(r"arn:[^:]+:sms-voice:[^:]+:[^:]+:([a-z-]+)/(.+)", arn)
    if parts is None or parts[1] not in model.enum_values("ResourceType"):
        example = region.arn("pool", "ID")
        raise ValidationException(
            reason="INVALID_ARN",
            fields={"ResourceArn": f"{arn!r} isn't the ARN of a resource of this service, for example {example}"},
        )
    resource = region.find_by_arn(arn)
    if resource is None:
        raise ResourceNotFoundException(kind=parts[1], resource_id=parts[2])
    return resource
