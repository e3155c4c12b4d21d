"""Describe the contents of messages, channel by channel, with their sizes and prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from attrs import frozen

from .channels import MEDIA, RCS, TEXT, VOICE, Channel
from .encoding import encoding_and_parts
from .prices import (
    Price,
    billing_of_rcs,
    parts_of_rcs,
    price_of_call,
    price_of_media,
    price_of_rcs,
    price_of_text,
    seconds_spoken,
)

RcsStructure = Mapping[str, object]


@frozen
class Measure:
    """The size of a message, and its price."""

    price: Price
    parts: int = 1
    encoding: str | None = None
    seconds: int | None = None
    """The length of a call; None for other messages."""
    rcs_billing: str | None = None
    """"BASIC", "SINGLE" or "RICH"; None for messages of other channels."""


class Content:
    """The content of a message. Attributes that a kind of content doesn't have are None or empty."""

    __slots__ = ()

    channel: ClassVar[Channel]
    media_urls: Sequence[str] = ()
    voice_id: str | None = None
    text_type: str | None = None
    rcs_structure: RcsStructure | None = None

    @property
    def text(self) -> str | None:
        """The text that a person reads or hears; None if there is none."""
        raise NotImplementedError(type(self).__name__)

    def measure(self, iso_country_code: str) -> Measure:
        """Return the size and price of the message to a country."""
        raise NotImplementedError(type(self).__name__)


@frozen
class TextContent(Content):
    """A text by SMS."""

    channel: ClassVar[Channel] = TEXT

    text: str

    def measure(self, iso_country_code: str) -> Measure:
        encoding, parts = encoding_and_parts(self.text)
        return Measure(price_of_text(iso_country_code, parts), parts, encoding)


@frozen
class MediaContent(Content):
    """Files by MMS, with or without a text."""

    channel: ClassVar[Channel] = MEDIA

    text: str | None
    media_urls: Sequence[str]

    def measure(self, _: str) -> Measure:
        return Measure(price_of_media())


@frozen
class VoiceContent(Content):
    """A text that is read out in a call."""

    channel: ClassVar[Channel] = VOICE

    text: str
    spoken: str
    """The words that are read out: the text without markup."""
    text_type: str | None = None
    voice_id: str | None = None

    def measure(self, _: str) -> Measure:
        seconds = seconds_spoken(self.spoken)
        return Measure(price_of_call(seconds), seconds=seconds)


@frozen
class RcsContent(Content):
    """A text or richer content by RCS."""

    channel: ClassVar[Channel] = RCS

    text: str | None
    rcs_structure: RcsStructure | None = None
    """The RcsMessageContent of the request; None for a text that an agent sends."""

    def measure(self, iso_country_code: str) -> Measure:
        parts = parts_of_rcs(iso_country_code, self.text)
        billing = billing_of_rcs(iso_country_code, self.text)
        return Measure(price_of_rcs(parts), parts, "UNICODE", rcs_billing=billing)  # UNICODE as in AWS's samples
