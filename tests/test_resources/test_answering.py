"""What identities answer: keywords compared, copied, and found at the beginning of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock.resources.opt_out_lists import OptOutList
from pinpoint_mock.resources.origination.identities import TwoWayIdentity, TwoWaySettings
from pinpoint_mock.resources.origination.keyword import Keyword, matching_keyword
from pinpoint_mock.simulation.simulation import Simulation
from pinpoint_mock.store import Region


@pytest.fixture
def identity() -> Callable[[], TwoWayIdentity]:
    """Make an identity with the keywords HELP and STOP."""
    region = Region("123456789012", "us-east-1", Simulation(), {})
    opt_out_list = OptOutList(region=region, opt_out_list_name="own")
    return lambda: TwoWayIdentity(region=region, own_settings=TwoWaySettings(opt_out_list=opt_out_list))


def keyword(text: str, message: str = "We are open.", action: str = "OPT_IN") -> Keyword:
    return Keyword(keyword=text, keyword_message=message, keyword_action=action)


# Keywords compared and copied ---------------------------------------------------------------------------------------


def test_identities_have_the_same_keywords_whoever_has_looked_and_in_any_order(identity: Any) -> None:
    one, other = identity(), identity()
    assert one.has_keywords_of(other)
    assert len(one.keywords) == 2
    assert one.has_keywords_of(other)
    assert other.has_keywords_of(one)
    for each, texts in (one, ["A", "B"]), (other, ["B", "A"]):
        for text in texts:
            each.keywords.add(text, keyword(text))
    assert one.has_keywords_of(other)


@pytest.mark.parametrize("differing", [keyword("B"), keyword("A", message="No."), keyword("A", action="OPT_OUT")])
def test_one_keyword_that_differs_makes_a_difference(identity: Any, differing: Keyword) -> None:
    one, other = identity(), identity()
    one.keywords.add("A", keyword("A"))
    assert not one.has_keywords_of(other)
    assert not other.has_keywords_of(one)
    other.keywords.add(differing.keyword, differing)
    assert not one.has_keywords_of(other)


def test_copied_keywords_are_the_same_until_either_is_changed(identity: Any) -> None:
    one, other = identity(), identity()
    one.keywords.add("A", keyword("A"))
    other.copy_settings_of(one)
    assert one.has_keywords_of(other)
    assert [each.keyword for each in other.keywords] == ["HELP", "STOP", "A"]
    one.keywords.get("A").keyword_message = "Closed."
    assert other.keywords.get("A").keyword_message == "We are open."
    other.copy_settings_of(identity())
    assert [each.keyword for each in other.keywords] == ["HELP", "STOP"]


# Keywords in messages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("STOP", "STOP"),
        ("stop", "STOP"),
        ("Stop.", "STOP"),
        (" help!", "HELP"),
        ("“Help”, please", "HELP"),
        ("\n\tstop\u00a0it", "STOP"),
        ("stop_", "STOP"),
        ("help👍", "HELP"),
        ("arrêt", "ARRÊT"),
        ("Arrêt !", "ARRÊT"),
        ("join", "JOIN"),
        ("join us", "JOIN"),
        ("JOIN  US, now!", "JOIN US NOW"),
        ("join us nowhere", "JOIN"),
        ("opt-out", "OPT-OUT"),
        ("c++?", "C++"),
        ("c", "C"),
        ("(#win)", "#WIN"),
        ("win", None),
        ("stopping", None),
        ("nonstop", None),
        ("non-stop", None),
        ("stop-gap", None),
        ("stop2", None),
        ("stop\u0301", None),  # another letter, by the accent on it
        ("please stop", None),
        ("us now", None),
        ("...", None),
        ("", None),
    ],
)
def test_a_message_is_the_longest_keyword_that_its_first_words_are(message: str, found: str | None) -> None:
    texts = ["HELP", "STOP", "ARRÊT", "JOIN", "JOIN US NOW", "OPT-OUT", "C++", "C", "#WIN"]
    for ordered in texts, texts[::-1]:
        match = matching_keyword([keyword(text) for text in ordered], message)
        assert (match and match.keyword) == found
