"""ARNs given where any kind of resource may be meant."""

from __future__ import annotations

import re

from ..errors import ResourceNotFoundException, ValidationException
from ..protocol import model
from ..store import Region, Resource


def resource_by_arn(region: Region, arn: str) -> Resource:
    """The resource of a `ResourceArn`. ResourceNotFoundException where there is none, in this account and region."""
    parts = re.fullmatch(r"arn:[^:]+:sms-voice:[^:]+:[^:]+:([a-z-]+)/(.+)", arn)
    if parts is None or parts[1] not in model.enum_values("ResourceType"):
        raise ValidationException(
            reason="INVALID_ARN",
            fields={
                "ResourceArn": f"{arn!r} isn't the ARN of a resource of this service; try {region.arn('pool', 'ID')}"
            },
        )
    resource = region.get_by_arn(arn)
    if resource is None:
        raise ResourceNotFoundException(kind=parts[1], resource_id=parts[2])
    return resource
