"""Registration types that a user adds or replaces: a data file is all there is to it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from pinpoint_mock import PinpointMock
from pinpoint_mock.resources.registrations.catalogue import RegistrationTypes
from pinpoint_mock.resources.registrations.forms import Value

PIGEON: dict[str, Any] = {
    "RegistrationType": "XY_PIGEON_REGISTRATION",
    "SupportedAssociations": [
        {
            "ResourceType": "PIGEON",
            "IsoCountryCode": "XY",
            "AssociationBehavior": "ASSOCIATE_BEFORE_SUBMIT",
            "DisassociationBehavior": "DELETE_REGISTRATION_DISASSOCIATES",
        }
    ],
    "DisplayHints": {"Title": "Pigeon registration", "LongDescription": "For those who send pigeons."},
    "Sections": [{"SectionPath": "pigeonInfo", "DisplayHints": {"Title": "Pigeon", "ShortDescription": "Which."}}],
    "Fields": [
        {
            "SectionPath": "pigeonInfo",
            "FieldPath": "pigeonInfo.color",
            "FieldType": "SELECT",
            "FieldRequirement": "REQUIRED",
            "SelectValidation": {"MinChoices": 1, "MaxChoices": 2, "Options": ["GREY", "WHITE", "BROWN"]},
            "DisplayHints": {
                "Title": "Color",
                "ShortDescription": "Of the feathers.",
                "SelectOptionDescriptions": [{"Option": "GREY", "Title": "Grey"}],
            },
        },
        {
            "SectionPath": "pigeonInfo",
            "FieldPath": "pigeonInfo.ring",
            "FieldType": "TEXT",
            "FieldRequirement": "OPTIONAL",
            "TextValidation": {"MinLength": 1, "MaxLength": 8, "Pattern": "[A-Z0-9]+"},
            "DisplayHints": {"Title": "Ring", "ShortDescription": "Its number."},
        },
    ],
}
NAME = PIGEON["RegistrationType"]


def pigeon(**members: Any) -> dict[str, Any]:
    return {**copy.deepcopy(PIGEON), **members}


def with_ring(**members: Any) -> dict[str, Any]:
    """The structure with other members of its second field."""
    changed = pigeon()
    changed["Fields"][1] |= members
    return changed


def test_adding_a_type_is_one_data_file(client: Any, pinpoint_v2: PinpointMock, tmp_path: Path) -> None:
    file = tmp_path / "pigeon.json"
    file.write_text(json.dumps(PIGEON))
    pinpoint_v2.registration_types[NAME] = file
    asked = {"RegistrationType": NAME}
    told = {
        **client.describe_registration_type_definitions(RegistrationTypes=[NAME])["RegistrationTypeDefinitions"][0],
        "Sections": client.describe_registration_section_definitions(**asked)["RegistrationSectionDefinitions"],
        "Fields": client.describe_registration_field_definitions(**asked)["RegistrationFieldDefinitions"],
    }
    assert told == PIGEON


def test_what_the_service_answers_is_a_type_that_can_be_set(client: Any, pinpoint_v2: PinpointMock) -> None:
    name = "US_TEN_DLC_CAMPAIGN_REGISTRATION"
    asked = {"RegistrationType": name}
    recorded = {
        **client.describe_registration_type_definitions(RegistrationTypes=[name])["RegistrationTypeDefinitions"][0],
        "Sections": client.describe_registration_section_definitions(**asked)["RegistrationSectionDefinitions"],
        "Fields": client.describe_registration_field_definitions(**asked)["RegistrationFieldDefinitions"],
    }
    before = pinpoint_v2.registration_types[name]
    pinpoint_v2.registration_types[name] = recorded
    assert [each.field_path for each in pinpoint_v2.registration_types[name].fields] == [
        each.field_path for each in before.fields
    ]


def test_a_type_may_be_set_from_a_path_in_words(pinpoint_v2: PinpointMock, tmp_path: Path) -> None:
    file = tmp_path / "pigeon.json"
    file.write_text(json.dumps(PIGEON))
    pinpoint_v2.registration_types[NAME] = str(file)
    assert pinpoint_v2.registration_types[NAME].display_hints.title == "Pigeon registration"


def test_reset_forgets_what_was_set(pinpoint_v2: PinpointMock) -> None:
    types = pinpoint_v2.registration_types
    types[NAME] = PIGEON
    types["US_TOLL_FREE_REGISTRATION"] = pigeon(RegistrationType="US_TOLL_FREE_REGISTRATION")
    assert (types.names()[-1], len(types)) == (NAME, len(RegistrationTypes()) + 1)
    assert types["US_TOLL_FREE_REGISTRATION"].field("pigeonInfo.ring")
    pinpoint_v2.reset()
    assert NAME not in types
    assert types["US_TOLL_FREE_REGISTRATION"] is RegistrationTypes()["US_TOLL_FREE_REGISTRATION"]


def test_two_mocks_after_each_other_do_not_share_what_was_set() -> None:
    RegistrationTypes()[NAME] = PIGEON
    assert NAME not in RegistrationTypes()


def test_a_type_may_be_like_another_but_for_some_fields() -> None:
    types = RegistrationTypes()
    name = "US_TOLL_FREE_REGISTRATION"
    city = {
        "SectionPath": "companyInfo",
        "FieldPath": "companyInfo.city",
        "FieldType": "TEXT",
        "FieldRequirement": "OPTIONAL",
        "TextValidation": {"MinLength": 1, "MaxLength": 5, "Pattern": ".*"},
        "DisplayHints": {"Title": "Town"},
    }
    ours = types[name]
    types[name] = {"Like": name, "Fields": [city, *PIGEON["Fields"]], "Sections": PIGEON["Sections"]}
    theirs = types[name]
    assert theirs.supported_associations == ours.supported_associations
    assert theirs.display_hints == ours.display_hints
    assert [each.section_path for each in theirs.sections] == [
        *(each.section_path for each in ours.sections),
        "pigeonInfo",
    ]
    assert len(theirs.fields) == len(ours.fields) + 2
    place = [each.field_path for each in ours.fields].index("companyInfo.city")
    assert theirs.fields[place].display_hints.title == "Town"


def test_a_type_may_be_like_one_that_a_user_has_set() -> None:
    types = RegistrationTypes()
    types[NAME] = PIGEON
    types["XY_SWIFT_REGISTRATION"] = {"Like": NAME, "SupportedAssociations": [], "DisplayHints": {"Title": "Swift"}}
    swift = types["XY_SWIFT_REGISTRATION"]
    assert (swift.registration_type, swift.display_hints.title) == ("XY_SWIFT_REGISTRATION", "Swift")
    assert (swift.supported_associations, swift.fields) == ((), types[NAME].fields)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (3, ["registration_types['XY_PIGEON_REGISTRATION'] is a structure with RegistrationType,", "3 was given"]),
        ({}, ["lacks DisplayHints"]),
        (pigeon(RegistrationType="OTHER"), [".RegistrationType is 'OTHER'", f"right would be {NAME!r}"]),
        (pigeon(Feilds=[]), ["'Feilds' is not a member", "did you mean Fields?"]),
        (pigeon(Fields={}), [".Fields is a list; {} was given"]),
        (pigeon(Fields=[3]), [".Fields[0] is a structure with SectionPath", "3 was given"]),
        (pigeon(DisplayHints={"Title": 3}), [".DisplayHints.Title is a string; 3 was given"]),
        (pigeon(SupportedAssociations=[{"ResourceType": "X"}]), ["[0] lacks AssociationBehavior, Disassociation"]),
        (pigeon(Sections=[*PIGEON["Sections"]] * 2), ["SectionPath: pigeonInfo is there more than once"]),
        (pigeon(Fields=[*PIGEON["Fields"]] * 2), ["pigeonInfo.color, pigeonInfo.ring is there more than once"]),
        (pigeon(Sections=[]), ["pigeonInfo.color: 'pigeonInfo' is not a SectionPath", "there is none here"]),
        (with_ring(FieldType="TXT"), [".Fields[1]: FieldType 'TXT' is not one of ATTACHMENT, SELECT, TEXT"]),
        (with_ring(FieldRequirement="MAYBE"), ["FieldRequirement 'MAYBE' is not one of CONDITIONAL, OPTIONAL"]),
        (with_ring(FieldPath="pigeonInfo ring"), ["FieldPath 'pigeonInfo ring' does not match"]),
        (with_ring(FieldType="ATTACHMENT"), ["TextValidation goes with a FieldType of TEXT"]),
        (with_ring(TextValidation=None), ["TextValidation is a structure with MinLength, MaxLength, Pattern"]),
        (
            with_ring(TextValidation={"MinLength": "1", "MaxLength": 2, "Pattern": "."}),
            [".Fields[1].TextValidation.MinLength is a whole number; '1' was given"],
        ),
        (
            with_ring(TextValidation={"MinLength": 1, "MaxLength": 2, "Pattern": "[a"}),
            ["Pattern '[a' isn't a regular expression of Python"],
        ),
        (
            with_ring(ConditionalBehavior={"DefaultBehavior": "OPTIONAL", "Rules": []}),
            ["goes with a FieldRequirement"],
        ),
        ({"Like": "US_TOLL_FREE"}, ["'US_TOLL_FREE' is not a registration type; did you mean US_TOLL_FREE_REG"]),
        ({"Like": "US_TOLL_FREE_REGISTRATION", "Fields": PIGEON["Fields"]}, ["is not a SectionPath"]),
    ],
)
def test_a_slip_is_one_clear_error_and_changes_nothing(given: Any, told: list[str]) -> None:
    types = RegistrationTypes()
    with pytest.raises(ValueError, match=r"^registration_types\['XY_PIGEON_REGISTRATION'\]") as refused:
        types[NAME] = given
    assert [each for each in told if each not in str(refused.value)] == []
    assert NAME not in types


def test_a_slip_in_a_file_is_told_with_its_path(tmp_path: Path) -> None:
    file = tmp_path / "pigeon.json"
    file.write_text(json.dumps(with_ring(FieldType="TXT")))
    with pytest.raises(ValueError, match=r"pigeon\.json, XY_PIGEON_REGISTRATION\.Fields\[1\]: FieldType 'TXT'"):
        RegistrationTypes()[NAME] = file
    file.write_text("{")
    with pytest.raises(ValueError, match=r"pigeon\.json isn't JSON"):
        RegistrationTypes()[NAME] = file


def test_an_unknown_type_is_told_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean US_TOLL_FREE_REGISTRATION"):
        RegistrationTypes()["US_TOLL_FREE_VERIFICATION"]


# Conditions ---------------------------------------------------------------------------------------------------------

GIVEN, NOTHING = Value(select_choices=("GREY", "WHITE")), Value()


def conditional(*conditions: dict[str, Any], **rule: Any) -> RegistrationTypes:
    """The structure with a ring that must be given where these conditions hold, and can't be otherwise."""
    types = RegistrationTypes()
    types[NAME] = with_ring(
        FieldRequirement="CONDITIONAL",
        ConditionalBehavior={
            "DefaultBehavior": "DISALLOWED",
            "Rules": [{"Conditions": list(conditions), "RuleBehavior": "REQUIRED", **rule}],
        },
    )
    return types


