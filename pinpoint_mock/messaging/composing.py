"""Compose the message of a request, and refuse what AWS refuses."""

from __future__ import annotations

from attrs import define, field, frozen

from ..errors import ConflictException, ValidationException
from ..facts.carriers import CARRIER_NAME
from ..facts.destinations import is_simulator
from ..resources.configuration_sets import ConfigurationSet
from ..resources.destinations import country_of_destination, destination_refused
from ..resources.spend_limits import refuse_over_limit
from ..resources.verified_destination_numbers import is_verified, not_verified
from ..simulation.clock import Last24Hours
from ..store import Region
from .channels import CHANNELS
from .contents import RcsContent
from .eligibility import RouteRequest
from .options import SendOptions, SendRequest
from .prices import VOICE_PER_MINUTE, Price
from .protection import Protection, find_protection
from .rcs_reach import business_id
from .routes import Route, find_managed_route, find_route
from .values import SentMessage

_FREE = Price(0.0)


@define(eq=False)
class RecentCalls:
    """The calls to each phone in the last 24 hours."""

    by_destination: dict[str, Last24Hours] = field(factory=dict, init=False)

    def to(self, destination: str) -> Last24Hours:
        """Return the calls to an E.164 number, to count them or to add one."""
        return self.by_destination.setdefault(destination, Last24Hours())


@frozen
class Draft:
    """A request to send, with what is looked up once for it."""

    region: Region
    request: SendRequest
    iso_country_code: str
    """The destination's country."""
    configuration_set: ConfigurationSet | None
    needs_simulator: bool = False
    """Whether only a simulator number may send: in the sandbox, to a simulator destination that isn't verified."""

    @property
    def message_type(self) -> str | None:
        """The requested message type, else for texts the configuration set's default."""
        requested, configuration_set = self.request.options.message_type, self.configuration_set
        takes_default = self.request.content.channel.takes_default_message_type
        if requested is None and configuration_set is not None and takes_default:
            return configuration_set.default_message_type
        return requested

    @property
    def expects_feedback(self) -> bool:
        """Whether feedback is enabled by the request, else by the configuration set's default."""
        enabled, configuration_set = self.request.options.message_feedback_enabled, self.configuration_set
        if enabled is None:
            return configuration_set is not None and bool(configuration_set.default_message_feedback_enabled)
        return enabled

    def find_route(self) -> Route:
        """Return the route. Raise the error that says why there is none."""
        options, channel = self.request.options, self.request.content.channel
        is_ordinary = options.notify is None and not options.verifies_destination
        request = RouteRequest(
            channel,
            options.destination,
            self.iso_country_code,
            self.message_type,
            accepts_simulators=not options.verifies_destination,
            accepts_agents=channel.may_use_agents and is_ordinary and not options.replaces_rcs,
            accepts_shared_routes=channel.has_shared_routes and not options.replaces_rcs,
            needs_simulator=self.needs_simulator,
        )
        if options.notify is not None:
            return find_managed_route(self.region, options.origination_identity, request)
        default = None if self.configuration_set is None else self.configuration_set.default_sender_id
        return find_route(self.region, options.origination_identity, request, default)

    def find_protection(self) -> Protection | None:
        """Return what the protect configuration decides; None if none applies."""
        return find_protection(self.region, self.request, self.configuration_set, self.iso_country_code)


def make_draft(region: Region, request: SendRequest) -> Draft:
    """Return the draft of a request.

    Raise the error for a destination that the account can't send to, and for a configuration set that doesn't exist.
    """
    country, needs_simulator = _checked_country(region, request), _is_unverified(region, request.options)
    if needs_simulator and not is_simulator(request.options.destination):
        raise not_verified(request.options.destination)
    name = request.options.configuration_set_name
    configuration_set = None if name is None else region.get(ConfigurationSet, name)
    return Draft(region, request, country, configuration_set, needs_simulator)


