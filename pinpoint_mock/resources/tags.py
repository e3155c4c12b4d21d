"""Tags of any resource that has an ARN."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ..errors import ResourceNotFoundException, ValidationException
from ..operation import operation
from ..store import Region, Resource


class Tag(TypedDict):
    Key: str
    Value: str


def checked_tags(tags: Sequence[Tag]) -> dict[str, str]:
    """The tags by key; ValidationException for a key that AWS keeps for itself."""
    reserved = [tag["Key"] for tag in tags if tag["Key"].lower().startswith("aws:")]
    if reserved:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"Tags": f"{reserved[0]!r} begins with aws:, which is kept for AWS; give another key"},
        )
    return {tag["Key"]: tag["Value"] for tag in tags}


@operation
def tag_resource(region: Region, *, ResourceArn: str, Tags: Sequence[Tag]) -> Mapping[str, Any]:
    """Merge tags into a resource's, key by key."""
    _tagged(region, ResourceArn).tag(checked_tags(Tags))
    return {}


@operation
def untag_resource(region: Region, *, ResourceArn: str, TagKeys: Sequence[str]) -> Mapping[str, Any]:
    """Take tags off a resource; keys that it doesn't have are passed over (our choice)."""
    _tagged(region, ResourceArn).untag(TagKeys)
    return {}


@operation
def list_tags_for_resource(region: Region, *, ResourceArn: str) -> Mapping[str, Any]:
    """A resource's tags, an empty list where it has none (our choice)."""
    return {"ResourceArn": ResourceArn, "Tags": _tagged(region, ResourceArn).tags or []}


def _tagged(region: Region, arn: str) -> Resource:
    parts = re.fullmatch(r"arn:[^:]+:sms-voice:[^:]+:[^:]+:([a-z-]+)/(.+)", arn)
    if parts is None:
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
