"""Keywords of phone numbers, RCS agents and pools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import ConflictException, ResourceNotFoundException, ValidationException
from ..operation import operation
from ..protocol.pagination import Listing
from ..store import Index, Region, chosen
from .answering import REQUIRED_ACTIONS, Keyword
from .origination import TwoWayIdentity
from .phone_numbers import PhoneNumber
from .pools import Pool, PooledIdentity
from .rcs_agents import RcsAgent

QUOTAS: Mapping[type[TwoWayIdentity], str] = {
    PhoneNumber: "KEYWORDS_PER_PHONE_NUMBER",
    RcsAgent: "KEYWORDS_PER_PHONE_NUMBER",  # our choice: no reason speaks of agents
    Pool: "KEYWORDS_PER_POOL",
}


@operation
def put_keyword(
    region: Region,
    *,
    OriginationIdentity: str,
    Keyword: str,
    KeywordMessage: str,
    KeywordAction: str | None = None,
) -> tuple[Mapping[str, str], Keyword]:
    """Add a keyword, or write over the one there is, which keeps its place. Of HELP and STOP only the message changes.

    ConflictException for another action of these, and for a number or an agent in a pool.
    """
    _refuse_outer_spaces(Keyword)
    identity = _changeable(region, OriginationIdentity)
    keyword = _keyword(Keyword.upper(), KeywordMessage, KeywordAction)
    if keyword.is_required and keyword.keyword_action != REQUIRED_ACTIONS[keyword.keyword]:
        raise ConflictException(reason="RESOURCE_MODIFICATION_NOT_ALLOWED", resource=keyword)
    existing = identity.keywords.get(keyword.keyword)
    if existing is None:
        region.check_quota(QUOTAS[type(identity)], len(identity.keywords))
        identity.keywords.add(keyword.keyword, keyword)
    else:
        existing.keyword_message, existing.keyword_action = keyword.keyword_message, keyword.keyword_action
    return _naming(identity), keyword


@operation
def describe_keywords(
    region: Region, *, OriginationIdentity: str, Keywords: Sequence[str] = ()
) -> tuple[Mapping[str, str], Listing[Keyword]]:
    """The keywords by which an identity answers. ResourceNotFoundException if one asked for isn't there."""
    identity = _identity(region, OriginationIdentity)
    keywords = _in_force(identity)
    return _naming(identity), chosen([_get(keywords, each) for each in Keywords]) if Keywords else keywords


@operation
def delete_keyword(region: Region, *, OriginationIdentity: str, Keyword: str) -> tuple[Mapping[str, str], Keyword]:
    """Delete a keyword; the answer is as it was. ConflictException for HELP and STOP, and for an identity in a pool."""
    identity = _changeable(region, OriginationIdentity)
    keyword = _get(identity.keywords, Keyword)
    if keyword.is_required:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=keyword)
    return _naming(identity), identity.keywords.remove(keyword.keyword)


def _identity(region: Region, given: str) -> TwoWayIdentity:
    """The number, agent or pool of that id or ARN."""
    kind = next((each for each in QUOTAS if each.has_id(given)), None)
    if kind is None and (":sender-id/" in given or not given.startswith("arn:")):
        # AWS names sender IDs among what may be given; but nobody can write to one.
        raise ResourceNotFoundException(kind="sender-id", resource_id=given)
    return region.get(kind or PhoneNumber, given)


def _changeable(region: Region, given: str) -> TwoWayIdentity:
    """The same; ConflictException for one in a pool, since the pool's keywords are in force."""
    identity = _identity(region, given)
    if isinstance(identity, PooledIdentity):
        identity.must_not_be_pooled()
    return identity


def _in_force(identity: TwoWayIdentity) -> Index[Keyword]:
    """Those by which an identity answers: in a pool, the pool's."""
    return identity.governing.keywords if isinstance(identity, PooledIdentity) else identity.keywords


def _get(keywords: Index[Keyword], given: str) -> Keyword:
    found = keywords.get(given.upper())
    if found is None:
        raise ResourceNotFoundException(kind=Keyword.kind, resource_id=given)
    return found


def _keyword(name: str, message: str, action: str | None) -> Keyword:
    # Apart, since the operations' parameter has the name of the class.
    return Keyword(
        keyword=name,
        keyword_message=message,
        keyword_action=action or REQUIRED_ACTIONS.get(name, "AUTOMATIC_RESPONSE"),
    )


def _naming(identity: TwoWayIdentity) -> Mapping[str, str]:
    return {"OriginationIdentity": identity.resource_id, "OriginationIdentityArn": identity.arn}


def _refuse_outer_spaces(keyword: str) -> None:
    if keyword != keyword.strip(" "):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"Keyword": f"{keyword!r} was given; it can't begin or end with a space, though it may have some"},
        )
