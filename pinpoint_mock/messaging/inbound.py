"""Receive a person's message: find its keyword, reply, opt out or in, and publish it to the two-way channel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from string import punctuation

from attrs import frozen

from ..did_you_mean import UnknownNameError, did_you_mean
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
from .carrier_blocks import OPT_OUT_WORD, CarrierBlocks
from .composing import Draft, compose
from .contents import TextContent
from .conversations import Conversations
from .delivery import begin_attempt, deliver
from .message import Message
from .options import SendOptions, SendRequest
from .rcs_reach import business_id
from .routes import Route
from .values import InboundMessage, SentMessage

# Words that opt out even if they aren't keywords of the number (user guide, "Required opt-out keywords").
OPT_OUT_WORDS = tuple(
    Keyword(keyword=word, keyword_message="", keyword_action="OPT_OUT")
    for word in ("ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "TD", "UNSUBSCRIBE")
)


@frozen
class Reaction:
    """What the service does when it receives a message."""

    keyword: str | None = None
    """The word that matched; None if no word did."""
    action: str | None = None
    """"AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN" or None."""
    reply: str | None = None
    """The text of the automatic reply; None if there is none."""


def find_receiver(regions: Sequence[Region], given: str, sender: str) -> PooledIdentity:
    """Return the identity that a message is for: a number by its E.164 form or short code, or an agent by its id.

    Raise UnknownNameError if there is none, ValueError if it can't receive from this sender.
    """
    if parse_reference(given).kind == RcsAgent.kind:
        agent = find_anywhere(regions, RcsAgent, given)
        _refuse_unreachable(agent, sender)
        return agent
    in_service = [region.state(NumbersInService) for region in regions]
    found = [number for numbers in in_service if (number := numbers.find(given)) is not None]
    if not found:
        known = chain.from_iterable(numbers.by_number for numbers in in_service)
        raise UnknownNameError(did_you_mean("a phone number of the mock's", given, known))
    number = found[0]
    number.region.transitions.advance()  # a person's message counts as a call
    if not _can_receive(number):
        receivers = [other for numbers in in_service for other, each in numbers.by_number.items() if _can_receive(each)]
        why = f"it is {number.status}" if number.status != "ACTIVE" else "it has no SMS capability"
        raise ValueError(did_you_mean(f"a phone number that can receive messages ({why})", given, receivers))
    return number


def _refuse_unreachable(agent: RcsAgent, sender: str) -> None:
    """Raise ValueError if a phone can't write to an agent, because the agent doesn't reach the phone."""
    agent.region.transitions.advance()  # a person's message counts as a call
    country = country_of_destination(sender)
    if business_id(agent, sender, country) is None:
        raise ValueError(
            f"{agent.rcs_agent_id} isn't launched in {country}, and {sender} isn't one of its testers; "
            "call `launch`, or `accept_invitation`, before a person there writes to it"
        )


def _can_receive(number: PhoneNumber) -> bool:
    return "SMS" in number.number_capabilities and number.status == "ACTIVE"


def receive(identity: PooledIdentity, body: str, sender: str) -> InboundMessage:
    """Do what the service does with a message to a number or an agent. In a pool, the pool's settings apply."""
    region, owner, destination = identity.region, identity.settings_owner, identity.sender
    latest = region.state(Conversations).latest(destination, sender)
    reaction = _reaction_to(identity, owner, body)
    if identity.has_carrier_opt_outs:
        region.state(CarrierBlocks).update(destination, sender, _only_word(body))
    payload = {
        "originationNumber": sender,
        "destinationNumber": destination,
        "messageKeyword": _payload_keyword(identity, reaction),
        "messageBody": body,
        **({"previousPublishedMessageId": latest} if latest is not None else {}),
        "inboundMessageId": region.simulation.id_source.message_id(),
    }
    reply = None if reaction.reply is None else _reply(identity, reaction.reply, sender, reaction.keyword)
    _apply(reaction.action, owner.opt_out_list, sender)
    return InboundMessage(
        payload=payload,
        keyword=reaction.keyword,
        action=reaction.action,
        reply=reply,
        published_to=_publish(region, owner, payload),
    )


