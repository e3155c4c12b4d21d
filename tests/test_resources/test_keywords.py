"""Test that keywords of numbers and pools are put, described and deleted."""

from __future__ import annotations

from typing import Any

import pytest

from pinpoint_mock import FidelityWarning, PinpointMock

KEYWORD = {"Keyword", "KeywordMessage", "KeywordAction"}
IDENTITY = {"OriginationIdentity", "OriginationIdentityArn"}
HELP = {"Keyword": "HELP", "KeywordMessage": "Default Help Message", "KeywordAction": "AUTOMATIC_RESPONSE"}
STOP = {
    "Keyword": "STOP",
    "KeywordMessage": "You are now opted out and will no longer receive messages.",
    "KeywordAction": "OPT_OUT",
}
ABSENT = "f" * 32
ARN = "arn:aws:sms-voice:us-east-1:123456789012:"


def put(client: Any, identity: str, keyword: str = "INFO", **parameters: Any) -> dict[str, Any]:
    """The answer without what botocore adds."""
    given = {"OriginationIdentity": identity, "Keyword": keyword, "KeywordMessage": "We are open.", **parameters}
    answer: dict[str, Any] = client.put_keyword(**given)
    del answer["ResponseMetadata"]
    return answer


def keywords(client: Any, identity: str, **parameters: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.describe_keywords(OriginationIdentity=identity, **parameters)["Keywords"]
    return listed


def words(client: Any, identity: str, **parameters: Any) -> list[str]:
    return [each["Keyword"] for each in keywords(client, identity, **parameters)]


# PutKeyword ---------------------------------------------------------------------------------------------------------


def test_a_keyword_is_put_in_upper_case_and_answers_by_default(client: Any, simulator_number_id: str) -> None:
    answer = put(client, simulator_number_id, "info")
    assert set(answer) == KEYWORD | IDENTITY
    put_now = {"Keyword": "INFO", "KeywordMessage": "We are open.", "KeywordAction": "AUTOMATIC_RESPONSE"}
    assert {name: answer[name] for name in KEYWORD} == put_now
    assert keywords(client, simulator_number_id) == [HELP, STOP, put_now]


@pytest.mark.parametrize("action", ["AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN"])
def test_a_keyword_has_the_action_that_it_was_put_with(client: Any, simulator_number_id: str, action: str) -> None:
    assert put(client, simulator_number_id, KeywordAction=action)["KeywordAction"] == action
    assert keywords(client, simulator_number_id, Keywords=["INFO"])[0]["KeywordAction"] == action


def test_a_keyword_put_again_is_written_over_and_keeps_its_place(client: Any, simulator_number_id: str) -> None:
    for keyword in "first", "second":
        put(client, simulator_number_id, keyword, KeywordAction="OPT_IN")
    put(client, simulator_number_id, "First", KeywordMessage="Another.", KeywordAction="OPT_OUT")
    again = {"Keyword": "FIRST", "KeywordMessage": "Another.", "KeywordAction": "OPT_OUT"}
    assert words(client, simulator_number_id) == ["HELP", "STOP", "FIRST", "SECOND"]
    assert keywords(client, simulator_number_id)[2] == again
    assert put(client, simulator_number_id, "First")["KeywordAction"] == "AUTOMATIC_RESPONSE"
    assert keywords(client, simulator_number_id)[2]["KeywordAction"] == "AUTOMATIC_RESPONSE"


def test_accents_and_spaces_inside_are_kept(client: Any, simulator_number_id: str) -> None:
    assert put(client, simulator_number_id, "arrêt", KeywordAction="OPT_OUT")["Keyword"] == "ARRÊT"
    assert put(client, simulator_number_id, "ARRÊT")["Keyword"] == "ARRÊT"
    assert put(client, simulator_number_id, "join us now")["Keyword"] == "JOIN US NOW"
    assert words(client, simulator_number_id) == ["HELP", "STOP", "ARRÊT", "JOIN US NOW"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"keyword": "I" * 31}, "keyword"),
        ({"keyword": "IN\nFO"}, "keyword"),
        ({"KeywordMessage": "x" * 1601}, "keywordMessage"),
        ({"KeywordMessage": " \n"}, "keywordMessage"),
        ({"KeywordAction": "IGNORE"}, "keywordAction"),
    ],
)
def test_a_keyword_has_the_form_that_the_model_says(
    client: Any, simulator_number_id: str, refused: Any, given: dict[str, str], field: str
) -> None:
    error = refused("ValidationException", put, client=client, identity=simulator_number_id, **given)
    assert error["Fields"][0]["Name"] == field
    assert keywords(client, simulator_number_id) == [HELP, STOP]


