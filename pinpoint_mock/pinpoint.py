"""Let a test see and change a running mock, besides calling the service, with `PinpointMock`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableSet, Sequence
from typing import Any, TypeVar

from ._public import public
from .calls import AnsweredCall
from .facts.destinations import country_of, e164
from .messaging import delivery, inbound
from .messaging.delivery_rules import DeliveryRule, DeliverySettings
from .messaging.message import Message
from .messaging.outbox import Outbox
from .messaging.values import InboundMessage, SentMessage
from .messaging.verification_codes import latest_code
from .provisioning import ProvisioningAccess, check_place
from .publishing.events import Event, copy_of
from .publishing.publisher import Delivery
from .resources.registrations.catalogue import RegistrationTypes
from .sequences import ClearableSequence, LiveSequence
from .simulation.carrier_lookups import CarrierLookups
from .simulation.clock import Clock
from .simulation.destinations import Destinations, problem_of_destination
from .simulation.failures import Failure
from .simulation.quotas import Quotas
from .simulation.shared_routes import SharedRoutes
from .simulation.transitions import Transitions

Listener = TypeVar("Listener", bound=Callable[[Event], object])


@public
class PinpointMock(ProvisioningAccess):
    """A running mock of the service, for all accounts and regions. It can still be read after its stop.

    Get one from `with mock_pinpoint_v2() as pinpoint`, or from the fixture `pinpoint_v2`.
    """

    def client(self, region_name: str | None = None, account_id: str | None = None, **kwargs: Any) -> Any:
        """Return a boto3 client on this mock. Retries are off unless `config` sets them.

        `region_name`: by default that of the environment. `account_id` (twelve digits): by default the mock's. Other
        keywords are those of `boto3.client`. The client never reaches AWS, not even after the mock has stopped.
        Raise ValueError for an `account_id` or a `region_name` in another form. Raise RuntimeError after the mock's
        stop, as all methods do that change something.
        """
        from .clients import client_of  # botocore's clients, which a server doesn't need, take long to load

        self._must_run()
        check_place(account_id, region_name)
        return client_of(self._service.region_name(region_name), account_id or "testing", **kwargs)

    @property
    def outbox(self) -> ClearableSequence[SentMessage]:
        """The messages sent, of all accounts and regions, oldest first, each as it is when you read it.

        It is a live sequence, which can be read but not written, and which equals a list of the same messages. It has
        everything that a phone would get, including automatic replies and verification codes, but no refused messages
        and no dry runs. `clear()` hides the messages so far; `deliver` still finds them.
        """
        return ClearableSequence(
            look_up=lambda: self._service.store.shared(Outbox).messages,
            shown=Message.show,
            reading=self._reading,
            clear=self._clear_outbox,
        )

    def _clear_outbox(self) -> None:
        with self._exclusive(settles=False) as service:
            service.store.shared(Outbox).clear()

    @property
    def events(self) -> Sequence[Event]:
        """The events of messages and registrations, oldest first, as plain dicts in the service's own shape.

        The shape is that of the event format page in AWS's user guide; for a registration it is the detail that Amazon
        EventBridge gets. All events are here, with and without a configuration set.
        """
        return LiveSequence(lambda: self._service.publisher.events, copy_of, self._reading)

    @property
    def deliveries(self) -> Sequence[Delivery]:
        """The events that event destinations got, by their Enabled and MatchingEventTypes, oldest first.

        If moto mocks the topic, stream or log group, moto gets the event as well.
        """
        return LiveSequence(lambda: self._service.publisher.deliveries, reading=self._reading)

    def on_event(self, listener: Listener) -> Listener:
        """Call a function with each event from now on, when the call that emitted the event has ended.

        An exception that the function raises is raised by that call. `reset` forgets the function. Raise TypeError if
        it can't be called.
        """
        if not callable(listener):
            raise TypeError(f"give a function that takes each event as a dict; {listener!r} was given")
        with self._exclusive(settles=False) as service:
            service.publisher.listeners.append(listener)
        return listener

    @property
    def delivery(self) -> DeliveryRule:
        """The outcome of messages from now on: None, a status, "manual", a mapping from destination, or a function.

        With None, the default, every message arrives, with the final status that its route reports at AWS: SUCCESSFUL
        for 10DLC and toll-free numbers, short codes, shared routes and sender IDs (except to Japan), DELIVERED for long
        codes, Notify's own numbers and RCS, COMPLETED for calls. A status is an event type without its channel:
        "DELIVERED", "CARRIER_BLOCKED". With "manual", `deliver` decides. A mapping has destinations (E.164, with or
        without their plus) as keys; a function gets the `SentMessage`. A message that has no entry, or for which the
        function returns None, arrives. A status that no channel has raises ValueError, with the nearest right names.
        Messages to the simulator destinations of AWS's user guide have the outcome that AWS documents, and messages
        that the carrier or a protect configuration blocks stay blocked; that all other messages arrive at once is our
        choice.
        """
        return self._service.store.shared(DeliverySettings)["delivery"]

    @delivery.setter
    def delivery(self, value: DeliveryRule) -> None:
        with self._exclusive(settles=False) as service:
            service.store.shared(DeliverySettings)["delivery"] = value

    @property
    def artificial_traffic(self) -> MutableSet[str]:
        """The destinations that AWS would treat as artificial traffic, in E.164, with or without their plus.

        Messages to them are blocked if a protect configuration filters their country; if it monitors the country, their
        events recommend to block. AWS detects such destinations itself; here they are a set, empty at first, that you
        can change or replace. Anything that isn't a destination raises ValueError.
        """
        return self._service.simulation.artificial_traffic

    @artificial_traffic.setter
    def artificial_traffic(self, destinations: MutableSet[str]) -> None:
        with self._exclusive(settles=False) as service:
            service.simulation.artificial_traffic = Destinations(destinations)

    @property
    def shared_routes(self) -> MutableSet[str]:
        """The countries that messages without an origination identity of yours reach, by their ISO 3166-1 codes.

        AWS sends such messages by routes that it shares between its customers: all texts for which a request names no
        identity, and none of the account's can send; and those of a pool with SharedRoutesEnabled. At first these are
        all countries but the US and its territories, China, the UK, and those that AWS sends nothing to. You can change
        or replace the set: `pinpoint.shared_routes.add("GB")`. Anything that isn't a country raises ValueError.
        """
        return self._service.simulation.shared_routes

    @shared_routes.setter
    def shared_routes(self, countries: MutableSet[str]) -> None:
        with self._exclusive(settles=False) as service:
            service.simulation.shared_routes = SharedRoutes(countries)

    @property
    def calls(self) -> Sequence[AnsweredCall]:
        """The calls that were answered, of all accounts and regions, oldest first. Only the latest 10,000 are kept."""
        return LiveSequence(lambda: self._service.calls, reading=self._reading)

    @property
    def clock(self) -> Clock:
        """The mock's clock: `now()` in UTC, and `advance(hours=25)` or by a timedelta.

        It shows the machine's time until you advance it. It follows freezegun and time-machine.
        """
        return self._service.simulation.clock

    @property
    def transitions(self) -> Transitions:
        """How the status of each kind of resource moves: `transitions["phone-number"] = "immediate"`.

        The kinds are those of the model's ResourceType. Another kind raises UnknownNameError (a KeyError), with the
        nearest right names. The rules are our choice:

        - "next-call", the default: the answer that creates a number or a pool shows PENDING or CREATING, and every
          later call shows ACTIVE. The answer of a release or a deletion shows DISASSOCIATING or DELETING, and every
          later call finds nothing. If there are several steps, each call takes one.
        - "immediate": all steps at once.
        - a timedelta: all steps in that span of the mock's clock.
        - "manual": nothing moves until the rule is changed.

        A new rule also applies to statuses that are moving already, and to those that "manual" has held.
        """
        return self._service.simulation.transitions

    @property
    def quotas(self) -> Quotas:
        """The quotas, by the reasons of ServiceQuotaExceededException: `quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 3`.

        They are whole numbers, for each account and region. The defaults are those of AWS's quotas page. The monthly
        spend limits are here, too, in US dollars, by the names of DescribeSpendLimits:
        `quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] = 5`. Their default is 1,000, which is our choice, and in the
        sandbox 1. An unknown name raises UnknownNameError (a KeyError), with the nearest right names. A wrong value
        raises ValueError.
        """
        return self._service.simulation.quotas

    @property
    def registration_types(self) -> RegistrationTypes:
        """The registration types by name. You can replace them and add others, before or while they are used.

        Give a type as a mapping, or as the path of a JSON file, in the wire's names; the guide to registrations
        describes the form. `reset` forgets the types that you set. A mistake in a type raises ValueError, which says
        where the mistake is.
        """
        return self._service.store.shared(RegistrationTypes)

    @property
    def carrier_lookups(self) -> CarrierLookups:
        """The answers of CarrierLookup: `carrier_lookups["+12065550100"] = {"PhoneNumberType": "LANDLINE"}`.

        The members, in the wire's names, override those of the answer for that number. An unknown member raises
        UnknownNameError (a KeyError), with the nearest right names. A wrong value raises ValueError.
        """
        return self._service.simulation.carrier_lookups

    def fail(
        self,
        operation: str,
        error: str | BaseException,
        *,
        reason: str | None = None,
        times: int | None = 1,
        when: Callable[[Mapping[str, Any]], bool] | None = None,
        **members: object,
    ) -> None:
        """Answer the next `times` calls of an operation (None: all calls) with an error.

        `error` is the name of an error that the model has for the operation, with a `reason` and other `members` of
        that error (`ResourceType="pool"`); or an exception instance, which is raised instead of an answer. `when` gets
        the call's parameters, in the wire's names, and returns whether this call gets the error. Raise ValueError, with
        the nearest right names, for an operation, error, reason or member that the model doesn't have.

        botocore retries as usual, but without sleeping: your own client sees a single ThrottlingException only with
        `Config(retries={"total_max_attempts": 1})`. In pytest, a failure that no call met is an error of the test.
        """
        with self._exclusive(settles=False) as service:
            service.simulation.failures.inject(operation, error, reason=reason, times=times, when=when, members=members)

    @property
    def unmet_failures(self) -> Sequence[Failure]:
        """The failures that were injected with `fail` and that no call has met."""
        return self._service.simulation.failures.unmet()

    def receive(self, message_body: str, *, origination_number: str, destination_number: str) -> InboundMessage:
        """Receive a person's SMS, from their phone (`origination_number`) to one of the mock's numbers, both in E.164.

        The `destination_number` may also be the digits of a short code or, to receive an RCS message, an agent's id.
        The service does what AWS's user guide describes for keywords, opt-out lists and two-way messaging: it replies,
        opts out or in, and publishes to the two-way channel. START opts in only as a keyword of yours with OPT_IN. For
        US toll-free numbers the carrier handles STOP: the next message is BLOCKED, and later ones are refused.

        Raise UnknownNameError (a LookupError), with the nearest ones, for a number or an agent that the mock doesn't
        have; ValueError for one that can't receive from this phone, for an empty body, and for an impossible phone
        number.
        """
        self._must_run()
        for name, text in (
            ("message_body", message_body),
            ("origination_number", origination_number),
            ("destination_number", destination_number),
        ):
            if not isinstance(text, str):
                raise TypeError(f"{name} is a string; {text!r} was given")
        if not message_body.strip():
            raise ValueError(f"message_body must have at least one character; {message_body!r} was given")
        if (problem := problem_of_destination(origination_number)) is not None:
            raise ValueError(f"origination_number: {problem}")
        if country_of(e164(origination_number)) is None:
            raise ValueError(
                f"origination_number is a phone number, for example +12065550100; {origination_number!r} was given"
            )
        with self._exclusive() as service:
            sender = e164(origination_number)
            receiver = inbound.find_receiver(service.store.regions(), destination_number, sender)
            return inbound.receive(receiver, message_body, sender)

    def deliver(self, message_id: str, status: str) -> None:
        """Bring a message to a status, the name of an event type without its channel, and send its events.

        Events that come before it are sent first, for example SUCCESSFUL before DELIVERED. The status is final, except
        PENDING, QUEUED, SENT and the steps of a call. SUCCESSFUL is final, too (our choice).

        Raise UnknownNameError (a LookupError) for an unknown id; ValueError for a status that the message's channel
        doesn't have, with the nearest ones, and for a message that has had its final event.
        """
        with self._exclusive() as service:
            delivery.settle(service.store.shared(Outbox).get(message_id), status)

    def verification_code(self, verified_destination_number_id: str) -> str:
        """Return the latest code that SendDestinationNumberVerificationCode sent to a phone.

        Raise UnknownNameError (a LookupError) for an unknown id, ValueError if no code was sent.
        """
        with self._reading():
            return latest_code(self._service.store.regions(), verified_destination_number_id)

    def reset(self) -> None:
        """Return to the state at the outermost start: resources, outbox, events, calls, clock, ids and settings."""
        with self._exclusive(settles=False) as service:
            service.reset()
