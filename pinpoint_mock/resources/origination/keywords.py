"""Put, describe and delete keywords of phone numbers, RCS agents and pools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...errors import ConflictException, ResourceNotFoundException, ValidationException
from ...fidelity import warn_of_difference
from ...operation import operation
from ...protocol.pagination import Listing
from ...references import parse_reference
from ...store import Index, Region, listing_of
from .identities import TwoWayIdentity
from .keyword import REQUIRED_ACTIONS, Keyword
from .phone_number import PhoneNumber
from .pool import Pool
from .rcs_agent import RcsAgent

_KINDS: Mapping[str, type[TwoWayIdentity]] = {each.kind: each for each in (PhoneNumber, RcsAgent, Pool)}
QUOTAS: Mapping[str, str] = {
    PhoneNumber.kind: "KEYWORDS_PER_PHONE_NUMBER",
    RcsAgent.kind: "KEYWORDS_PER_PHONE_NUMBER",  # our choice: no reason names agents
    Pool.kind: "KEYWORDS_PER_POOL",
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
    """Add a keyword, or replace that of the same name. Of HELP and STOP only the message can be changed.

    Raise ConflictException for another action of HELP and STOP, and for a number or an agent in a pool.
    """
    _refuse_outer_spaces(Keyword)
    identity = _changeable(region, OriginationIdentity)
    keyword = _keyword(Keyword.upper(), KeywordMessage, KeywordAction)
    if keyword.is_required and keyword.keyword_action != REQUIRED_ACTIONS[keyword.keyword]:
        raise ConflictException(reason="RESOURCE_MODIFICATION_NOT_ALLOWED", resource=keyword)
    if identity.has_carrier_opt_outs and keyword.keyword_action == "OPT_OUT":
        warn_of_difference(
            f"PutKeyword of {keyword.keyword} with OPT_OUT for {identity.resource_id}: carriers manage the opt-outs of "
            "US toll-free numbers. Only STOP opts out there, and the carrier sends its own reply. AWS's answer isn't "
            "known, so the mock keeps the keyword, but never uses it."
        )
    existing = identity.keywords.get(keyword.keyword)
    if existing is None:
        region.check_quota(QUOTAS[identity.kind], len(identity.keywords))
        identity.keywords.add(keyword.keyword, keyword)
    else:
        existing.keyword_message, existing.keyword_action = keyword.keyword_message, keyword.keyword_action
    return _members_of(identity), keyword


@operation
def describe_keywords(
    region: Region, *, OriginationIdentity: str, Keywords: Sequence[str] = ()
) -> tuple[Mapping[str, str], Listing[Keyword]]:
    """Return all keywords that apply to an identity, or some. Raise ResourceNotFoundException if one is missing."""
    identity = _identity(region, OriginationIdentity)
    keywords = identity.effective_keywords
    if not Keywords:
        return _members_of(identity), keywords
    return _members_of(identity), listing_of(_get(keywords, each) for each in Keywords)


@operation
def delete_keyword(region: Region, *, OriginationIdentity: str, Keyword: str) -> tuple[Mapping[str, str], Keyword]:
    """Delete a keyword. Raise ConflictException for HELP and STOP, and for an identity in a pool."""
    identity = _changeable(region, OriginationIdentity)
    keyword = _get(identity.keywords, Keyword)
    if keyword.is_required:
        raise ConflictException(reason="RESOURCE_DELETION_NOT_ALLOWED", resource=keyword)
    return _members_of(identity), identity.keywords.remove(keyword.keyword)


def _identity(region: Region, given: str) -> TwoWayIdentity:
    """Return the number, agent or pool of an id or ARN. Raise ResourceNotFoundException if there is none."""
    reference = parse_reference(given)
    if (
        reference.is_phone_number
        or (reference.kind not in _KINDS and not reference.is_arn)
        or reference.kind == "sender-id"
    ):
        # AWS lists sender IDs among the identities of this parameter, but people can't write to a sender ID.
        raise ResourceNotFoundException(kind="sender-id", resource_id=given)
    return region.get(_KINDS.get(reference.kind or "", PhoneNumber), given)


def _changeable(region: Region, given: str) -> TwoWayIdentity:
    """Return the identity. Raise ConflictException if it is in a pool, since the pool's keywords apply."""
    identity = _identity(region, given)
    identity.refuse_keyword_change()
    return identity


def _get(keywords: Index[Keyword], given: str) -> Keyword:
    found = keywords.get(given.upper())
    if found is None:
        raise ResourceNotFoundException(kind=Keyword.kind, resource_id=given)
    return found


def _keyword(name: str, message: str, action: str | None) -> Keyword:
    # This is a function because parameters of the operations have the same name as the class.
    return Keyword(
        keyword=name,
        keyword_message=message,
        keyword_action=action or REQUIRED_ACTIONS.get(name, "AUTOMATIC_RESPONSE"),
    )


def _members_of(identity: TwoWayIdentity) -> Mapping[str, str]:
    """Return the members of the answers that name the identity."""
    return {"OriginationIdentity": identity.resource_id, "OriginationIdentityArn": identity.arn}


def _refuse_outer_spaces(keyword: str) -> None:
    if keyword != keyword.strip(" "):
        raise ValidationException(
            reason="INVALID_PARAMETER",
            fields={"Keyword": f"{keyword!r} was given; it must not begin or end with a space"},
        )
