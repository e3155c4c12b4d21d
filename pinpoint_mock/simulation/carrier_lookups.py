"""Keep the answers that a test sets for CarrierLookup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from attrs import define, field

from .._public import public
from ..did_you_mean import UnknownNameError, did_you_mean
from ..facts.destinations import e164
from ..protocol import model
from ..protocol.validation import problems_of
from .destinations import problem_of_destination

Members = Mapping[str, str]


@public
@define(eq=False)
class CarrierLookups(MutableMapping[str, Members]):
    """A mapping from phone numbers, in E.164, to the members of their answers, which override CarrierLookup's own.

    An unknown member raises UnknownNameError (a KeyError and a ValueError), with the nearest right names. A wrong value
    raises ValueError.
    """

    _by_number: dict[str, Members] = field(factory=dict, init=False)

    def update(self, *lookups: Any, **others: Members) -> None:
        """Set all of these. If one is wrong, set none of them."""
        given = dict(*lookups, **others)
        for number, members in given.items():
            _check(number, members)
        self._by_number.update({e164(number): dict(members) for number, members in given.items()})

    def __setitem__(self, number: str, members: Members) -> None:
        self.update({number: members})

    def __getitem__(self, number: str) -> Members:
        return self._by_number[e164(number)]

    def __delitem__(self, number: str) -> None:
        del self._by_number[e164(number)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_number)

    def __len__(self) -> int:
        return len(self._by_number)

    def __repr__(self) -> str:
        return repr(self._by_number)


def _check(number: str, members: Members) -> None:
    """Raise the error that says what is wrong with the members of an answer, if anything is."""
    if not isinstance(members, Mapping):
        raise TypeError(f"carrier_lookups[{number!r}] is a mapping of the answer's members; {members!r} was given")
    right = model.members(model.operation_model("CarrierLookup").output_shape)
    if (problem := problem_of_destination(number)) is not None:
        raise ValueError(f"carrier_lookups[{number!r}]: {problem}")
    problems: dict[str, str] = {}
    for name, value in members.items():
        if name not in right:
            raise UnknownNameError(did_you_mean("a member of CarrierLookup's answer", name, right))
        problems |= problems_of(right[name], value, name)
    if problems:
        texts = "; ".join(f"{name}: {problem}" for name, problem in problems.items())
        raise ValueError(f"carrier_lookups[{number!r}]: {texts}")
