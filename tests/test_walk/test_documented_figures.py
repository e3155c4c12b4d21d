"""Figures that only the model's documentation has, such as sizes and quotas. The mock follows them by code of its own.

A test fails when botocore changes one of them, or adds one: then the code that the table names has to be looked at. A
figure that repeats a bound of the model isn't in the table, since the mock reads the bounds from the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from attrs import frozen
from botocore.loaders import Loader

SERVICE = "pinpoint-sms-voice-v2"
MODEL = Loader().load_service_model(SERVICE, "service-2")
IS_COMPLETE = "SendRcsMessage" in MODEL["operations"]

TAG = re.compile(r"<[^>]+>")
NAME_WITH_A_FIGURE = re.compile(r"E\.?164|S3|s3:|ISO \d+(?:-\d+)?|alpha-2|V2|10DLC|&#\d+;|\+\d+|[A-Za-z]-[A-Za-z]|0-9")
FIGURE = re.compile(r"(?:(?<!\w)-)?\d+(?:[.,]\d+)*(?:\s?(?:KB|MB|GB|hours?|days?))?")


@frozen
class Row:
    """Figures of the documentation, and what follows them."""

    figures: str
    """The figures in their order. Older versions of botocore may have others: "500KB or 5MB"."""
    code: str
    """What has to be looked at when a figure changes."""


TIME_TO_LIVE = Row("72 hours", "messaging/composing.py, DEFAULT_TIME_TO_LIVE")
ATTACHMENT = Row("500KB or 5MB", "resources/registrations/attachments.py, the largest attachment")
CAROUSEL = Row("2 10", "the bounds of RcsCarouselCardContentList, which the mock reads from the model")
EXAMPLE = Row("42", "nothing: it is an example")

FIGURES: Mapping[str, Row] = {
    "CreateEventDestination": Row("0 5", "simulation/quotas.py, EVENT_DESTINATIONS_PER_CONFIGURATION_SET"),
    "CreateRegistrationAttachment": ATTACHMENT,
    "CreateRegistrationAttachmentRequest.AttachmentBody": ATTACHMENT,
    "CreateVerifiedDestinationNumber": Row("10", "simulation/quotas.py, VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT"),
    "DeleteOptedOutNumber": Row("30 days", "resources/opt_out_lists.py, OPT_IN_INTERVAL"),
    "RcsCarousel": CAROUSEL,
    "RcsContent.Carousel": CAROUSEL,
    "SendMediaMessageRequest.TimeToLive": TIME_TO_LIVE,
    "SendNotifyTextMessageRequest.TemplateVariables": EXAMPLE,
    "SendNotifyTextMessageRequest.TimeToLive": TIME_TO_LIVE,
    "SendNotifyVoiceMessageRequest.TemplateVariables": EXAMPLE,
    "SendNotifyVoiceMessageRequest.TimeToLive": TIME_TO_LIVE,
    "SendRcsMessageRequest.TimeToLive": Row("1 172800 48 hours", "the bounds of RcsTimeToLive, read from the model"),
    "SendTextMessageRequest.TimeToLive": TIME_TO_LIVE,
    "SendVoiceMessageRequest.MessageBodyTextType": Row("3000 6000", "messaging/messages.py, LONGEST_SPOKEN_TEXT"),
    "SendVoiceMessageRequest.TimeToLive": TIME_TO_LIVE,
}
"""By an operation, a shape or a shape's member."""


def documented(model: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each text of the documentation: what it is of, the text, and the shape with the bounds."""
    for name, operation in model["operations"].items():
        yield name, operation.get("documentation", ""), {}
    for name, shape in model["shapes"].items():
        yield name, shape.get("documentation", ""), shape
        for member, of in shape.get("members", {}).items():
            yield f"{name}.{member}", of.get("documentation", ""), model["shapes"][of["shape"]]


def figures_beside_the_bounds(model: Any) -> dict[str, str]:
    """Return the figures of each text that aren't all bounds of its shape."""
    found = {}
    for name, text, shape in documented(model):
        figures = FIGURE.findall(NAME_WITH_A_FIGURE.sub("", TAG.sub(" ", text)))
        bounds = {str(int(shape[bound])) for bound in ("min", "max") if bound in shape}
        if not bounds.issuperset(figures):
            found[name] = " ".join(figures)
    return found


def changes(model: Any) -> list[str]:
    """Return the differences from the table, each with what to look at."""
    found = figures_beside_the_bounds(model)
    different = [
        f"{name} has the figures {figures!r} now, not {row.figures!r}: look at {row.code}"
        for name, figures in found.items()
        if (row := FIGURES.get(name)) is not None and figures not in row.figures.split(" or ")
    ]
    new = [f"{name} has the figures {found[name]!r}, which no row has" for name in found if name not in FIGURES]
    gone = [f"{name} has no figures any more: look at {row.code}" for name, row in FIGURES.items() if name not in found]
    return [*different, *new, *(gone if IS_COMPLETE else ())]


def test_the_figures_of_the_documentation_are_those_that_the_mock_follows() -> None:
    assert not changes(MODEL), "\n".join(changes(MODEL))


@pytest.mark.parametrize(
    ("name", "before", "after", "change"),
    [
        (
            "DeleteOptedOutNumber",
            "30 days",
            "60 days",
            "has the figures '60 days' now, not '30 days': look at resources",
        ),
        ("DescribePools", "pools", "25 pools", "has the figures '25', which no row has"),
    ],
)
def test_a_changed_figure_is_found(name: str, before: str, after: str, change: str) -> None:
    changed = deepcopy(MODEL)
    of = changed["operations"][name]
    of["documentation"] = of["documentation"].replace(before, after, 1)
    assert f"{name} {change}" in "\n".join(set(changes(changed)) - set(changes(MODEL)))


@pytest.mark.skipif(not IS_COMPLETE, reason="older models have fewer of them")
def test_a_figure_that_is_gone_is_found() -> None:
    changed = deepcopy(MODEL)
    del changed["operations"]["DeleteOptedOutNumber"]
    assert any(each.startswith("DeleteOptedOutNumber has no figures any more") for each in changes(changed))