def _reaction_to(identity: PooledIdentity, owner: TwoWayIdentity, body: str) -> Reaction:
    """Return the reaction to a text, by the keywords of the owner, which is the identity or its pool.

    The carriers of US toll-free numbers answer STOP. The user guide says that no other word opts out of such a number,
    and that none can be added.
    """
    at_carrier = identity.has_carrier_opt_outs
    if at_carrier and _only_word(body) == OPT_OUT_WORD:
        return Reaction(OPT_OUT_WORD)
    keywords = [each for each in owner.keywords if not (at_carrier and each.keyword_action == "OPT_OUT")]
    keyword = matching_keyword(keywords, body)
    if owner.self_managed_opt_outs_enabled:
        # The account itself replies to HELP and STOP, and manages opt-outs.
        if keyword is None:
            return Reaction()
        if keyword.is_required or keyword.keyword_action != "AUTOMATIC_RESPONSE":
            return Reaction(keyword.keyword)
    if keyword is not None:
        return Reaction(keyword.keyword, keyword.keyword_action, keyword.keyword_message)
    word = None if at_carrier else matching_keyword(OPT_OUT_WORDS, body)
    if word is not None:
        return Reaction(word.keyword, word.keyword_action, _message_of(owner, "STOP"))
    if owner.two_way_enabled:
        return Reaction()
    # Confirmed by AWS: a number without two-way messages answers everything else with the HELP message.
    return Reaction(None, "AUTOMATIC_RESPONSE", _message_of(owner, "HELP"))


def _only_word(body: str) -> str | None:
    """Return the only word of a text in upper case, without the punctuation around it; None if there are several."""
    words = body.upper().split()
    return words[0].strip(punctuation) if len(words) == 1 else None


def _payload_keyword(identity: PooledIdentity, reaction: Reaction) -> str:
    """Return the `messageKeyword` of a payload.

    For RCS it is the keyword that matched, by the user guide. For SMS it was seen in signed notifications.
    """
    if isinstance(identity, RcsAgent) and reaction.keyword is not None:
        return reaction.keyword
    return f"KEYWORD_{identity.region.account_id}"


def _message_of(owner: TwoWayIdentity, name: str) -> str | None:
    """Return the text that answers a keyword."""
    keyword = owner.keywords.get(name)
    return None if keyword is None else keyword.keyword_message


def _apply(action: str | None, opt_out_list: OptOutList, sender: str) -> None:
    """Opt the sender out or in, if that is the action."""
    if action == "OPT_OUT":
        opt_out_by_user(opt_out_list, sender)
    elif action == "OPT_IN" and sender in opt_out_list.numbers:
        opt_out_list.numbers.remove(sender)


def _reply(identity: PooledIdentity, text: str, sender: str, keyword: str | None) -> SentMessage:
    """Send the automatic reply. Opt-outs and limits don't apply to it."""
    region, route = identity.region, Route(identity, identity.pool)
    request = SendRequest(TextContent(text), SendOptions(destination=sender, keyword=keyword))
    draft = Draft(region, request, country_of_destination(sender), configuration_set=None)
    sent = compose(draft, route, region.simulation.id_source.message_id())
    message = Message(region, begin_attempt(draft, sent, route), configuration_set=None)
    deliver(message)
    return message.show()


def _publish(region: Region, owner: TwoWayIdentity, payload: dict[str, str]) -> str | None:
    """Publish a message to the two-way channel, and return the channel's ARN; None if there is none.

    It isn't documented what Amazon Connect gets, so nothing is published to it.
    """
    if not owner.two_way_enabled or owner.two_way_channel_arn is None:
        return None
    if not CONNECT_CHANNEL.fullmatch(owner.two_way_channel_arn):
        region.shared(Publisher).publish_two_way(owner.two_way_channel_arn, payload)
    return owner.two_way_channel_arn
