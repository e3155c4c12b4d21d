"""Make the same kinds of calls to the service of moto that is nearest: create, read, list, change and delete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws


@pytest.fixture
def client() -> Iterator[Any]:
    # moto's default is a new boto3 session in every test, which costs several times all the rest. The plugin keeps its
    # session, and so does moto here: the two suites make their clients alike.
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        yield boto3.client("pinpoint", region_name="us-east-1")


def test_five_calls(client: Any) -> None:
    made = client.create_app(CreateApplicationRequest={"Name": "an app"})["ApplicationResponse"]["Id"]
    client.get_app(ApplicationId=made)
    client.get_apps()
    client.update_application_settings(
        ApplicationId=made, WriteApplicationSettingsRequest={"CloudWatchMetricsEnabled": True}
    )
    client.delete_app(ApplicationId=made)
