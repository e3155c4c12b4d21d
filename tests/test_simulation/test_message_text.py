"""Encoding and parts of a text, as the outbox and the events have them."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import PinpointMock

DESTINATION = "+33199005123"  # by a shared route

GSM_EXTENSION = "^{}\\[~]|€\f"


@pytest.mark.parametrize(
    ("body", "encoding", "parts"),
    [
        ("a", "GSM", 1),
        ("a" * 160, "GSM", 1),
        ("a" * 161, "GSM", 2),
        ("a" * 306, "GSM", 2),
        ("a" * 307, "GSM", 3),
        ("a" * 1530, "GSM", 10),
        ("ç" * 630, "UNICODE", 10),
        ("@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\r\nok", "GSM", 1),
        ("€" * 80, "GSM", 1),
        ("€" * 81, "GSM", 2),
        ("a" * 159 + "€", "GSM", 2),
        ("ä" * 70, "GSM", 1),
        ("ç" * 70, "UNICODE", 1),
        ("ç" * 71, "UNICODE", 2),
        ("ç" * 134, "UNICODE", 2),
        ("ç" * 135, "UNICODE", 3),
        ("`", "UNICODE", 1),
        ("a" * 70 + "—", "UNICODE", 2),
        ("😀" * 35, "UNICODE", 1),
        ("😀" * 36, "UNICODE", 2),
    ],
)
def test_a_text_is_cut_into_as_many_parts_as_its_encoding_needs(
    client: Any, pinpoint_v2: PinpointMock, body: str, encoding: str, parts: int
) -> None:
    client.send_text_message(DestinationPhoneNumber=DESTINATION, MessageBody=body)
    (sent,) = pinpoint_v2.outbox
    assert (sent.message_encoding, sent.message_parts) == (encoding, parts)
    for event in pinpoint_v2.events:
        assert (event["messageEncoding"], event["totalMessageParts"]) == (encoding, parts)


@pytest.mark.parametrize("character", GSM_EXTENSION)
def test_a_character_of_the_extension_table_takes_two_places(
    client: Any, pinpoint_v2: PinpointMock, character: str
) -> None:
    for others in (158, 159):
        client.send_text_message(DestinationPhoneNumber=DESTINATION, MessageBody="a" * others + character)
    fits, does_not = pinpoint_v2.outbox
    assert (fits.message_encoding, fits.message_parts, does_not.message_parts) == ("GSM", 1, 2)


def test_no_character_is_cut_in_two(client: Any, pinpoint_v2: PinpointMock) -> None:
    # 306 places, but the € that would begin at the last place of the first part goes to the second.
    client.send_text_message(DestinationPhoneNumber=DESTINATION, MessageBody="a" * 152 + "€" + "a" * 152)
    client.send_text_message(DestinationPhoneNumber=DESTINATION, MessageBody="ç" * 66 + "😀" + "ç" * 66)
    assert [sent.message_parts for sent in pinpoint_v2.outbox] == [3, 3]


def test_every_part_is_paid_for(client: Any, pinpoint_v2: PinpointMock) -> None:
    for body in ("a" * 160, "a" * 161):
        client.send_text_message(DestinationPhoneNumber=DESTINATION, MessageBody=body)
    one, two = pinpoint_v2.outbox
    assert two.price == pytest.approx(2 * one.price)
    assert pinpoint_v2.events[-1]["totalMessagePrice"] == two.price