def on_the_color(operator: str, *values: str) -> dict[str, Any]:
    return {"DependsOnFieldPath": "pigeonInfo.color", "Operator": operator, "Values": list(values)}


@pytest.mark.parametrize(
    ("operator", "values", "given", "holds"),
    [
        ("EQUALS", ["WHITE", "GREY"], GIVEN, True),
        ("EQUALS", ["GREY"], GIVEN, False),
        ("EQUALS", ["GREY"], NOTHING, False),
        ("NOT_EQUALS", ["GREY"], GIVEN, True),
        ("NOT_EQUALS", ["GREY", "WHITE"], GIVEN, False),
        ("NOT_EQUALS", ["GREY"], NOTHING, True),
        ("IN", ["GREY", "BROWN"], GIVEN, True),
        ("IN", ["BROWN"], GIVEN, False),
        ("NOT_IN", ["BROWN"], GIVEN, True),
        ("NOT_IN", ["GREY", "BROWN"], GIVEN, False),
        ("HAS_VALUE", [], GIVEN, True),
        ("HAS_VALUE", [], NOTHING, False),
        ("NO_VALUE", [], GIVEN, False),
        ("NO_VALUE", [], NOTHING, True),
    ],
)
def test_each_operator_of_a_condition(operator: str, values: list[str], given: Value, holds: bool) -> None:
    definition = conditional(on_the_color(operator, *values))[NAME]
    ring = Value(text_value="A1")
    without = definition.problems({"pigeonInfo.color": given}).get("pigeonInfo.ring")
    with_it = definition.problems({"pigeonInfo.color": given, "pigeonInfo.ring": ring}).get("pigeonInfo.ring")
    expected = ("Missing required field", None) if holds else (None, "Conditional field not allowed")
    assert (without, with_it) == expected


