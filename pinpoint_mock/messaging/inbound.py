"""Receive a person's message: find its keyword, reply, opt out or in, and publish it to the two-way channel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from attrs import frozen

from ..did_you_mean import UnknownNameError, did_you_mean
from ..facts.destinations import e164
from ..publishing.publisher import Publisher
from ..references import parse_reference
from ..resources.destinations import country_of_destination
from ..resources.opt_out_lists import OptOutList, opt_out_by_user
from ..resources.origination.identities import CONNECT_CHANNEL, TwoWayIdentity
from ..resources.origination.keyword import Keyword, matching_keyword
from ..resources.origination.phone_number import NumbersInService, PhoneNumber
from ..resources.origination.pool import PooledIdentity
from ..resources.origination.rcs_agent import RcsAgent
from ..store import Region, find_anywhere
from .composing import Draft, compose
from .contents import TextContent
from .conversations import Conversations
from .delivery import begin_attempt, deliver
from .message import Message
from .options import SendOptions, SendRequest
from .rcs_reach import business_id
from .routes import Route
from .values import InboundMessage, SentMessage

# Words that opt out although they aren't keywords of the number (user guide, "Required opt-out keywords").
OPT_OUT_WORDS = tuple(
    Keyword(keyword=word, keyword_message="", keyword_action="OPT_OUT")
    for word in ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "TD", "UNSUBSCRIBE")
)
# Words that opt in again on numbers of the US. In other countries only a keyword does.
OPT_IN_WORDS = tuple(Keyword(keyword=word, keyword_message="", keyword_action="OPT_IN") for word in ("START", "UNSTOP"))


@frozen
class Understood:
    """What the service understands of a message."""

    keyword: str | None = None
    """The word that matched."""
    action: str | None = None
    reply: str | None = None
    """The text of the automatic reply."""


def find_receiver(regions: Sequence[Region], given: str, sender: str) -> PooledIdentity:
    """Return the mock's number of an E.164 text, or its agent of an id or ARN.

    Raise UnknownNameError if there is none, ValueError if it can't receive from this sender.
    """
    if parse_reference(given).kind == RcsAgent.kind:
        return _reaching(find_anywhere(regions, RcsAgent, given), sender)
    text, in_service = e164(given), [region.state(NumbersInService).by_number for region in regions]
    owners = [numbers for numbers in in_service if text in numbers]
    if not owners:
        raise UnknownNameError(did_you_mean("a phone number of the mock's", given, chain(*in_service)))
    number = owners[0][text]
    number.region.advance_transitions()  # a person's message counts as a call
    if not _can_receive(number):
        able = [able for each in in_service for able, other in each.items() if _can_receive(other)]
        why = f"it is {number.status}" if number.status != "ACTIVE" else "it has no SMS capability"
        raise ValueError(did_you_mean(f"a phone number that can receive messages ({why})", given, able))
    return number


def _reaching(agent: RcsAgent, sender: str) -> RcsAgent:
    agent.region.advance_transitions()
    country = country_of_destination(sender)
    if business_id(agent, sender, country) is None:
        raise ValueError(
            f"{agent.rcs_agent_id} isn't launched in {country}, and {sender} isn't one of its testers; "
            "call `launch`, or `accept_invitation`, before a person there writes to it"
        )
    return agent


def _can_receive(number: PhoneNumber) -> bool:
    return "SMS" in number.number_capabilities and number.status == "ACTIVE"


def receive(identity: PooledIdentity, body: str, sender: str) -> InboundMessage:
    """Do what the service does with a message to a number or an agent. In a pool, the pool's settings apply."""
    region, owner, destination = identity.region, identity.governing, identity.sender
    latest = region.state(Conversations).latest(destination, sender)
    understood = _understand(identity, owner, body)
    payload = {
        "originationNumber": sender,
        "destinationNumber": destination,
        "messageKeyword": f"KEYWORD_{region.account_id}",
        "messageBody": body,
        "inboundMessageId": region.simulation.id_source.message_id(),
        **({"previousPublishedMessageId": latest} if latest is not None else {}),
    }
    reply = None if understood.reply is None else _reply(identity, understood.reply, sender, understood.keyword)
    _apply(understood.action, owner.opt_out_list, sender)
    return InboundMessage(
        payload=payload,
        keyword=understood.keyword,
        action=understood.action,
        reply=reply,
        published_to=_publish(region, owner, payload),
    )


def _understand(identity: PooledIdentity, owner: TwoWayIdentity, body: str) -> Understood:
    keyword = matching_keyword(owner.keywords, body)
    if owner.self_managed_opt_outs_enabled:
        # The account itself replies to HELP and STOP, and manages opt-outs.
        if keyword is None:
            return Understood()
        if keyword.is_required or keyword.keyword_action != "AUTOMATIC_RESPONSE":
            return Understood(keyword.keyword)
    if keyword is not None:
        return Understood(keyword.keyword, keyword.keyword_action, keyword.keyword_message)
    word = matching_keyword(OPT_OUT_WORDS, body)
    if word is not None:
        return Understood(word.keyword, word.keyword_action, _message_of(owner, "STOP"))
    word = matching_keyword(OPT_IN_WORDS, body) if identity.iso_country_code == "US" else None
    if word is not None:
        return Understood(word.keyword, word.keyword_action)
    if owner.two_way_enabled:
        return Understood()
    # Confirmed by AWS: a number without two-way messages answers everything else with the HELP message.
    return Understood(None, "AUTOMATIC_RESPONSE", _message_of(owner, "HELP"))


def _message_of(owner: TwoWayIdentity, name: str) -> str | None:
    keyword = owner.keywords.get(name)
    return None if keyword is None else keyword.keyword_message


def _apply(action: str | None, opt_out_list: OptOutList, sender: str) -> None:
    """Opt the sender out or in, if that is the action."""
    if action == "OPT_OUT":
        opt_out_by_user(opt_out_list, sender)
    elif action == "OPT_IN" and sender in opt_out_list.numbers:
        opt_out_list.numbers.remove(sender)


def _reply(identity: PooledIdentity, text: str, sender: str, keyword: str | None) -> SentMessage:
    """Send the automatic reply. No opt-out and no limit applies to it."""
    region, route = identity.region, Route(identity, identity.pool)
    request = SendRequest(TextContent(text), SendOptions(destination=sender, keyword=keyword))
    draft = Draft(region, request, country_of_destination(sender), configuration_set=None)
    sent = compose(draft, route, region.simulation.id_source.message_id())
    message = Message(region, begin_attempt(region, sent, route), configuration_set=None)
    deliver(message)
    return message.sent


def _publish(region: Region, owner: TwoWayIdentity, payload: dict[str, str]) -> str | None:
    """Publish the message to the two-way channel, and return its ARN; None if there is none.

    It isn't documented what Amazon Connect gets, so nothing is published to it.
    """
    if not owner.two_way_enabled or owner.two_way_channel_arn is None:
        return None
    if not CONNECT_CHANNEL.fullmatch(owner.two_way_channel_arn):
        region.shared(Publisher).publish_two_way(owner.two_way_channel_arn, payload)
    return owner.two_way_channel_arn
