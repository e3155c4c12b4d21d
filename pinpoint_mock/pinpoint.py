"""`PinpointMock`: what a test can see and do beside the calls of a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableSet, Sequence
from contextlib import contextmanager
from copy import deepcopy
from operator import attrgetter
from typing import Any, TypeVar

from .clients import client_of
from .did_you_mean import did_you_mean
from .resources import inbound, rcs_agents, registration_reviews, registrations
from .resources.verification_codes import latest_code
from .resources.verified_destination_numbers import VerifiedDestinationNumber, accept_invitation
from .sequences import ClearableSequence, LiveSequence
from .service import AnsweredCall, Service
from .simulation.carrier_lookups import CarrierLookups
from .simulation.clock import Clock
from .simulation.delivery import DELIVERED, Fate
from .simulation.destinations import Destinations, country_of, e164, problem_of_destination
from .simulation.failures import Failure
from .simulation.messages import InboundMessage, SentMessage
from .simulation.options import checked
from .simulation.post import Delivery
from .simulation.quotas import Quotas
from .simulation.registration_catalogue import Catalogue
from .simulation.transitions import Transitions
from .store import find_anywhere

Listener = TypeVar("Listener", bound=Callable[[dict[str, Any]], object])


def _check_place(account_id: str | None, region_name: str | None) -> None:
    checked({"account_id": account_id, **({} if region_name is None else {"region_name": region_name})})


class PinpointMock:
    """A running mock of the service, for all accounts and regions; readable after its stop as well.

    Get one from `with mock_pinpoint_v2() as pinpoint`, or from the fixture `pinpoint_v2`.
    """

    def __init__(self) -> None:
        self._service = Service()
        self._is_running = False
        self._service.simulation.clock.moved = self._settle

    def __setattr__(self, name: str, value: object) -> None:
        """Set a setting; a slip in its name would change nothing, in silence."""
        settings = [each for each, member in vars(PinpointMock).items() if isinstance(member, property) and member.fset]
        if name not in settings and not name.startswith("_"):
            raise AttributeError(did_you_mean("what can be set of a PinpointMock", name, settings))
        super().__setattr__(name, value)

    def client(self, region_name: str | None = None, account_id: str | None = None, **kwargs: Any) -> Any:
        """A boto3 client on this mock; retries are off unless `config` asks for them.

        `region_name` is the environment's default where it is None, and `account_id` (twelve digits) the mock's.
        Other keywords are those of `boto3.client`. The client never reaches AWS, not even after the mock's stop.
        ValueError for an `account_id` or a `region_name` of another form; RuntimeError once the mock has stopped, as of
        all methods here that change something.
        """
        self._must_run()
        _check_place(account_id, region_name)
        return client_of(self._service.region_name(region_name), account_id or "testing", **kwargs)

    @property
    def outbox(self) -> ClearableSequence[SentMessage]:
        """The messages sent, of all accounts and regions, oldest first, each as it stands when it is read.

        A live sequence, to be read but not written; it equals a list of the same messages. All that a phone would get
        is in it, automatic replies and verification codes too; what was refused or tried by a dry run isn't. `clear()`
        leaves out those so far, of which `deliver` and the service itself know still.
        """
        look_up = self._settled(lambda: self._service.simulation.outbox.messages)
        return ClearableSequence(look_up=look_up, shown=attrgetter("sent"), clear=self._clear_outbox)

    def _clear_outbox(self) -> None:
        self._must_run()
        with self._service.lock:
            self._service.simulation.outbox.messages.clear()

    @property
    def events(self) -> Sequence[dict[str, Any]]:
        """The events of messages and registrations, oldest first, as plain dicts in the service's own shape.

        AWS's user guide has it on its page of event formats; of a registration it is the detail of what Amazon
        EventBridge gets. All are here, with and without a configuration set.
        """
        return LiveSequence(self._settled(lambda: self._service.simulation.post.events), deepcopy)

    @property
    def deliveries(self) -> Sequence[Delivery]:
        """Which event went to which event destination, oldest first, by its Enabled and MatchingEventTypes.

        Where moto plays the topic, stream or log group, it gets the event as well.
        """
        return LiveSequence(self._settled(lambda: self._service.simulation.post.deliveries))

    def on_event(self, listener: Listener) -> Listener:
        """Have a function called with each event from now on, once the call that it is of is done.

        What the function raises is raised by that call. `reset` forgets it. TypeError for what is no function.
        """
        self._must_run()
        if not callable(listener):
            raise TypeError(f"give a function that gets each event as a dict; {listener!r} was given")
        self._service.simulation.post.listeners.append(listener)
        return listener

    @property
    def delivery(self) -> Fate:
        """What becomes of messages from now on: a status, "manual", a mapping from destination, or a function.

        A status is an event type without its channel, "DELIVERED" unless the option says otherwise; "manual" leaves
        messages to `deliver`. A mapping goes from destinations (E.164, with or without their plus) to these, and a
        function gets the `SentMessage`; what either leaves out is delivered. ValueError, with the nearest right ones,
        for a status that no channel has. The simulator destinations of AWS's user guide settle by themselves; that
        all others are delivered at once is our choice.
        """
        return self._service.simulation.delivery["delivery"]

    @delivery.setter
    def delivery(self, value: Fate | None) -> None:
        self._must_run()
        self._service.simulation.delivery["delivery"] = DELIVERED if value is None else value

    @property
    def artificial_traffic(self) -> MutableSet[str]:
        """The destinations that AWS would take for artificial traffic, in E.164, with or without their plus.

        Where a protect configuration filters their country, messages to them are blocked; where it monitors it, events
        recommend to. Which these are, AWS finds out by itself; here it is a set, empty at first, to be changed or
        replaced. ValueError for what is no destination.
        """
        return self._service.simulation.artificial_traffic

    @artificial_traffic.setter
    def artificial_traffic(self, destinations: MutableSet[str]) -> None:
        self._must_run()
        self._service.simulation.artificial_traffic = Destinations(destinations)

    @property
    def calls(self) -> Sequence[AnsweredCall]:
        """The calls answered, of all accounts and regions, oldest first; of many the latest 10,000."""
        return LiveSequence(lambda: self._service.calls)

    @property
    def clock(self) -> Clock:
        """The mock's clock: `now()` in UTC, and `advance(hours=25)` or by a timedelta.

        It is the machine's own, moved on by hand. freezegun and time-machine are obeyed.
        """
        return self._service.simulation.clock

    @property
    def transitions(self) -> Transitions:
        """How the status of each kind of resource moves: `transitions["phone-number"] = "immediate"`.

        The kinds are those of the model's ResourceType; a KeyError tells the nearest. The rules are our choice:

        - "next-call", the default of all: the answer that makes a number or a pool says PENDING or CREATING, and every
          later call sees ACTIVE; that of a release or a deletion says DISASSOCIATING or DELETING, and every later call
          finds nothing. What has several steps takes one with each call.
        - "immediate": all at once.
        - a timedelta: the whole way in that span of the mock's clock.
        - "manual": nothing moves, until the rule is changed.

        A rule holds from when it is set for what is under way already, too: what "manual" held moves on under another.
        """
        return self._service.simulation.transitions

    @property
    def quotas(self) -> Quotas:
        """The quotas, by the reasons of ServiceQuotaExceededException: `quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 3`.

        Whole numbers, for each account and region, which begin at those of AWS's quotas page. Also the monthly spend
        limits, in US dollars, by the names of DescribeSpendLimits: `quotas["TEXT_MESSAGE_MONTHLY_SPEND_LIMIT"] = 5`.
        They begin at 1,000, which is our choice, and in the sandbox at 1. KeyError, with the nearest right ones, for
        another name; ValueError for another value.
        """
        return self._service.simulation.quotas

    @property
    def registration_types(self) -> Catalogue:
        """The registration types by name, each to be replaced, and others to be added, before or while it is used.

        A type is a mapping, or the path of a JSON file, in the wire's names; the guide to registrations says which.
        `reset` forgets those that were set. ValueError, with the place, for a slip in a type.
        """
        return self._service.simulation.registration_catalogue

    @property
    def carrier_lookups(self) -> CarrierLookups:
        """What CarrierLookup finds out: `carrier_lookups["+12065550100"] = {"PhoneNumberType": "LANDLINE"}`.

        The members, in the wire's names, override those of the answer about that number. KeyError (and ValueError),
        with the nearest right ones, for a member that there isn't; ValueError for a value that it can't have.
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
        **members: Any,
    ) -> None:
        """Answer the next `times` calls of an operation (None: all) with an error, whatever they ask for.

        `error` is the name of an error that the model has for the operation, with a `reason` and other `members` of
        it (`ResourceType="pool"`); or an exception instance, to be raised instead of an answer. `when` gets the
        call's parameters, in the wire's names, and says whether this call is meant. ValueError, with the nearest
        right names, for an operation, error, reason or member that the model doesn't have.

        botocore retries as it would, without sleeping: a client of your own sees a single ThrottlingException only with
        `Config(retries={"total_max_attempts": 1})`. In pytest, a failure that no call met is an error of the test.
        """
        self._must_run()
        with self._service.lock:
            self._service.simulation.failures.inject(
                operation, error, reason=reason, times=times, when=when, members=members
            )

    @property
    def unmet_failures(self) -> Sequence[Failure]:
        """The failures that `fail` prepared and no call has met."""
        return self._service.simulation.failures.unmet()

    def receive(self, message_body: str, *, origination_number: str, destination_number: str) -> InboundMessage:
        """A person's SMS from their phone (`origination_number`) to one of our numbers, both in E.164.

        Or their RCS message to one of our agents, whose id is then the `destination_number`. The service does what
        AWS's user guide has on keywords, opt-out lists and two-way messaging: heeds keywords, replies, opts out and in,
        hands on to the two-way channel.

        UnknownNameError (a LookupError), with the nearest, for a number or an agent that isn't the mock's; ValueError
        for one that can't receive from there, and for an empty body or an impossible phone.
        """
        self._must_run()
        for name, text in (
            ("message_body", message_body),
            ("origination_number", origination_number),
            ("destination_number", destination_number),
        ):
            if not isinstance(text, str):
                raise TypeError(f"{name} is a text; {text!r} was given")
        if not message_body.strip():
            raise ValueError(f"message_body is what somebody wrote, at least a character; {message_body!r} was given")
        if (problem := problem_of_destination(origination_number)) is not None:
            raise ValueError(f"origination_number: {problem}")
        if country_of(e164(origination_number)) is None:
            raise ValueError(f"origination_number is a phone's, as +12065550100; {origination_number!r} was given")
        with self._service.at_work():
            sender = e164(origination_number)
            receiver = inbound.receiver(self._service.store.regions(), destination_number, sender)
            return inbound.receive(receiver, message_body, sender)

    def deliver(self, message_id: str, status: str) -> None:
        """Let a message come to a status, by an event type's name without its channel, and send its events.

        Events that lead up to it come first, as SUCCESSFUL before DELIVERED. What is asked for is final, SUCCESSFUL
        too (our choice), but for PENDING, QUEUED, SENT and the steps of a call.

        UnknownNameError (a LookupError) for an id that no message has; ValueError for a status that the message's
        channel doesn't have, with the nearest, and for a message that has had its final event.
        """
        self._must_run()
        with self._service.at_work():
            self._service.simulation.outbox.settle(message_id, status)

    def verification_code(self, verified_destination_number_id: str) -> str:
        """The code that was last sent to a phone that is to be verified, by SendDestinationNumberVerificationCode.

        UnknownNameError (a LookupError) for an id that there isn't, ValueError where no code was sent.
        """
        with self._service.lock:
            return latest_code(self._service.store.regions(), verified_destination_number_id)

    def add_registration(
        self,
        registration_type: str,
        *,
        status: str = "COMPLETE",
        account_id: str | None = None,
        region_name: str | None = None,
    ) -> str:
        """The id of a registration made whole: filed, and reviewed to that status. A TEN_DLC number needs a campaign.

        The type and the status are names of the model's: "US_TEN_DLC_CAMPAIGN_REGISTRATION", "COMPLETE". Its fields are
        empty, and no event tells of it. ValueError, with the nearest right names, for a type or a status that there
        isn't.
        """
        self._must_run()
        _check_place(account_id, region_name)
        with self._service.lock:
            region = self._service.store.region(
                account_id or self._service.account_id(None), self._service.region_name(region_name)
            )
            return registrations.add_registration(region, registration_type, status).registration_id

    def approve(self, registration_id: str) -> None:
        """Approve the version of a registration that is under review, with all that an approval does.

        UnknownNameError (a LookupError) for an id that there isn't; ValueError where nothing is under review.
        """
        with self._registration(registration_id) as registration:
            registration_reviews.approve(registration)

    def deny(self, registration_id: str, reasons: Sequence[str | Mapping[str, str]] = ()) -> None:
        """Deny the version of a registration that is under review, for these reasons, as its DeniedReasons have them.

        A reason is a text, or a mapping of the members of DeniedReasons. UnknownNameError (a LookupError) for an id
        that there isn't; ValueError where nothing is under review, and for a reason of another form.
        """
        with self._registration(registration_id) as registration:
            registration_reviews.deny(registration, reasons)

    def close(self, registration_id: str) -> None:
        """Close a registration. Nothing is sent any more by what it is for.

        UnknownNameError (a LookupError) for an id that there isn't; ValueError for one that is CLOSED already.
        """
        with self._registration(registration_id) as registration:
            registration_reviews.close(registration)

    def revoke(self, registration_id: str) -> None:
        """Take back the approval of a registration. Nothing is sent any more by what it is for.

        UnknownNameError (a LookupError) for an id that there isn't; ValueError for one that has no approved version.
        """
        with self._registration(registration_id) as registration:
            registration_reviews.revoke(registration)

    def launch(self, rcs_agent_id: str, iso_country_code: str) -> None:
        """Have an RCS agent approved in a country, as if its registrations had been filed and reviewed.

        UnknownNameError (a LookupError), with the nearest, for an agent that there isn't; ValueError for a country
        that AWS doesn't launch agents in.
        """
        self._must_run()
        with self._service.at_work():
            agent = find_anywhere(self._service.store.regions(), rcs_agents.RcsAgent, rcs_agent_id)
            rcs_agents.launch(agent, iso_country_code)

    def accept_invitation(self, verified_destination_number_id: str) -> None:
        """A tester's yes to the invitation that CreateVerifiedDestinationNumber with an `RcsAgentId` has sent.

        UnknownNameError (a LookupError), with the nearest, for an id that there isn't; ValueError for that of a phone
        that was to be verified by a code.
        """
        self._must_run()
        with self._service.at_work():
            regions = self._service.store.regions()
            accept_invitation(find_anywhere(regions, VerifiedDestinationNumber, verified_destination_number_id))

    def reset(self) -> None:
        """Everything as at the outermost start: state, outbox, events, calls, failures, clock, seed and settings."""
        self._must_run()
        self._service.reset()

    @contextmanager
    def _registration(self, registration_id: str) -> Iterator[registrations.Registration]:
        """A registration to work on, with what is due by now done first."""
        self._must_run()
        with self._service.at_work():
            yield find_anywhere(self._service.store.regions(), registrations.Registration, registration_id)

    def _settled(self, look_up: Callable[[], Sequence[Any]]) -> Callable[[], Sequence[Any]]:
        """The same look-up, with what is due by now done first."""

        def settle_and_look_up() -> Sequence[Any]:
            self._settle()
            return look_up()

        return settle_and_look_up

    def _settle(self) -> None:
        """Do what is due by now, unless the mock has been stopped."""
        if self._is_running:
            self._service.settle()

    def _must_run(self) -> None:
        if not self._is_running:
            raise RuntimeError("this mock has been stopped: use it while it runs, inside its `with` or its test")
