"""Draw phone numbers that are valid for their country and type, first from the ranges for fiction.

A numbering plan is a list of blocks, from which numbers are drawn one block after the other. A block has patterns in
E.164, in which each `?` stands for any digit, and a test that its numbers must pass. The test is by the data of
`phonenumbers`. Short codes have no plus and no country code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

import phonenumbers
from attrs import define, field, frozen
from phonenumbers import PhoneMetadata, PhoneNumberType

from ...facts.destinations import country_of

FICTION: Mapping[str, Sequence[Sequence[str]]] = {
    # Ranges that regulators reserve for drama, block by block. All patterns of a block have the same number of `?`.
    # Some such ranges are left out, because `phonenumbers` regards their numbers as invalid: for example those for
    # mobile numbers of the UK and France.
    "AU": (
        ("+61491570006", "+61491570156", "+61491570157", "+61491570158", "+61491570159"),
        ("+6125550????", "+6135550????", "+6175550????", "+6185550????"),
    ),
    "DE": (
        ("+4917139200??",),
        ("+493023125???", "+494066969???", "+496990009???", "+498999998???"),
    ),
    "FR": (("+3319900????", "+3326191????", "+3335301????", "+3346571????", "+3353649????"),),
    "GB": (
        (
            "+441134960???",
            "+441144960???",
            "+441164960???",
            "+441174960???",
            "+441184960???",
            "+441214960???",
            "+441314960???",
            "+441414960???",
            "+441514960???",
            "+441614960???",
            "+442079460???",
            "+441914980???",
            "+442896496???",
            "+442920180???",
        ),
    ),
    "SE": (
        tuple(f"+46701740{tens}?" for tens in range(61, 70)),
        ("+463139006??", "+464062804??", "+468465004??", "+469803192??"),
    ),
}

_DRAWS_FROM_LARGE_BLOCK = 8
_SMALL = 1000
"""The most numbers of a block whose numbers are listed to draw from them."""


@frozen(eq=False)
class Block:
    """A part of a numbering plan."""

    patterns: Sequence[str]
    is_valid: Callable[[str], object]

    @property
    def size(self) -> int:
        """How many numbers it has, with those that fail the test."""
        size: int = len(self.patterns) * 10 ** self.patterns[0].count("?")
        return size

    def draw(self, random: Random) -> str:
        """Return a random number, which may fail the test."""
        pattern = self.patterns[random.randrange(len(self.patterns))]
        digits = pattern.count("?")
        return f"{pattern[: len(pattern) - digits]}{random.randrange(10**digits):0{digits}}" if digits else pattern

    def all(self) -> Iterator[str]:
        """Yield every number in the order of the last digits, so that neighbours have different area codes."""
        digits = self.patterns[0].count("?")
        for number in range(10**digits):
            for pattern in self.patterns:
                yield f"{pattern[: len(pattern) - digits]}{number:0{digits}}"


@cache
def _valid_numbers(block: Block) -> tuple[str, ...]:
    return tuple(filter(block.is_valid, block.all()))


@define(eq=False)
class NumberSupply:
    """The numbers leased so far by all accounts. No number is leased twice.

    A draw takes the same time on average, however many numbers are leased: a leased number of a small block is found
    once and then struck off, and of a large block only a few numbers are tried, until all of them are leased.
    """

    _leased: set[str] = field(factory=set, init=False)
    _listed: dict[Block, list[str]] = field(factory=dict, init=False)
    """The valid numbers of small blocks, without those that were struck off."""
    _used_up: set[Block] = field(factory=set, init=False)
    """The large blocks of which most numbers are leased."""
    _searches: dict[Hashable, tuple[str | None, Iterator[str]]] = field(factory=dict, init=False)
    """For each search, the number found last, and those after it."""

    def draw(self, random: Random, iso_country_code: str, number_type: str) -> str | None:
        """Return a number that was never leased, or None if the country has none of that type."""
        plan = numbering_plan(iso_country_code, number_type)
        for block in plan:
            if block in self._used_up and block is not plan[-1]:
                continue
            draw_from = self._draw_from_small if block.size <= _SMALL else self._draw_from_large
            number = draw_from(block, random)
            if number is not None:
                return number
        return None

    def _draw_from_small(self, block: Block, random: Random) -> str | None:
        listed = self._listed.get(block)
        if listed is None:
            listed = self._listed[block] = [*_valid_numbers(block)]
        while listed:
            place = random.randrange(len(listed))
            if self.is_free(listed[place]):
                return listed[place]
            listed[place] = listed[-1]
            listed.pop()
        return None

    def _draw_from_large(self, block: Block, random: Random) -> str | None:
        any_is_free = False
        for _ in range(_DRAWS_FROM_LARGE_BLOCK):
            number = block.draw(random)
            if self.is_free(number):
                any_is_free = True
                if block.is_valid(number):
                    return number
        if not any_is_free:
            self._used_up.add(block)
        return None

    def first_free(self, search: Hashable, numbers: Callable[[], Iterator[str]]) -> str | None:
        """Return the first number that was never leased of those that a search finds, or None if there is none.

        The same search continues at the number that it returned last.
        """
        number, others = self._searches.get(search) or (None, numbers())
        if number is None or not self.is_free(number):
            number = next(filter(self.is_free, others), None)
        self._searches[search] = number, others
        return number

    def lease(self, number: str) -> None:
        self._leased.add(number)

    def is_free(self, number: str) -> bool:
        return number not in self._leased

    def reset(self) -> None:
        for each in (self._leased, self._listed, self._used_up, self._searches):
            each.clear()


@cache
def numbering_plan(iso_country_code: str, number_type: str) -> tuple[Block, ...]:
    """Return the blocks of a country for a type of number, those for fiction first. There may be none."""
    if number_type == "SHORT_CODE":
        return _plan_of_short_codes(iso_country_code)
    if phonenumbers.country_code_for_region(iso_country_code) == 1:
        return _north_american_plan(iso_country_code, number_type) or _plan_by_example(iso_country_code, number_type)
    plan = _plan_by_example(iso_country_code, number_type)
    if number_type == "TOLL_FREE" or iso_country_code not in FICTION:
        return plan
    is_valid = _matcher(iso_country_code, "mobile", "fixed_line")
    return (*(Block(patterns, is_valid) for patterns in FICTION[iso_country_code]), *plan)


def _north_american_plan(iso_country_code: str, number_type: str) -> tuple[Block, ...]:
    """Return the blocks of the North American plan.

    In every area code, 555-0100 to 555-0199 are for fiction, and the rest of 555 is hardly used. There are no blocks
    for a country whose area code has no valid numbers in 555, such as some islands.
    """
    is_valid = _matcher(iso_country_code, "toll_free" if number_type == "TOLL_FREE" else "fixed_line")
    codes = [str(code) for code in range(200, 1000) if is_valid(f"+1{code}5550100")]
    endings = ("55501??", "555????", "???????") if codes else ()
    return tuple(Block([f"+1{code}{ending}" for code in codes], is_valid) for ending in endings)


def _plan_of_short_codes(iso_country_code: str) -> tuple[Block, ...]:
    """Return the blocks of short codes: of five digits, then of six, with those first digits that the country has.

    Codes that begin with 0 or 1 are used only in countries that have no others. Where `phonenumbers` knows no codes of
    five or six digits, all of five are taken (our choice).
    """
    metadata: Any = PhoneMetadata.short_metadata_for_region(iso_country_code)
    pattern = r"[2-9]\d{4}" if metadata is None else metadata.general_desc.national_number_pattern
    fits = re.compile(pattern).fullmatch
    for first_digits in ("23456789", "1"):
        codes = [[f"{first}{'?' * rest}" for first in first_digits if fits(first + "5" * rest)] for rest in (4, 5)]
        if any(codes):
            return tuple(Block(patterns, fits) for patterns in codes if patterns)
    return (Block([f"{first}????" for first in "23456789"], re.compile(r"\d{5}").fullmatch),)


def is_number_of(iso_country_code: str, number_type: str, number: str) -> bool:
    """Return whether a country can have a number, in E.164 or as a short code.

    Short codes of the North American plan have five or six digits and don't begin with 0 or 1. Those of other
    countries have three to eight digits. The toll-free numbers of the North American plan are of all its countries, and
    have area codes of their own.
    """
    is_north_american = phonenumbers.country_code_for_region(iso_country_code) == 1
    if number_type == "SHORT_CODE":
        return re.fullmatch("[2-9][0-9]{4,5}" if is_north_american else "[0-9]{3,8}", number) is not None
    if is_north_american:
        is_toll_free = number.startswith("+1") and _matcher("US", "toll_free")(number) is not None
        if is_toll_free or number_type == "TOLL_FREE":
            return is_toll_free and number_type == "TOLL_FREE"
    return re.fullmatch(r"\+[0-9]+", number) is not None and country_of(number) == iso_country_code


def _plan_by_example(iso_country_code: str, number_type: str) -> tuple[Block, ...]:
    """Return the blocks of another country: the example number of `phonenumbers`, with its last digits replaced."""
    types = (
        (("toll_free", PhoneNumberType.TOLL_FREE),)
        if number_type == "TOLL_FREE"
        else (("mobile", PhoneNumberType.MOBILE), ("fixed_line", PhoneNumberType.FIXED_LINE))
    )
    for kind, phone_number_type in types:
        example = phonenumbers.example_number_for_type(iso_country_code, phone_number_type)
        if example is not None:
            number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            is_valid = _matcher(iso_country_code, kind)
            length = len(phonenumbers.national_significant_number(example))
            return tuple(Block([number[:-drawn] + "?" * drawn], is_valid) for drawn in (6, 5, 4, 3) if drawn < length)
    return ()


def _matcher(iso_country_code: str, *kinds: str) -> Callable[[str], object]:
    """Return a quick test of E.164 numbers, by the patterns that `phonenumbers` has for some types in a country."""
    metadata: Any = PhoneMetadata.metadata_for_region(iso_country_code)  # its attributes may be None by their types
    prefix = f"+{metadata.country_code}"
    fits = re.compile(metadata.general_desc.national_number_pattern).fullmatch
    patterns = (getattr(metadata, kind).national_number_pattern for kind in kinds)
    fits_kind = re.compile("|".join(patterns)).fullmatch
    return lambda number: fits(number[len(prefix) :]) and fits_kind(number[len(prefix) :])
