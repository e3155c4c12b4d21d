"""A person's message to a number or an agent: keywords, the reply, opting out and in, and the two-way channel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from ..did_you_mean import UnknownNameError, did_you_mean
from ..simulation.destinations import e164
from ..simulation.messages import InboundMessage, SentMessage
from ..store import Region, find_anywhere
from .answering import Keyword, matching
from .attempts import Attempt, Draft
from .destinations import country_of_destination
from .opt_out_lists import OptOutList, opted_out_by_its_user
from .origination import CONNECT_CHANNEL, TwoWayIdentity
from .phone_numbers import InService, PhoneNumber
from .rcs_agents import RcsAgent
from .rcs_reach import business_id
from .routes import Route
from .sending import Conversations, put_on_its_way

# Words that opt out without being keywords of the number (user guide, "Required opt-out keywords").
OPT_OUT_WORDS = tuple(
    Keyword(keyword=word, keyword_message="", keyword_action="OPT_OUT")
    for word in ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "TD", "UNSUBSCRIBE")
)
# Words that opt back in on numbers of the US; elsewhere only a keyword does.
OPT_IN_WORDS = tuple(Keyword(keyword=word, keyword_message="", keyword_action="OPT_IN") for word in ("START", "UNSTOP"))


def receiver(regions: Sequence[Region], given: str, sender: str) -> PhoneNumber | RcsAgent:
    """Our number of that E.164 text, or our agent of that id or ARN.

    UnknownNameError where there is none, ValueError where it can't receive.
    """
    if RcsAgent.has_id(given):
        return _agent_that_reaches(find_anywhere(regions, RcsAgent, given), sender)
    in_service = [region.the(InService).by_number for region in regions]
    number = next((each[e164(given)] for each in in_service if e164(given) in each), None)
    if number is None:
        raise UnknownNameError(did_you_mean("a phone number of the mock's", given, chain(*in_service)))
    number.region.settle()  # to write to a number is as good as another call
    if not _can_receive(number):
        can = [text for each in in_service for text, other in each.items() if _can_receive(other)]
        why = f"it is {number.status}" if number.status != "ACTIVE" else "it has no SMS capability"
        raise ValueError(did_you_mean(f"a phone number that can receive messages ({why})", given, can))
    return number


def _agent_that_reaches(agent: RcsAgent, sender: str) -> RcsAgent:
    agent.region.settle()
    country = country_of_destination(sender)
    if business_id(agent, sender, country) is None:
        raise ValueError(
            f"{agent.rcs_agent_id} isn't launched in {country}, and {sender} is no tester of it; "
            "use `launch`, or `accept_invitation`, before somebody there writes to it"
        )
    return agent


def _can_receive(number: PhoneNumber) -> bool:
    return "SMS" in number.number_capabilities and number.status == "ACTIVE"


def receive(identity: PhoneNumber | RcsAgent, body: str, sender: str) -> InboundMessage:
    """Do what the service does with a message to a number or an agent; one in a pool does as its pool is set up."""
    region, owner, route = identity.region, identity.governing, Route(identity, identity.pool)
    latest = region.the(Conversations).latest.get((str(route.sender), sender))
    keyword, action, answer = _understood(identity, owner, body)
    payload = {
        "originationNumber": sender,
        "destinationNumber": route.sender,
        "messageKeyword": f"KEYWORD_{region.account_id}",
        "messageBody": body,
        "inboundMessageId": region.simulation.entropy.message_id(),
        **({"previousPublishedMessageId": latest} if latest is not None else {}),
    }
    reply = None if answer is None else _reply(region, route, answer, sender, keyword)
    _heed(owner.opt_out_list, sender, action)
    return InboundMessage(
        payload=payload,
        keyword=keyword,
        action=action,
        reply=reply,
        published_to=_publish(region, owner, payload),
    )


def _understood(
    identity: PhoneNumber | RcsAgent, owner: TwoWayIdentity, body: str
) -> tuple[str | None, str | None, Keyword | None]:
    """The word that matched, what is done for it, and the keyword whose message is the reply."""
    keyword = matching(owner.keywords, body)
    if owner.self_managed_opt_outs_enabled:
        # Replies to HELP and STOP, and all of opting out, are then the account's own to see to.
        if keyword is None or keyword.is_required or keyword.keyword_action != "AUTOMATIC_RESPONSE":
            return None if keyword is None else keyword.keyword, None, None
        return keyword.keyword, keyword.keyword_action, keyword
    if keyword is not None:
        return keyword.keyword, keyword.keyword_action, keyword
    word = matching(OPT_OUT_WORDS, body)
    if word is not None:
        return word.keyword, word.keyword_action, owner.keywords.get("STOP")
    word = matching(OPT_IN_WORDS, body) if identity.iso_country_code == "US" else None
    if word is not None:
        return word.keyword, word.keyword_action, None
    if owner.two_way_enabled:
        return None, None, None
    # Confirmed by AWS: on a number without two-way messages, whatever matches nothing gets the HELP message.
    return None, "AUTOMATIC_RESPONSE", owner.keywords.get("HELP")


def _heed(opt_out_list: OptOutList, sender: str, action: str | None) -> None:
    if action == "OPT_OUT":
        opted_out_by_its_user(opt_out_list, sender)
    elif action == "OPT_IN" and sender in opt_out_list.numbers:
        opt_out_list.numbers.remove(sender)


def _reply(region: Region, route: Route, answer: Keyword, sender: str, keyword: str | None) -> SentMessage:
    """The automatic reply, to which nobody's consent and no limit is asked."""
    country = country_of_destination(sender)
    draft = Draft(
        channel="TEXT",
        destination=sender,
        origination_identity=None,
        body=answer.keyword_message,
        rest={"keyword": keyword},
    )
    sent = Attempt(region, draft, country, None).compose(route, region.simulation.entropy.message_id())
    return put_on_its_way(region, route, sent, None).sent


def _publish(region: Region, owner: TwoWayIdentity, payload: dict[str, Any]) -> str | None:
    """Hand the message to the two-way channel. What Amazon Connect gets isn't documented, so nothing is sent there."""
    if not owner.two_way_enabled or owner.two_way_channel_arn is None:
        return None
    if not CONNECT_CHANNEL.fullmatch(owner.two_way_channel_arn):
        region.simulation.post.publish(owner.two_way_channel_arn, payload)
    return owner.two_way_channel_arn
