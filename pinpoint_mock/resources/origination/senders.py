"""Find the identities of an account or a pool that can send, by what a message requires of its sender."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field, frozen

if TYPE_CHECKING:
    from .identities import PoolableIdentity
    from .pool import PoolMember

ABROAD = "abroad"
"""The place of identities that send to other countries than their own."""

_position = attrgetter("position")

Sender: TypeAlias = "PoolableIdentity | PoolMember"
"""An identity of an account, or a pool's member, which has the identity."""


@frozen
class SendingAbility:
    """What an identity can send, and where to. Identities of the same ability share one object."""

    places: tuple[str, ...]
    """Countries, and ABROAD."""
    route_type: str
    number_capabilities: tuple[str, ...]
    message_types: tuple[str, ...]


@cache
def sending_ability(
    places: tuple[str, ...], route_type: str, number_capabilities: Sequence[str], message_types: Sequence[str]
) -> SendingAbility:
    """Return the only object of an ability."""
    return SendingAbility(places, route_type, tuple(number_capabilities), tuple(message_types))


@define(eq=False)
class Senders:
    """The identities that can send now, by the places that they send to and by their abilities.

    Looking for a sender takes as long as there are different abilities in a place, however many identities have them.
    """

    _by_place: dict[str, dict[SendingAbility, list[Sender]]] = field(factory=dict, init=False)
    """For each ability, its senders in the order of their positions."""

    def add(self, ability: SendingAbility, sender: Sender) -> None:
        for place in ability.places:
            insort(self._by_place.setdefault(place, {}).setdefault(ability, []), sender, key=_position)

    def remove(self, ability: SendingAbility, sender: Sender) -> None:
        for place in ability.places:
            senders = self._by_place[place][ability]
            del senders[bisect_left(senders, sender.position, key=_position)]
            if not senders:
                del self._by_place[place][ability]

    def at(self, place: str) -> Iterable[tuple[SendingAbility, Sequence[Sender]]]:
        """Return the abilities in a place, each with its senders in the order of their positions."""
        senders = self._by_place.get(place)
        return () if senders is None else senders.items()
