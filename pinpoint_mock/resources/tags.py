"""Tags of any resource that has an ARN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ..errors import ValidationException
from ..operation import operation
from ..store import Region
from .arns import resource_by_arn


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
    resource_by_arn(region, ResourceArn).tag(checked_tags(Tags))
    return {}


@operation
def untag_resource(region: Region, *, ResourceArn: str, TagKeys: Sequence[str]) -> Mapping[str, Any]:
    """Take tags off a resource; keys that it doesn't have are passed over (our choice)."""
    resource_by_arn(region, ResourceArn).untag(TagKeys)
    return {}


@operation
def list_tags_for_resource(region: Region, *, ResourceArn: str) -> Mapping[str, Any]:
    """A resource's tags, an empty list where it has none (our choice)."""
    return {"ResourceArn": ResourceArn, "Tags": resource_by_arn(region, ResourceArn).tags or []}
