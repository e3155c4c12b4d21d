"""Test the rules of protect configurations: country rule sets, and overrides of single numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pinpoint_mock import FidelityWarning, PinpointMock

PHONE = "+447700900123"
CAPABILITIES = ("SMS", "MMS", "VOICE")


# Country rule sets --------------------------------------------------------------------------------------------------


def statuses(answer: Any) -> dict[str, str]:
    return {country: rule["ProtectStatus"] for country, rule in answer["CountryRuleSet"].items()}


def rules(**countries: str) -> dict[str, dict[str, str]]:
    return {country: {"ProtectStatus": status} for country, status in countries.items()}


@pytest.fixture
def look_up(client: Any, protect_configuration: Any) -> Callable[[str], dict[str, str]]:
    """Return the statuses of all countries for a capability."""

    def call(capability: str) -> dict[str, str]:
        answer = client.get_protect_configuration_country_rule_set(**protect_configuration, NumberCapability=capability)
        assert answer["NumberCapability"] == capability
        assert answer["ProtectConfigurationId"] == protect_configuration["ProtectConfigurationId"]
        assert answer["ProtectConfigurationArn"].endswith(f":protect-configuration/{answer['ProtectConfigurationId']}")
        return statuses(answer)

    return call


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_new_configuration_allows_every_country(look_up: Any, capability: str) -> None:
    found = look_up(capability)
    assert set(found.values()) == {"ALLOW"}
    assert {"US", "CA", "GB", "DE", "IN", "JP", "BR", "NG", "XK"} <= found.keys()
    assert 200 < len(found) <= 300


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_an_update_changes_these_countries_for_this_capability_alone(
    client: Any, protect_configuration: Any, look_up: Any, capability: str
) -> None:
    before = look_up(capability)
    for given in rules(GB="BLOCK", DE="FILTER"), rules(DE="MONITOR"), rules(FR="ALLOW"):
        answer = client.update_protect_configuration_country_rule_set(
            **protect_configuration, NumberCapability=capability, CountryRuleSetUpdates=given
        )
        assert answer["NumberCapability"] == capability
        assert statuses(answer) == look_up(capability)
    assert look_up(capability) == {**before, "GB": "BLOCK", "DE": "MONITOR"}
    for other in set(CAPABILITIES) - {capability}:
        assert set(look_up(other).values()) == {"ALLOW"}


def test_rules_for_rcs_are_kept_with_a_warning(client: Any, protect_configuration: Any, look_up: Any) -> None:
    with pytest.warns(FidelityWarning, match="the rules for SMS apply to RCS messages"):
        client.update_protect_configuration_country_rule_set(
            **protect_configuration, NumberCapability="RCS", CountryRuleSetUpdates=rules(GB="BLOCK")
        )
    with pytest.warns(FidelityWarning):
        assert look_up("RCS")["GB"] == "BLOCK"
    assert look_up("SMS")["GB"] == "ALLOW"


# Number overrides ---------------------------------------------------------------------------------------------------


@pytest.fixture
def put(client: Any, protect_configuration: Any) -> Callable[..., Any]:
    """Put an override, by default one that blocks and doesn't expire. Return the answer."""

    def call(number: str = PHONE, **parameters: Any) -> Any:
        asked = {"DestinationPhoneNumber": number, "Action": "BLOCK", **parameters}
        answer = client.put_protect_configuration_rule_set_number_override(**protect_configuration, **asked)
        del answer["ResponseMetadata"]
        return answer

    return call


@pytest.fixture
def listed_overrides(client: Any, protect_configuration: Any) -> Callable[..., list[Any]]:
    """Return the overrides that filters find."""

    def call(**filters: list[str]) -> list[Any]:
        answer = client.list_protect_configuration_rule_set_number_overrides(
            **protect_configuration,
            Filters=[{"Name": name.replace("_", "-"), "Values": values} for name, values in filters.items()],
        )
        assert answer["ProtectConfigurationId"] == protect_configuration["ProtectConfigurationId"]
        return list(answer["RuleSetNumberOverrides"])

    return call


def numbers(overrides: list[Any]) -> list[str]:
    return [each["DestinationPhoneNumber"] for each in overrides]


def test_an_override_is_listed_as_it_was_put(
    protect_configuration: Any, put: Any, listed_overrides: Any, pinpoint_v2: PinpointMock
) -> None:
    expires = (pinpoint_v2.clock.now() + dt.timedelta(days=1)).replace(microsecond=0)
    answer = put(Action="ALLOW", ExpirationTimestamp=expires)
    assert answer.pop("ProtectConfigurationId") == protect_configuration["ProtectConfigurationId"]
    assert answer.pop("ProtectConfigurationArn").endswith(protect_configuration["ProtectConfigurationId"])
    assert answer["CreatedTimestamp"] <= pinpoint_v2.clock.now()
    assert {name: value for name, value in answer.items() if name != "CreatedTimestamp"} == {
        "DestinationPhoneNumber": PHONE,
        "Action": "ALLOW",
        "IsoCountryCode": "GB",
        "ExpirationTimestamp": expires,
    }
    assert listed_overrides() == [answer]


