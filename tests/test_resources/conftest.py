"""What the tests of sending share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def able_number(request_number: Any) -> Any:
    """A number of the US that can send on every channel."""
    return request_number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])


@pytest.fixture
def send(client: Any, able_number: Any) -> Callable[..., str]:
    """Send "Hello" to +12065550100 by that number, unless told otherwise; None leaves out. The message's id."""

    def call(channel: str = "TEXT", **parameters: Any) -> str:
        asked = {
            "DestinationPhoneNumber": "+12065550100",
            "OriginationIdentity": able_number["PhoneNumberId"],
            "MessageBody": "Hello",
            **parameters,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        return str(getattr(client, f"send_{channel.lower()}_message")(**given)["MessageId"])

    return call


PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.fixture
def fill(client: Any) -> Callable[..., None]:
    """Fill in the required fields of a registration with the examples of their definitions, and others as told."""

    def call(registration_id: str, **values: Any) -> None:
        registration = client.describe_registrations(RegistrationIds=[registration_id])["Registrations"][0]
        pages = client.get_paginator("describe_registration_field_definitions").paginate(
            RegistrationType=registration["RegistrationType"]
        )
        for definition in (each for page in pages for each in page["RegistrationFieldDefinitions"]):
            path = definition["FieldPath"]
            if definition["FieldRequirement"] == "REQUIRED" or path in values:
                value = values[path] if path in values else _example(client, definition)
                client.put_registration_field_value(RegistrationId=registration_id, FieldPath=path, **value)

    return call


def _example(client: Any, definition: dict[str, Any]) -> dict[str, Any]:
    if definition["FieldType"] == "SELECT":
        return {"SelectChoices": definition["SelectValidation"]["Options"][:1]}
    if definition["FieldType"] == "ATTACHMENT":
        attachment = client.create_registration_attachment(AttachmentBody=PNG)["RegistrationAttachmentId"]
        client.describe_registration_attachments()  # by now it is uploaded
        return {"RegistrationAttachmentId": attachment}
    validation, hints = definition["TextValidation"], definition["DisplayHints"]
    return {"TextValue": hints.get("ExampleTextValue") or "x" * validation["MinLength"]}


@pytest.fixture
def file(client: Any, fill: Callable[..., None]) -> Callable[..., str]:
    """A registration that is filled in and associated with what it needs, not yet submitted. Its id."""

    def call(registration_type: str, *associated: str, **values: Any) -> str:
        registration_id = str(client.create_registration(RegistrationType=registration_type)["RegistrationId"])
        fill(registration_id, **values)
        for resource_id in associated:
            client.create_registration_association(RegistrationId=registration_id, ResourceId=resource_id)
        return registration_id

    return call
