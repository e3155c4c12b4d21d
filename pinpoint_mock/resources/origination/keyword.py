"""Define keywords, and find the keyword that a message begins with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import ClassVar

from attrs import define, evolve

from ...store import Index, Item


@define(kw_only=True, eq=False)
class Keyword(Item):
    """One or several words in upper case, and what happens to a message that begins with them."""

    kind: ClassVar[str] = "keyword"

    keyword: str
    keyword_message: str
    keyword_action: str

    @property
    def resource_id(self) -> str:
        return self.keyword

    @property
    def is_required(self) -> bool:
        """Whether every identity has it, so that it can't be deleted."""
        return self.keyword in REQUIRED_ACTIONS

    def begins(self, words: list[str]) -> bool:
        """Return whether words, in upper case, begin with those of the keyword. Punctuation around each is ignored."""
        own = self.keyword.split()
        return own == words[: len(own)] or (len(own) <= len(words) and all(map(_matches, own, words)))


DEFAULT_KEYWORDS = (
    # The text of HELP was seen of the service. That of STOP is an example of AWS's, and our choice.
    Keyword(keyword="HELP", keyword_message="Default Help Message", keyword_action="AUTOMATIC_RESPONSE"),
    Keyword(
        keyword="STOP",
        keyword_message="You are now opted out and will no longer receive messages.",
        keyword_action="OPT_OUT",
    ),
)
"""The keywords that every identity has from its creation. Only their messages can be changed."""

REQUIRED_ACTIONS = {each.keyword: each.keyword_action for each in DEFAULT_KEYWORDS}


def copy_keywords(keywords: Iterable[Keyword]) -> Index[Keyword]:
    """Return an index of copies, in the same order."""
    index: Index[Keyword] = Index()
    for each in keywords:
        index.add(each.keyword, evolve(each))
    return index


def content_of(keywords: Iterable[Keyword]) -> frozenset[tuple[str, str, str]]:
    """Return the content of keywords without their order, to compare it with that of others."""
    return frozenset((each.keyword, each.keyword_message, each.keyword_action) for each in keywords)


def matching_keyword(keywords: Iterable[Keyword], message_body: str) -> Keyword | None:
    """Return the longest keyword that a message begins with: `Stop.` begins with STOP, `stopping` doesn't."""
    words = message_body.upper().split()
    matching = [each for each in keywords if each.begins(words)]
    return max(matching, key=lambda each: len(each.keyword)) if matching else None


def _matches(own: str, word: str) -> bool:
    """Return whether a word is one of the keyword's, with nothing but punctuation around it."""
    # Punctuation isn't stripped from the word, since the keyword may have punctuation itself.
    before, found, after = word.partition(own)
    return bool(found) and not any(map(_is_part_of_a_word, before + after))


def _is_part_of_a_word(character: str) -> bool:
    """Return whether a character is a letter, a mark on a letter, or a digit."""
    return unicodedata.category(character)[0] in "LMN"