def compose(draft: Draft, route: Route, message_id: str) -> SentMessage:
    """Return the message that is sent by a route."""
    request, region, country = draft.request, draft.region, draft.iso_country_code
    options, content, agent = request.options, request.content, route.agent
    if agent is not None and not isinstance(content, RcsContent):
        content = RcsContent(content.text)
    measure, configuration_set, notify = content.measure(country), draft.configuration_set, options.notify
    price = _FREE if options.is_free else measure.price
    return SentMessage(
        message_id=message_id,
        channel=content.channel.name,
        destination_phone_number=options.destination,
        iso_country_code=country,
        origination_identity=route.identity_id,
        origination_phone_number=route.sender,
        pool_id=None if route.pool is None else route.pool.pool_id,
        message_body=content.text,
        message_type=route.message_type(draft.message_type),
        message_parts=measure.parts,
        message_encoding=measure.encoding,
        media_urls=content.media_urls,
        rcs_message_content=content.rcs_structure,
        message_traffic_type=options.message_traffic_type,
        rcs_business_id=None if agent is None else business_id(agent, options.destination, country),
        rcs_billing_event_type=measure.rcs_billing,
        voice_id=content.voice_id,
        message_body_text_type=content.text_type,
        keyword=options.keyword,
        configuration_set_name=None if configuration_set is None else configuration_set.configuration_set_name,
        notify_configuration_id=None if notify is None else notify.configuration_id,
        template_id=None if notify is None else notify.template_id,
        context=dict(options.context or {}),
        destination_country_parameters=dict(options.destination_country_parameters),
        time_to_live=options.time_to_live or content.channel.time_to_live,
        price=price.message,
        carrier_fee=price.carrier_fee,
        carrier_name=CARRIER_NAME if route.shows_carrier else None,
        is_international_send=route.may_send_abroad,
        duration_in_seconds=measure.seconds,
        status=content.channel.first_status,
        sent_at=region.simulation.clock.now(),
        account_id=region.account_id,
        region_name=region.region_name,
    )


def compose_checked(draft: Draft, route: Route, protection: Protection | None, message_id: str) -> SentMessage:
    """Return the message that is sent by a route. Raise the error that forbids sending it, if one does."""
    region, options, sent = draft.region, draft.request.options, compose(draft, route, message_id)
    opt_out_list = route.opt_out_list(region)
    if opt_out_list is not None and sent.destination_phone_number in opt_out_list.numbers:
        raise ConflictException(reason="DESTINATION_PHONE_NUMBER_OPTED_OUT", resource=opt_out_list)
    if protection is not None:
        protection.refuse_blocked()
    if (excess := CHANNELS[sent.channel].excess_of(sent.message_body)) is not None:
        raise text_too_long("MessageBody", excess)
    is_call = draft.request.content.channel.is_call
    if options.max_price is not None:
        _refuse_price(options.max_price, sent.price, is_call=is_call)
    refuse_over_limit(region, budget_of(sent), sent.price)
    if is_call:
        calls = region.state(RecentCalls).to(sent.destination_phone_number)
        region.check_quota("DAILY_DESTINATION_CALL_LIMIT", calls.count(sent.sent_at))
    return sent if protection is None else protection.mark(sent)


def text_too_long(name: str, excess: str) -> ValidationException:
    """Return the error for a text by SMS that is too long.

    AWS documents that it fails, but not whether at the call or with an event; the refusal at the call is our choice.
    """
    return ValidationException(reason="MAXIMUM_SIZE_EXCEEDED", fields={name: excess})


def budget_of(message: SentMessage) -> str:
    """Return the name of the spend limit that a message counts against: its channel, or NOTIFY."""
    return message.channel if message.notify_configuration_id is None else "NOTIFY"


def _refuse_price(max_price: str, price: float, *, is_call: bool) -> None:
    """Raise ValidationException if a message, or a minute of a call, costs more than the request allows."""
    name, price = ("MaxPricePerMinute", VOICE_PER_MINUTE) if is_call else ("MaxPrice", price)
    if price > float(max_price):
        raise ValidationException(
            reason="PRICE_OVER_THRESHOLD", fields={name: f"it is {max_price}, and the price is {price:.5f}"}
        )


def _checked_country(region: Region, request: SendRequest) -> str:
    """Return the destination's country. Raise the error if the account can't send there."""
    options, channel = request.options, request.content.channel
    country = country_of_destination(options.destination)
    if region.simulation.options["account_tier"] != "SANDBOX" or options.notify is not None:
        return country
    if channel.sandbox_countries is not None and country not in channel.sandbox_countries:
        raise destination_refused(
            "DESTINATION_COUNTRY_BLOCKED",
            f"{options.destination!r} is in {country}, which an account in the sandbox can't call",
        )
    return country


def _is_unverified(region: Region, options: SendOptions) -> bool:
    """Return whether the account is in the sandbox, and a message's destination isn't verified and should be."""
    return (
        region.simulation.options["account_tier"] == "SANDBOX"
        and options.notify is None
        and not options.verifies_destination
        and not is_verified(region, options.destination)
    )
