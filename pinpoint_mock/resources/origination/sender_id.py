"""Define a sender ID."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import define, field

from ...errors import ConflictException
from ...store import Resource
from ..registrations.registrable import SingleRegistration
from ..registrations.registration import Registration
from .identities import PoolableIdentity
from .messaging_limits import messaging_limits
from .pool import Pool


@define(kw_only=True, eq=False)
class SenderId(SingleRegistration, PoolableIdentity):
    """A text that phones of one country show as the sender. People can't write to it."""

    kind: ClassVar[str] = "sender-id"
    quota: ClassVar[str] = "SENDER_IDS_PER_ACCOUNT"
    number_capabilities: ClassVar[Sequence[str]] = ("SMS",)
    association_type: ClassVar[str] = "SENDER_ID"
    route_type: ClassVar[str] = "SENDER_ID"
    sender_id_arn = Resource.arn

    status: str = field(default="ACTIVE", init=False)
    sender_id: str
    iso_country_code: str
    message_types: tuple[str, ...]
    registration: Registration | None = None
    """The registration whose approval created or registered it; None if it isn't registered."""
    monthly_leasing_price: str = "0.00"
    """US dollars; AWS charges nothing for a sender ID."""
    pools: set[Pool] = field(factory=set, init=False)
    """The pools that it is in."""

    @property
    def resource_id(self) -> str:
        return f"{self.sender_id}/{self.iso_country_code}"

    @property
    def origination_identity(self) -> str:
        return self.sender_id

    @property
    def messaging_limits(self) -> Mapping[str, Mapping[str, int]] | None:
        """How many messages it can send in a second."""
        return messaging_limits(self.route_type, self.iso_country_code, self.number_capabilities)

    @property
    def places(self) -> tuple[str, ...]:
        return (self.iso_country_code,) if self.registration_that_forbids_sending is None else ()

    @property
    def registered(self) -> bool:
        """Whether it has a registration whose approval wasn't revoked."""
        return self.registration is not None and not self.registration.forbids_sending

    def refuse_registration(self, _: Registration) -> None:
        if self.registration is not None:
            raise ConflictException(reason="RESOURCE_ALREADY_ASSOCIATED", resource=self)

    def on_pool_joined(self, pool: Pool) -> None:
        self.pools.add(pool)

    def on_pool_left(self, pool: Pool) -> None:
        self.pools.discard(pool)