def test_a_rule_holds_where_all_its_conditions_do() -> None:
    definition = conditional(on_the_color("HAS_VALUE"), on_the_color("IN", "BROWN"))[NAME]
    assert definition.problems({"pigeonInfo.color": GIVEN}) == {}


@pytest.mark.parametrize(
    ("validation", "ring"),
    [({"MinLength": 3}, "A1"), ({"MaxLength": 1}, "A1"), ({"Pattern": "[0-9]+"}, "A1")],
)
def test_a_rule_may_ask_for_more_of_a_text(validation: dict[str, Any], ring: str) -> None:
    definition = conditional(on_the_color("HAS_VALUE"), ConditionalValidation=validation)[NAME]
    values = {"pigeonInfo.color": GIVEN, "pigeonInfo.ring": Value(text_value=ring)}
    assert definition.problems(values) == {"pigeonInfo.ring": "Invalid field value"}
    assert conditional(on_the_color("HAS_VALUE"))[NAME].problems(values) == {}


def test_a_rule_may_allow_some_options_alone() -> None:
    structure = pigeon()
    structure["Fields"][0] |= {
        "FieldRequirement": "CONDITIONAL",
        "ConditionalBehavior": {
            "DefaultBehavior": "OPTIONAL",
            "Rules": [
                {
                    "Conditions": [{"DependsOnFieldPath": "pigeonInfo.ring", "Operator": "HAS_VALUE"}],
                    "RuleBehavior": "OPTIONAL",
                    "ConditionalValidation": {"AllowedValues": ["BROWN"]},
                }
            ],
        },
    }
    types = RegistrationTypes()
    types[NAME] = structure
    ring = {"pigeonInfo.ring": Value(text_value="A1")}
    assert types[NAME].problems({"pigeonInfo.color": GIVEN}) == {}
    assert types[NAME].problems({"pigeonInfo.color": GIVEN, **ring}) == {"pigeonInfo.color": "Invalid field value"}
    assert types[NAME].problems(ring) == {}


@pytest.mark.parametrize(
    ("conditions", "rule", "told"),
    [
        ([{"DependsOnFieldPath": "pigeonInfo.colour", "Operator": "HAS_VALUE"}], {}, "did you mean pigeonInfo.color"),
        ([on_the_color("LIKE", "GREY")], {}, "'LIKE' is not a value of Operator; use one of: EQUALS"),
        (
            [on_the_color("HAS_VALUE")],
            {"ConditionalValidation": {"Pattern": "[a"}},
            "'\\[a' isn't a regular expression",
        ),
        ([on_the_color("HAS_VALUE")], {"RuleBehavior": "MAYBE"}, "'MAYBE' is not a value of RuleBehavior"),
    ],
)
def test_a_slip_in_a_condition_is_told(conditions: list[dict[str, Any]], rule: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        conditional(*conditions, **rule)