def test_an_override_that_never_expires_has_no_time(put: Any, listed_overrides: Any) -> None:
    assert "ExpirationTimestamp" not in put()
    assert "ExpirationTimestamp" not in listed_overrides()[0]


def test_a_second_override_of_a_number_takes_the_place_of_the_first(
    put: Any, listed_overrides: Any, pinpoint_v2: PinpointMock
) -> None:
    first = put(Action="ALLOW", ExpirationTimestamp=pinpoint_v2.clock.now())
    pinpoint_v2.clock.advance(hours=1)
    second = put("447700900123")
    assert (second["Action"], second["CreatedTimestamp"]) == ("BLOCK", first["CreatedTimestamp"])
    assert "ExpirationTimestamp" not in second
    assert numbers(listed_overrides()) == [PHONE]


def test_a_number_of_no_country_may_have_an_override(put: Any) -> None:
    assert "IsoCountryCode" not in put("+9991234567")


@pytest.mark.parametrize("number", [PHONE, "447700900123"])
def test_an_override_is_deleted(
    client: Any, protect_configuration: Any, put: Any, listed_overrides: Any, refused: Any, number: str
) -> None:
    put_before = put()
    put("+447700900124")
    asked = {**protect_configuration, "DestinationPhoneNumber": number}
    deleted = client.delete_protect_configuration_rule_set_number_override(**asked)
    del deleted["ResponseMetadata"]
    assert deleted == put_before
    assert numbers(listed_overrides()) == ["+447700900124"]
    error = refused("ResourceNotFoundException", client.delete_protect_configuration_rule_set_number_override, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("protect-configuration", number)


def test_overrides_come_in_pages(client: Any, protect_configuration: Any, put: Any) -> None:
    expected = [f"+44770090012{digit}" for digit in range(5)]
    for number in expected:
        put(number)
    paginator = client.get_paginator("list_protect_configuration_rule_set_number_overrides")
    pages = list(paginator.paginate(**protect_configuration, PaginationConfig={"PageSize": 2}))
    assert [numbers(page["RuleSetNumberOverrides"]) for page in pages] == [expected[:2], expected[2:4], expected[4:]]


@pytest.fixture
def three(put: Any, pinpoint_v2: PinpointMock) -> list[str]:
    """Put three overrides. Return their numbers.

    One of the UK doesn't expire, one of the US is for a day, and another, put an hour later, is for a year.
    """
    now = pinpoint_v2.clock.now()
    put(PHONE, Action="ALLOW")
    put("+12065550100", ExpirationTimestamp=now + dt.timedelta(days=1))
    pinpoint_v2.clock.advance(hours=1)
    put("+13125550100", ExpirationTimestamp=now + dt.timedelta(days=365))
    return [PHONE, "+12065550100", "+13125550100"]


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"iso_country_code": ["US"]}, [1, 2]),
        ({"iso_country_code": ["US", "GB"], "action": ["ALLOW"]}, [0]),
        ({"destination_phone_number_begins_with": ["+1"]}, [1, 2]),
        ({"destination_phone_number_begins_with": ["1206", "+44"]}, [0, 1]),
        ({"destination_phone_number_begins_with": ["5550100"]}, []),
    ],
)
def test_overrides_are_filtered_by_what_they_say(
    three: list[str], listed_overrides: Any, filters: dict[str, list[str]], places: list[int]
) -> None:
    assert numbers(listed_overrides(**filters)) == [three[place] for place in places]


@pytest.mark.parametrize(
    ("name", "after", "places"),
    [
        ("created_before", dt.timedelta(minutes=30), [0, 1]),
        ("created_after", dt.timedelta(minutes=30), [2]),
        ("expires_before", dt.timedelta(days=2), [1]),
        ("expires_after", dt.timedelta(days=2), [2]),
        ("expires_after", dt.timedelta(0), [1, 2]),
    ],
)
@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S+00:00"])
def test_overrides_are_filtered_by_their_times(
    three: list[str], listed_overrides: Any, name: str, after: dt.timedelta, places: list[int], form: str
) -> None:
    when = listed_overrides()[0]["CreatedTimestamp"].astimezone(dt.timezone.utc) + after
    assert numbers(listed_overrides(**{name: [f"{when:{form}}"]})) == [three[place] for place in places]


def test_of_several_times_one_will_do(three: list[str], listed_overrides: Any) -> None:
    assert numbers(listed_overrides(expires_before=["2000-01-01", "2999-12-31"])) == three[1:]


def test_a_filter_by_an_unknown_action_is_refused(listed_overrides: Any, refused: Any) -> None:
    error = refused("ValidationException", listed_overrides, action=["DENY"])
    assert error["Fields"][0]["Name"] == "filters"