@pytest.mark.parametrize("default", [HELP, STOP], ids=["HELP", "STOP"])
@pytest.mark.parametrize("says_the_action", [True, False])
def test_the_messages_of_help_and_stop_change_and_their_actions_stay(
    client: Any, simulator_number_id: str, default: dict[str, str], says_the_action: bool
) -> None:
    action = {"KeywordAction": default["KeywordAction"]} if says_the_action else {}
    changed = {**default, "KeywordMessage": "Our own."}
    answer = put(client, simulator_number_id, default["Keyword"].lower(), KeywordMessage="Our own.", **action)
    assert {name: answer[name] for name in KEYWORD} == changed
    assert keywords(client, simulator_number_id) == [changed if each is default else each for each in (HELP, STOP)]


@pytest.mark.parametrize(
    ("fixture", "quota"),
    [("simulator_number_id", "KEYWORDS_PER_PHONE_NUMBER"), ("simulator_pool_id", "KEYWORDS_PER_POOL")],
)
def test_neither_a_keyword_put_again_nor_a_deleted_one_counts_against_the_quota(
    client: Any, pinpoint_v2: PinpointMock, request: Any, fixture: str, quota: str
) -> None:
    identity = request.getfixturevalue(fixture)
    pinpoint_v2.quotas[quota] = 3
    put(client, identity)
    put(client, identity, KeywordMessage="Closed.")
    client.delete_keyword(OriginationIdentity=identity, Keyword="INFO")
    put(client, identity, "MORE")


@pytest.mark.parametrize("keyword", ["STOP", "CANCEL"])
@pytest.mark.parametrize("of", ["number", "pool"])
def test_an_opt_out_keyword_of_a_us_toll_free_number_is_kept_with_a_warning(
    client: Any, toll_free_number: Any, keyword: str, of: str
) -> None:
    identity = toll_free_number["PhoneNumberId"]
    if of == "pool":
        identity = client.create_pool(OriginationIdentity=identity, MessageType="TRANSACTIONAL")["PoolId"]
    with pytest.warns(FidelityWarning, match="Only STOP opts out there, and the carrier sends its own reply"):
        put(client, identity, keyword, KeywordAction="OPT_OUT")
    assert keywords(client, identity, Keywords=[keyword])[0]["KeywordMessage"] == "We are open."


def test_other_keywords_of_us_toll_free_numbers_and_opt_out_keywords_of_mixed_pools_need_no_warning(
    client: Any, toll_free_number: Any, ten_dlc_number: Any
) -> None:
    toll_free = toll_free_number["PhoneNumberId"]
    put(client, toll_free, "HELP")
    put(client, toll_free, "START", KeywordAction="OPT_IN")
    client.delete_keyword(OriginationIdentity=toll_free, Keyword="START")
    put(client, toll_free, "HELP", KeywordMessage="Default Help Message")
    pool = client.create_pool(OriginationIdentity=toll_free, MessageType="TRANSACTIONAL")["PoolId"]
    client.associate_origination_identity(
        PoolId=pool, OriginationIdentity=ten_dlc_number["PhoneNumberId"], IsoCountryCode="US"
    )
    put(client, pool, "CANCEL", KeywordAction="OPT_OUT")
    client.disassociate_origination_identity(
        PoolId=pool, OriginationIdentity=ten_dlc_number["PhoneNumberId"], IsoCountryCode="US"
    )
    with pytest.warns(FidelityWarning):
        put(client, pool, "CANCEL", KeywordAction="OPT_OUT")


