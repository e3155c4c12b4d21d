"""`PinpointMock`: what a test can see and do beside the calls of a client."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any

from botocore.config import Config
from botocore.session import Session

from .intercept import doors
from .live import LiveSequence
from .nearest import UnknownNameError, unknown
from .protocol import model
from .protocol.model import SERVICE_NAME
from .resources import registrations
from .service import AnsweredCall, Service, versions
from .simulation.clock import Clock
from .simulation.failures import Failure
from .simulation.options import checked
from .simulation.quotas import Quotas
from .simulation.transitions import Transitions


class PinpointMock:
    """A running mock of the service, for all accounts and regions; readable after its stop as well.

    Get one from `with mock_pinpoint_v2() as pinpoint`, or from the fixture `pinpoint_v2`.
    """

    def __init__(self) -> None:
        self._service = Service()
        self._is_running = False

    def client(self, region_name: str | None = None, account_id: str | None = None, **kwargs: Any) -> Any:
        """A boto3 client on this mock; retries are off unless `config` asks for them.

        `region_name` is the environment's default where it is None, and `account_id` (twelve digits) the mock's.
        Other keywords are those of `boto3.client`. The client never reaches AWS, not even after the mock's stop.
        """
        self._must_run()
        checked({"account_id": account_id})
        config = Config(retries={"mode": "standard", "total_max_attempts": 1}).merge(
            kwargs.pop("config", None) or Config()
        )
        credentials = {"aws_access_key_id": account_id or "testing", "aws_secret_access_key": "testing"}
        with _making_a_client:
            return _session().create_client(
                SERVICE_NAME,
                region_name=self._service.region_name(region_name),
                config=config,
                **{**credentials, **kwargs},
            )

    @property
    def outbox(self) -> Sequence[Any]:
        """The messages sent, oldest first. Sending isn't mocked yet, so there are none for now."""
        return LiveSequence(self._service.outbox)

    @property
    def events(self) -> Sequence[Mapping[str, Any]]:
        """The events emitted, oldest first. Sending isn't mocked yet, so there are none for now."""
        return LiveSequence(self._service.events)

    @property
    def calls(self) -> Sequence[AnsweredCall]:
        """The calls answered, oldest first; of many the latest 10,000."""
        return LiveSequence(self._service.calls)

    @property
    def clock(self) -> Clock:
        """The mock's clock: `now()` in UTC, and `advance(hours=25)` or by a timedelta."""
        return self._service.simulation.clock

    @property
    def transitions(self) -> Transitions:
        """How the status of each kind of resource moves: "next-call", "immediate", "manual" or a timedelta.

        A rule holds from when it is set for what is under way already, too: what "manual" held moves on under another.
        """
        return self._service.simulation.transitions

    @property
    def quotas(self) -> Quotas:
        """The quotas, by the reasons of ServiceQuotaExceededException: `quotas["PHONE_NUMBERS_PER_ACCOUNT"] = 3`."""
        return self._service.simulation.quotas

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

    def receive(self, message_body: str, *, origination_number: str, destination_number: str) -> Any:
        """A person's SMS to one of our numbers. NotImplementedError for now: inbound messages aren't mocked yet."""
        sms = f"{message_body!r} from {origination_number} to {destination_number}"
        raise NotImplementedError(f"{sms}: inbound messages aren't mocked by {versions()}")

    def deliver(self, message_id: str, status: str) -> None:
        """Settle a message by hand. NotImplementedError for now: sending isn't mocked yet."""
        raise NotImplementedError(f"message {message_id!r} {status}: sending isn't mocked by {versions()}")

    def add_registration(
        self,
        registration_type: str,
        *,
        status: str = "COMPLETE",
        account_id: str | None = None,
        region_name: str | None = None,
    ) -> str:
        """The id of a registration made whole: filed, and reviewed to that status. A TEN_DLC number needs a campaign.

        ValueError, with the nearest right names, for a type or a status that there isn't.
        """
        self._must_run()
        checked({"account_id": account_id})
        for what, given, right in (
            ("a registration type of the mock", registration_type, registrations.TYPES),
            ("a registration status", status, model.enum_values("RegistrationStatus")),
        ):
            if given not in right:
                raise UnknownNameError(unknown(what, given, right))
        with self._service.lock:
            region = self._service.store.region(
                account_id or self._service.account_id(None), self._service.region_name(region_name)
            )
            return registrations.add_registration(region, registration_type, status).registration_id

    def reset(self) -> None:
        """Everything as at the outermost start: state, calls, failures, clock, seed, quotas and transitions."""
        self._service.reset()

    def _must_run(self) -> None:
        if not self._is_running:
            raise RuntimeError("this mock has been stopped: use it while it runs, inside its `with` or its test")


_making_a_client = Lock()


@cache
def _session() -> Session:
    """One botocore session for all clients made here: what it has loaded once, it needn't load again.

    It knows nothing of the user's profiles and configuration files, one of which may be named and not be there.
    """
    nothing = (None, None, None, None)
    no_file = (None, None, os.devnull, None)
    session = Session(session_vars={"profile": nothing, "config_file": no_file, "credentials_file": no_file})
    session.register(f"before-send.{SERVICE_NAME}", _refuse_without_a_mock)
    return session


def _refuse_without_a_mock(**_: Any) -> None:
    if not doors.are_open():
        raise RuntimeError("this client was made by a mock that has been stopped; it can't be used without one")
