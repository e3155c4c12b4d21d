"""Resource policies: who else may use a phone number, a sender ID, a pool or an opt-out list."""

from __future__ import annotations

import datetime as dt
import json
from weakref import WeakKeyDictionary

from attrs import define, field, frozen

from ..errors import ResourceNotFoundException, ValidationException
from ..operation import operation
from ..store import Region, Resource
from .arns import resource_by_arn

SHARED = ("phone-number", "sender-id", "pool", "opt-out-list")
"""The kinds of resource that can be shared, and so have policies."""


@frozen(kw_only=True)
class ResourcePolicy:
    """A policy as it was put; the mock keeps it, and grants or refuses nothing by it."""

    resource_arn: str
    policy: str
    created_timestamp: dt.datetime | None = None


@define(eq=False)
class Policies:
    """The policies by their resources, with which they go."""

    by_resource: WeakKeyDictionary[Resource, ResourcePolicy] = field(factory=WeakKeyDictionary, init=False)


def _shared(region: Region, arn: str) -> Resource:
    """The resource of that ARN; ValidationException for one of a kind that has no policies."""
    resource = resource_by_arn(region, arn)
    if resource.kind not in SHARED:
        raise ValidationException(
            reason="INVALID_ARN",
            fields={"ResourceArn": f"it is of a {resource.kind}; right would be {', '.join(SHARED)}"},
        )
    return resource


@operation
def put_resource_policy(region: Region, *, ResourceArn: str, Policy: str) -> ResourcePolicy:
    """Attach a policy, in place of the one before. ValidationException unless it is a JSON object."""
    resource = _shared(region, ResourceArn)
    _refuse_unreadable(Policy)
    policy = ResourcePolicy(resource_arn=ResourceArn, policy=Policy, created_timestamp=region.simulation.clock.now())
    region.the(Policies).by_resource[resource] = policy
    return policy


@operation
def get_resource_policy(region: Region, *, ResourceArn: str) -> ResourcePolicy:
    """The policy of a resource, an empty one where none was put, as seen of the service."""
    policy = region.the(Policies).by_resource.get(_shared(region, ResourceArn))
    return policy or ResourcePolicy(resource_arn=ResourceArn, policy="{}")


@operation
def delete_resource_policy(region: Region, *, ResourceArn: str) -> ResourcePolicy:
    """Detach a policy; the answer is the policy as it was. ResourceNotFoundException where there is none."""
    policy = region.the(Policies).by_resource.pop(_shared(region, ResourceArn), None)
    if policy is None:
        raise ResourceNotFoundException(kind="policy", resource_id=ResourceArn)
    return policy


def _refuse_unreadable(policy: str) -> None:
    try:
        is_an_object = isinstance(json.loads(policy, parse_constant=_refuse_constant), dict)
    except (ValueError, RecursionError) as error:  # of a text of nothing but brackets
        raise _unreadable(str(error)) from error
    if not is_an_object:
        raise _unreadable("it is something else than an object")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} isn't JSON's, only Python's")


def _unreadable(why: str) -> ValidationException:
    return ValidationException(reason="CANNOT_PARSE", fields={"Policy": f"it is no JSON object: {why}"})
