"""Test each reason for which a spend limit, or an override of one, refuses a call."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

quota = partial(pytest.mark.refusal, "ServiceQuotaExceededException")

HELLO = {"DestinationPhoneNumber": "+12065550100", "MessageBody": "Hello"}


@pytest.mark.refusal(
    "ValidationException",
    "REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT",
    by=tuple(f"Set{channel}MessageSpendLimitOverride" for channel in ("Text", "Media", "Voice", "Notify", "Rcs")),
    when="the limit is above `MaxLimit`",
    source="documented; the reason our choice",
)
@pytest.mark.parametrize("limit", [1001, pytest.param(2, marks=pytest.mark.pinpoint_v2(account_tier="SANDBOX"))])
def test_requested_spend_limit_higher_than_service_limit(is_refused: Any, limit: int) -> None:
    is_refused("monthlyLimit", MonthlyLimit=limit)


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
    by="SendTextMessage",
    when="with this message, more would be spent on texts this month than the enforced limit",
    source="documented, the reason observed; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_text(client: Any, toll_free_number: Any, is_refused: Any) -> None:
    client.set_text_message_spend_limit_override(MonthlyLimit=1)
    text = {**HELLO, "MessageBody": "⇒" * 630, "OriginationIdentity": toll_free_number["PhoneNumberId"]}
    for _ in range(17):  # of 10 parts at 0.00581
        client.send_text_message(**text)
    is_refused(**text)


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA",
    by="SendMediaMessage",
    when="with this message, more would be spent on media messages this month than the enforced limit",
    source="documented; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_media(client: Any, toll_free_number: Any, is_refused: Any) -> None:
    client.set_media_message_spend_limit_override(MonthlyLimit=1)
    for _ in range(51):  # at 0.0195
        client.send_media_message(**HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"])
    is_refused(**HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"])


@quota(
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE",
    by="SendVoiceMessage",
    when="with this call, more would be spent on calls this month than the enforced limit",
    source="documented; when exactly our choice",
)
def test_monthly_spend_limit_reached_for_voice(client: Any, toll_free_number: Any, is_refused: Any) -> None:
    client.set_voice_message_spend_limit_override(MonthlyLimit=0)
    is_refused(**HELLO, OriginationIdentity=toll_free_number["PhoneNumberId"])
