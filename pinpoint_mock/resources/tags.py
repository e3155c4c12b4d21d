"""Tag and untag resources of any kind, and list their tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from ..errors import ValidationException
from ..operation import operation
from ..store import Region
from .resource_arns import resource_by_arn


class Tag(TypedDict):
    """A tag in the wire's names."""

    Key: str
    Value: str


def checked_tags(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the tags by key. Raise ValidationException for a key that is reserved for AWS."""
    reserved = [tag["Key"] for tag in tags if tag["Key"].lower().startswith("aws:")]
    if reserved:
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"Tags": f"{reserved[0]!r} begins with aws:, which is reserved for AWS; give another key"},
        )
    return {tag["Key"]: tag["Value"] for tag in tags}


@operation
def tag_resource(region: Region, *, ResourceArn: str, Tags: Sequence[Tag]) -> Mapping[str, object]:
    """Add tags to a resource, and replace those with the same keys."""
    resource_by_arn(region, ResourceArn).tag(checked_tags(Tags))
    return {}


@operation
def untag_resource(region: Region, *, ResourceArn: str, TagKeys: Sequence[str]) -> Mapping[str, object]:
    """Remove tags from a resource. Keys that it doesn't have are ignored (our choice)."""
    resource_by_arn(region, ResourceArn).untag(TagKeys)
    return {}


@operation
def list_tags_for_resource(region: Region, *, ResourceArn: str) -> Mapping[str, object]:
    """Return a resource's tags; an empty list if it has none (our choice)."""
    return {"ResourceArn": ResourceArn, "Tags": resource_by_arn(region, ResourceArn).tags or []}
