"""What an origination identity answers by itself: its keywords, and which of them a message begins with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import ClassVar

from attrs import define, evolve

from ..store import Index, Item


@define(kw_only=True, eq=False)
class Keyword(Item):
    """A word, or several, in upper case, and what happens to a message that begins with it."""

    kind: ClassVar[str] = "keyword"

    keyword: str
    keyword_message: str
    keyword_action: str

    @property
    def resource_id(self) -> str:
        return self.keyword

    @property
    def is_required(self) -> bool:
        """Whether every identity has it, whatever becomes of the others."""
        return self.keyword in REQUIRED_ACTIONS

    def begins(self, words: list[str]) -> bool:
        """Whether these words, in upper case, begin with its own, each with any punctuation around it."""
        own = self.keyword.split()
        return len(own) <= len(words) and all(map(_is_punctuated, own, words))


DEFAULTS = (
    # HELP's text was seen of the service; that of STOP is AWS's example of one, and our choice.
    Keyword(keyword="HELP", keyword_message="Default Help Message", keyword_action="AUTOMATIC_RESPONSE"),
    Keyword(
        keyword="STOP",
        keyword_message="You are now opted out and will no longer receive messages.",
        keyword_action="OPT_OUT",
    ),
)
"""The keywords that every identity has from the start, of which only the messages ever change."""

REQUIRED_ACTIONS = {each.keyword: each.keyword_action for each in DEFAULTS}


def copied(keywords: Iterable[Keyword]) -> Index[Keyword]:
    """An index of copies, in the same order."""
    index: Index[Keyword] = Index()
    for each in keywords:
        index.add(each.keyword, evolve(each))
    return index


def said_by(keywords: Iterable[Keyword]) -> frozenset[tuple[str, str, str]]:
    """All that keywords say, in no order: equal where they answer alike."""
    return frozenset((each.keyword, each.keyword_message, each.keyword_action) for each in keywords)


def matching(keywords: Iterable[Keyword], message_body: str) -> Keyword | None:
    """The keyword that a message begins with, the longest if there are several: `Stop.` is STOP, `stopping` isn't."""
    words = message_body.upper().split()
    return max((each for each in keywords if each.begins(words)), key=lambda each: len(each.keyword), default=None)


def _is_punctuated(own: str, word: str) -> bool:
    # Not by stripping the word, since a keyword may have punctuation of its own.
    before, found, after = word.partition(own)
    return bool(found) and not any(map(_is_of_a_word, before + after))


def _is_of_a_word(character: str) -> bool:
    """Whether it is a letter, a mark on one, or a digit."""
    return unicodedata.category(character)[0] in "LMN"
