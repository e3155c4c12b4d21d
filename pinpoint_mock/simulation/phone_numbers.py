"""Phone numbers that look real: valid for their country and type, and for fiction or testing as far as those go.

A numbering plan is a list of blocks, to be drawn from in turn. A block is a list of patterns in E.164 in which each
`?` stands for any digit, and a test that its numbers must pass. What is valid is what `phonenumbers` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from random import Random
from typing import Any

import phonenumbers
from attrs import define, field, frozen
from phonenumbers import PhoneMetadata, PhoneNumberType

FICTION: Mapping[str, Sequence[str]] = {
    # Kept for drama by the regulators of Australia, Germany and Sweden. Those of the UK, France and Ireland aren't
    # valid numbers to `phonenumbers`.
    "AU": ("+61491570006", "+61491570156", "+61491570157", "+61491570158", "+61491570159"),
    "DE": ("+4917139200??",),
    "SE": tuple(f"+46701740{tens}?" for tens in range(61, 70)),
}

_DRAWS_FROM_A_BLOCK = 8
_NORTH_AMERICA = frozenset({"US", "CA"})


@frozen
class Block:
    patterns: Sequence[str]
    is_valid: Callable[[str], object]

    def draw(self, random: Random) -> str:
        pattern = self.patterns[random.randrange(len(self.patterns))]
        digits = pattern.count("?")
        return f"{pattern[: len(pattern) - digits]}{random.randrange(10**digits):0{digits}}" if digits else pattern

    def all(self) -> Iterator[str]:
        """Every number, by the last digits first, so that neighbours differ in their area code."""
        digits = self.patterns[0].count("?")
        for number in range(10**digits):
            for pattern in self.patterns:
                yield f"{pattern[: len(pattern) - digits]}{number:0{digits}}"


@define(eq=False)
class PhoneNumbers:
    """The numbers leased by each account: none is ever leased twice."""

    _leased: dict[str, set[str]] = field(factory=dict, init=False)

    def draw(self, random: Random, account_id: str, iso_country_code: str, number_type: str) -> str | None:
        """A number in E.164 that the account has never had, or None where the country has none of that type."""
        plan = numbering_plan(iso_country_code, number_type)
        drawn = ((block, block.draw(random)) for block in plan for _ in range(_DRAWS_FROM_A_BLOCK))
        # Where few numbers are valid, chance may miss them all: then they are gone through one by one.
        rest = ((block, number) for block in plan[-1:] for number in block.all())
        found = (
            number
            for block, number in chain(drawn, rest)
            if self.is_free(account_id, number) and block.is_valid(number)
        )
        return next(found, None)

    def lease(self, account_id: str, number: str) -> None:
        self._leased.setdefault(account_id, set()).add(number)

    def is_free(self, account_id: str, number: str) -> bool:
        return number not in self._leased.get(account_id, ())

    def reset(self) -> None:
        self._leased.clear()


@cache
def numbering_plan(iso_country_code: str, number_type: str) -> tuple[Block, ...]:
    """The blocks for a country and a type, those for fiction first; none where `phonenumbers` knows of none."""
    if iso_country_code in _NORTH_AMERICA:
        return _north_american_plan(iso_country_code, number_type)
    plan = _plan_by_example(iso_country_code, number_type)
    if number_type != "TOLL_FREE" and iso_country_code in FICTION:
        plan = (Block(FICTION[iso_country_code], _matcher(iso_country_code, "mobile")), *plan)
    return plan


def _north_american_plan(iso_country_code: str, number_type: str) -> tuple[Block, ...]:
    """555-0100 to 555-0199 of every area code are for fiction; the rest of 555 is hardly used."""
    is_valid = _matcher(iso_country_code, "toll_free" if number_type == "TOLL_FREE" else "fixed_line")
    codes = [str(code) for code in range(200, 1000) if is_valid(f"+1{code}5550100")]
    return (
        Block([f"+1{code}55501??" for code in codes], is_valid),
        Block([f"+1{code}555????" for code in codes], is_valid),
        Block([f"+1{code}???????" for code in codes], is_valid),
    )


def _plan_by_example(iso_country_code: str, number_type: str) -> tuple[Block, ...]:
    """Other countries: the library's example number, its last digits drawn anew until they fit the type."""
    kinds = (
        (("toll_free", PhoneNumberType.TOLL_FREE),)
        if number_type == "TOLL_FREE"
        else (("mobile", PhoneNumberType.MOBILE), ("fixed_line", PhoneNumberType.FIXED_LINE))
    )
    for kind, phone_number_type in kinds:
        example = phonenumbers.example_number_for_type(iso_country_code, phone_number_type)
        if example is not None:
            number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            is_valid = _matcher(iso_country_code, kind)
            length = len(phonenumbers.national_significant_number(example))
            return tuple(Block([number[:-drawn] + "?" * drawn], is_valid) for drawn in (6, 5, 4, 3) if drawn < length)
    return ()


def _matcher(iso_country_code: str, kind: str) -> Callable[[str], object]:
    """A quick test of E.164 numbers against the library's pattern of one type in one country."""
    metadata: Any = PhoneMetadata.metadata_for_region(iso_country_code)
    prefix = f"+{metadata.country_code}"
    patterns = [getattr(metadata, each).national_number_pattern for each in ("general_desc", kind)]
    fits, fits_kind = (re.compile(pattern).fullmatch for pattern in patterns)
    return lambda number: fits(number[len(prefix) :]) and fits_kind(number[len(prefix) :])