# DescribeKeywords ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", ["simulator_number_id", "simulator_pool_id"])
def test_help_and_stop_are_there_from_the_start(client: Any, request: Any, fixture: str) -> None:
    answer = client.describe_keywords(OriginationIdentity=request.getfixturevalue(fixture))
    assert set(answer) == IDENTITY | {"Keywords", "ResponseMetadata"}
    assert answer["Keywords"] == [HELP, STOP]


def test_keywords_are_asked_for_in_any_case_and_come_in_order_each_once(client: Any, simulator_number_id: str) -> None:
    for keyword in "ARRÊT", "INFO":
        put(client, simulator_number_id, keyword)
    assert words(client, simulator_number_id, Keywords=["info", "help", "arrêt", "Info"]) == ["HELP", "ARRÊT", "INFO"]
    assert words(client, simulator_number_id, Keywords=[]) == ["HELP", "STOP", "ARRÊT", "INFO"]


def test_asking_for_a_keyword_that_is_not_there_is_not_found(
    client: Any, simulator_number_id: str, refused: Any
) -> None:
    asked = {"OriginationIdentity": simulator_number_id, "Keywords": ["HELP", "info"]}
    error = refused("ResourceNotFoundException", client.describe_keywords, **asked)
    assert (error["ResourceType"], error["ResourceId"]) == ("keyword", "info")


def test_at_most_five_keywords_are_asked_for(client: Any, simulator_number_id: str, refused: Any) -> None:
    several = [f"INFO {place}" for place in range(6)]
    for keyword in several:
        put(client, simulator_number_id, keyword)
    assert words(client, simulator_number_id, Keywords=several[:5]) == several[:5]
    asked = {"OriginationIdentity": simulator_number_id, "Keywords": several}
    error = refused("ValidationException", client.describe_keywords, **asked)
    assert error["Fields"][0]["Name"] == "keywords"


def test_the_pages_put_together_are_all_keywords_and_each_names_the_identity(
    client: Any, simulator_number_id: str
) -> None:
    for keyword in "ONE", "TWO", "THREE":
        put(client, simulator_number_id, keyword)
    paginator = client.get_paginator("describe_keywords")
    pages = list(paginator.paginate(OriginationIdentity=simulator_number_id, PaginationConfig={"PageSize": 2}))
    found = [[each["Keyword"] for each in page["Keywords"]] for page in pages]
    assert found == [["HELP", "STOP"], ["ONE", "TWO"], ["THREE"]]
    assert [page["OriginationIdentity"] for page in pages] == [simulator_number_id] * 3


@pytest.mark.parametrize(
    ("actions", "found"),
    [
        (["OPT_OUT"], ["STOP", "CANCEL"]),
        (["OPT_IN"], []),
        (["AUTOMATIC_RESPONSE", "OPT_IN"], ["HELP"]),
    ],
)
def test_keywords_are_filtered_by_action(
    client: Any, simulator_number_id: str, actions: list[str], found: list[str]
) -> None:
    put(client, simulator_number_id, "CANCEL", KeywordAction="OPT_OUT")
    assert words(client, simulator_number_id, Filters=[{"Name": "keyword-action", "Values": actions}]) == found


@pytest.mark.parametrize(
    ("name", "value", "field"), [("keyword-action", "IGNORE", "filters"), ("keyword", "HELP", "filters[0].name")]
)
def test_there_is_no_other_filter_of_keywords(
    client: Any, simulator_number_id: str, refused: Any, name: str, value: str, field: str
) -> None:
    asked = {"OriginationIdentity": simulator_number_id, "Filters": [{"Name": name, "Values": [value]}]}
    error = refused("ValidationException", client.describe_keywords, **asked)
    assert error["Fields"][0]["Name"] == field


