"""Put, get and delete resource policies, which share a number, a sender ID, a pool or an opt-out list."""

from __future__ import annotations

import datetime as dt
import json
from weakref import WeakKeyDictionary

from attrs import define, field, frozen

from ..errors import ResourceNotFoundException, ValidationException
from ..operation import operation
from ..store import Region, Resource
from .resource_arns import resource_by_arn

SHARED = ("phone-number", "sender-id", "pool", "opt-out-list")
"""The kinds of resource that can be shared, and therefore have policies."""


@frozen(kw_only=True)
class ResourcePolicy:
    """A policy. The mock keeps it, but doesn't apply it to any call."""

    resource_arn: str
    policy: str
    created_timestamp: dt.datetime | None = None


@define(eq=False)
class Policies:
    """The policies by their resources. When a resource is deleted, its policy is, too."""

    by_resource: WeakKeyDictionary[Resource, ResourcePolicy] = field(factory=WeakKeyDictionary, init=False)


def _shared(region: Region, arn: str) -> Resource:
    """Return the resource of an ARN. Raise ValidationException for a kind of resource that has no policies."""
    resource = resource_by_arn(region, arn)
    if resource.kind not in SHARED:
        raise ValidationException(
            reason="INVALID_ARN",
            fields={"ResourceArn": f"it is the ARN of a {resource.kind}; give one of {', '.join(SHARED)}"},
        )
    return resource


@operation
def put_resource_policy(region: Region, *, ResourceArn: str, Policy: str) -> ResourcePolicy:
    """Attach a policy, or replace the present one. Raise ValidationException unless it is a JSON object."""
    resource = _shared(region, ResourceArn)
    _refuse_unreadable(Policy)
    policy = ResourcePolicy(resource_arn=ResourceArn, policy=Policy, created_timestamp=region.simulation.clock.now())
    region.state(Policies).by_resource[resource] = policy
    return policy


@operation
def get_resource_policy(region: Region, *, ResourceArn: str) -> ResourcePolicy:
    """Return the policy of a resource; an empty one if it has none, as seen of the service."""
    policy = region.state(Policies).by_resource.get(_shared(region, ResourceArn))
    return policy or ResourcePolicy(resource_arn=ResourceArn, policy="{}")


@operation
def delete_resource_policy(region: Region, *, ResourceArn: str) -> ResourcePolicy:
    """Delete a policy. The answer is the deleted policy. Raise ResourceNotFoundException if there is none."""
    policy = region.state(Policies).by_resource.pop(_shared(region, ResourceArn), None)
    if policy is None:
        raise ResourceNotFoundException(kind="policy", resource_id=ResourceArn)
    return policy


def _refuse_unreadable(policy: str) -> None:
    try:
        is_an_object = isinstance(json.loads(policy, parse_constant=_refuse_constant), dict)
    except (ValueError, RecursionError) as error:  # a text of many brackets raises RecursionError
        raise _unreadable(str(error)) from error
    if not is_an_object:
        raise _unreadable("it is another value")


def _refuse_constant(name: str) -> None:
    """Raise ValueError for NaN and the infinities, which Python's parser would accept."""
    raise ValueError(f"{name} isn't a value of JSON")


def _unreadable(why: str) -> ValidationException:
    return ValidationException(reason="CANNOT_PARSE", fields={"Policy": f"it isn't a JSON object: {why}"})