# DeleteKeyword ------------------------------------------------------------------------------------------------------


def test_a_deleted_keyword_is_in_the_answer_and_gone(client: Any, simulator_number_id: str, refused: Any) -> None:
    entry = put(client, simulator_number_id, KeywordAction="OPT_IN")
    deleted = client.delete_keyword(OriginationIdentity=simulator_number_id, Keyword="info")
    del deleted["ResponseMetadata"]
    assert deleted == entry
    assert keywords(client, simulator_number_id) == [HELP, STOP]
    error = refused(
        "ResourceNotFoundException", client.delete_keyword, OriginationIdentity=simulator_number_id, Keyword="Info"
    )
    assert (error["ResourceType"], error["ResourceId"]) == ("keyword", "Info")


# Whose keywords -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fixture", "kind"), [("simulator_number_id", "phone-number"), ("simulator_pool_id", "pool")])
@pytest.mark.parametrize("by_arn", [False, True])
def test_an_identity_is_given_by_id_or_arn_and_answered_as_both(
    client: Any, request: Any, fixture: str, kind: str, by_arn: bool
) -> None:
    identity = request.getfixturevalue(fixture)
    arn = f"{ARN}{kind}/{identity}"
    given = {"OriginationIdentity": arn if by_arn else identity}
    for answer in (
        client.put_keyword(**given, Keyword="INFO", KeywordMessage="We are open."),
        client.describe_keywords(**given),
        client.delete_keyword(**given, Keyword="INFO"),
    ):
        assert (answer["OriginationIdentity"], answer["OriginationIdentityArn"]) == (identity, arn)


@pytest.mark.parametrize(
    ("unknown", "kind"),
    [
        (f"phone-{ABSENT}", "phone-number"),
        (f"{ARN}phone-number/phone-{ABSENT}", "phone-number"),
        (f"{ARN}opt-out-list/Default", "phone-number"),
        (f"pool-{ABSENT}", "pool"),
        (f"{ARN}pool/pool-{ABSENT}", "pool"),
        ("MYBRAND", "sender-id"),
        (f"{ARN}sender-id/MYBRAND/GB", "sender-id"),
    ],
)
@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("put_keyword", {"Keyword": "INFO", "KeywordMessage": "We are open."}),
        ("describe_keywords", {}),
        ("delete_keyword", {"Keyword": "INFO"}),
    ],
)
def test_an_unknown_identity_is_not_found(
    client: Any, refused: Any, operation: str, more: dict[str, str], unknown: str, kind: str
) -> None:
    error = refused("ResourceNotFoundException", getattr(client, operation), OriginationIdentity=unknown, **more)
    assert (error["ResourceType"], error["ResourceId"]) == (kind, unknown)


def test_a_keyword_of_one_number_is_of_no_other(client: Any, simulator_number_id: str, simulator_pool_id: str) -> None:
    put(client, simulator_number_id)
    put(client, simulator_number_id, "HELP")
    assert keywords(client, simulator_pool_id) == [HELP, STOP]
    assert len(words(client, simulator_number_id)) == 3


def test_a_number_in_a_pool_shows_the_pools_keywords_as_its_own(
    client: Any, simulator_pool_id: str, pooled_number_id: str
) -> None:
    put(client, simulator_pool_id)
    answer = client.describe_keywords(OriginationIdentity=pooled_number_id)
    assert answer["OriginationIdentity"] == pooled_number_id
    assert answer["Keywords"] == keywords(client, simulator_pool_id)
    assert words(client, pooled_number_id, Keywords=["info"]) == ["INFO"]


def test_a_number_that_was_in_a_pool_has_its_own_keywords_again(
    client: Any, simulator_pool_id: str, pooled_number_id: str
) -> None:
    put(client, simulator_pool_id)
    client.delete_pool(PoolId=simulator_pool_id)
    assert keywords(client, pooled_number_id) == [HELP, STOP]
    put(client, pooled_number_id)
