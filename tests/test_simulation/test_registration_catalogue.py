"""The catalogue of registration types: every data file, and what it says of answers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import pinpoint_mock
from pinpoint_mock.resources.registrations.catalogue import RegistrationTypes
from pinpoint_mock.resources.registrations.forms import RegistrationFieldDefinition, RegistrationTypeDefinition, Value

TYPES = list(RegistrationTypes())

BRAND, CAMPAIGN = "US_TEN_DLC_BRAND_REGISTRATION", "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOLL_FREE, RCS = "US_TOLL_FREE_REGISTRATION", "TEST_RCS_LAUNCH_REGISTRATION"

SENDER_IDS = """
    AE AT AU BD BG BJ BY CM CZ EG ES ET FI GB GH ID IE IN JO KE KH KW KZ LB LK MA MX NG OM PH QA RO RU SA SG SS TH TR
    TW TZ VN ZM
"""
LONG_CODES = "AT AU CL DK ES FI GB HK HU IT NL NO PL PT SE"
SHORT_CODES = "CL DE ES FI GB IN NL PT"
RCS_LAUNCHES = "AT BR CA CO CZ DE DK DO ES FR GB GT IT MX NL NO PE PL SE SG SK US"

# What is documented or was observed, apart from the files: type, path, kind, requirement, and length or options.
KNOWN = [
    (BRAND, "companyInfo.companyName", "TEXT", "REQUIRED", (1, 100)),
    (BRAND, "companyInfo.taxIdIssuingCountry", "TEXT", "REQUIRED", (2, 2)),
    (BRAND, "companyInfo.taxId", "TEXT", "REQUIRED", (1, 21)),
    (BRAND, "companyInfo.legalType", "SELECT", "REQUIRED", 4),
    (BRAND, "companyInfo.stockSymbol", "TEXT", "CONDITIONAL", (1, 10)),
    (BRAND, "companyInfo.stockExchange", "SELECT", "CONDITIONAL", 27),
    (BRAND, "companyInfo.businessContactEmail", "TEXT", "CONDITIONAL", (1, 100)),
    (BRAND, "companyInfo.state", "TEXT", "REQUIRED", (1, 50)),
    (BRAND, "companyInfo.zipCode", "TEXT", "REQUIRED", (1, 20)),
    (BRAND, "contactInfo.vertical", "SELECT", "REQUIRED", 17),
    (BRAND, "contactInfo.supportPhoneNumber", "TEXT", "REQUIRED", (1, 30)),
    (CAMPAIGN, "campaignInfo.campaignName", "TEXT", "REQUIRED", (40, 4096)),
    (CAMPAIGN, "campaignInfo.optInWorkflow", "TEXT", "REQUIRED", (40, 2048)),
    (CAMPAIGN, "campaignInfo.optInScreenshot", "ATTACHMENT", "OPTIONAL", None),
    (CAMPAIGN, "campaignInfo.helpMessage", "TEXT", "REQUIRED", (20, 255)),
    (CAMPAIGN, "campaignCapabilities.numberCapabilities", "SELECT", "REQUIRED", 4),
    (CAMPAIGN, "campaignUseCase.useCase", "SELECT", "REQUIRED", 13),
    (CAMPAIGN, "campaignUseCase.subUseCases", "SELECT", "CONDITIONAL", 10),
    (CAMPAIGN, "campaignUseCase.subscriberOptIn", "SELECT", "REQUIRED", 1),
    (CAMPAIGN, "messageSamples.messageSample1", "TEXT", "REQUIRED", (20, 1024)),
    (CAMPAIGN, "messageSamples.messageSample5", "TEXT", "OPTIONAL", (20, 1024)),
    (CAMPAIGN, "mmsFileSamples.mmsFileSample5", "ATTACHMENT", "OPTIONAL", None),
    (TOLL_FREE, "companyInfo.companyName", "TEXT", "REQUIRED", (1, 100)),
    (TOLL_FREE, "companyInfo.businessType", "SELECT", "REQUIRED", 5),
    (TOLL_FREE, "companyInfo.taxIdAuthority", "SELECT", "CONDITIONAL", 18),
    (TOLL_FREE, "messagingUseCase.monthlyMessageVolume", "SELECT", "REQUIRED", 11),
    (TOLL_FREE, "messagingUseCase.useCaseDetails", "TEXT", "REQUIRED", (1, 500)),
    (TOLL_FREE, "messagingUseCase.optInType", "SELECT", "REQUIRED", 5),
    (TOLL_FREE, "messagingUseCase.optInDescription", "TEXT", "REQUIRED", (1, 1500)),
    (TOLL_FREE, "messagingUseCase.optInImage", "ATTACHMENT", "REQUIRED", None),
    (TOLL_FREE, "messageSamples.messageSample3", "TEXT", "OPTIONAL", None),
    ("NG_SENDER_ID_REGISTRATION", "senderIdInfo.senderId", "TEXT", "REQUIRED", (3, 11)),
    ("NG_SENDER_ID_REGISTRATION", "senderIdInfo.senderIdDescription", "TEXT", "OPTIONAL", (1, 500)),
    ("NG_SENDER_ID_REGISTRATION", "companyInfo.companyId", "TEXT", "REQUIRED", (1, 30)),
    ("NG_SENDER_ID_REGISTRATION", "companyInfo.areaOfBusiness", "SELECT", "REQUIRED", 16),
    ("NG_SENDER_ID_REGISTRATION", "contactInfo.emailAddress", "TEXT", "REQUIRED", (5, 100)),
    ("NG_SENDER_ID_REGISTRATION", "messageSamples.messageSample1", "TEXT", "REQUIRED", (1, 306)),
    ("ID_SENDER_ID_REGISTRATION", "idSidSpecificInfo.letterOfAuthorization3", "ATTACHMENT", "REQUIRED", None),
    ("ID_SENDER_ID_REGISTRATION", "idSidSpecificInfo.nomorIndukBerusahaDocument", "ATTACHMENT", "CONDITIONAL", None),
    ("IN_SENDER_ID_REGISTRATION", "senderIdInfo.senderId", "TEXT", "REQUIRED", (3, 6)),
    ("IN_SENDER_ID_REGISTRATION", "inSidSpecificInfo.chainId5", "TEXT", "REQUIRED", None),
    ("IN_SENDER_ID_REGISTRATION", "inSidSpecificInfo.sendingParametersAcknowledgement", "SELECT", "REQUIRED", 1),
    (RCS, "agentDetails.brandName", "TEXT", "REQUIRED", (2, 65)),
    (RCS, "agentDetails.accentColor", "TEXT", "REQUIRED", (7, 7)),
    (RCS, "agentDetails.contactPhoneLabel", "TEXT", "CONDITIONAL", (1, 25)),
    (RCS, "agentDetails.useCase", "SELECT", "REQUIRED", 4),
    (RCS, "agentDetails.logoImage", "ATTACHMENT", "REQUIRED", None),
    (RCS, "complianceKeywords.stopResponse", "TEXT", "CONDITIONAL", (1, 160)),
    ("FR_RCS_LAUNCH_REGISTRATION", "agentDetails.monthlyRcsVolume", "TEXT", "REQUIRED", (1, 6)),
]


def field(type_name: str, path: str) -> RegistrationFieldDefinition:
    found = RegistrationTypes()[type_name].field(path)
    assert found is not None
    return found


def text(value: str) -> Value:
    return Value(text_value=value)


def choice(*choices: str) -> Value:
    return Value(select_choices=choices)


# The data -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_sound(name: str) -> None:
    definition = RegistrationTypes()[name]
    assert definition.registration_type == name
    assert not re.search(r"[{}]|XX", repr(definition.display_hints) + repr(definition.supported_associations))
    sections = [section.section_path for section in definition.sections]
    paths = [field.field_path for field in definition.fields]
    assert len(set(sections)) == len(sections)
    assert len(set(paths)) == len(paths)
    assert sections == list(dict.fromkeys(field.section_path for field in definition.fields)), "in the order of fields"
    for each in definition.fields:
        assert each.field_path.startswith(f"{each.section_path}.")
        assert each.display_hints.title
        assert each.display_hints.short_description
        example = each.display_hints.example_text_value
        assert example is None or each.problem((), example, None) is None
        if select := each.select_validation:
            assert 1 <= select.min_choices <= select.max_choices <= len(select.options)
            assert len(set(select.options)) == len(select.options)
        if validation := each.text_validation:
            assert validation.min_length <= validation.max_length
            re.compile(validation.pattern)
        for rule in each.conditional_behavior.rules if each.conditional_behavior else ():
            assert {condition.depends_on_field_path for condition in rule.conditions} <= set(paths)


def test_there_are_the_types_that_are_known() -> None:
    expected = {BRAND, CAMPAIGN, TOLL_FREE, RCS, "US_TEN_DLC_BRAND_VETTING"}
    for countries, form in (
        (SENDER_IDS, "SENDER_ID"),
        (LONG_CODES, "LONG_CODE"),
        (SHORT_CODES, "SHORT_CODE"),
        (RCS_LAUNCHES, "RCS_LAUNCH"),
    ):
        expected |= {f"{country}_{form}_REGISTRATION" for country in countries.split()}
    notify = {"NOTIFY_BRAND_VERIFICATION_REGISTRATION", "NOTIFY_TIER_UPGRADE_REGISTRATION"}
    assert set(TYPES) == expected | notify
    assert sorted(TYPES) == TYPES


@pytest.mark.parametrize(("name", "path", "kind", "requirement", "bounds"), KNOWN)
def test_a_field_is_as_it_is_known(name: str, path: str, kind: str, requirement: str, bounds: Any) -> None:
    known = field(name, path)
    assert (known.field_type, known.field_requirement) == (kind, requirement)
    if isinstance(bounds, tuple):
        assert known.text_validation is not None
        assert (known.text_validation.min_length, known.text_validation.max_length) == bounds
    elif bounds is not None:
        assert known.select_validation is not None
        assert len(known.select_validation.options) == bounds


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (BRAND, []),
        (CAMPAIGN, [(BRAND, "US", "ASSOCIATE_BEFORE_SUBMIT"), ("TEN_DLC", "US", "ASSOCIATE_AFTER_COMPLETE")]),
        ("US_TEN_DLC_BRAND_VETTING", [(BRAND, "US", "ASSOCIATE_BEFORE_SUBMIT")]),
        (TOLL_FREE, [("TOLL_FREE", "US", "ASSOCIATE_BEFORE_SUBMIT")]),
        ("IN_SENDER_ID_REGISTRATION", [("SENDER_ID", "IN", "ASSOCIATE_ON_APPROVAL")]),
        ("KE_SENDER_ID_REGISTRATION", [("SENDER_ID", "KE", "ASSOCIATE_ON_APPROVAL")]),
        ("GB_LONG_CODE_REGISTRATION", [("LONG_CODE", "GB", "ASSOCIATE_AFTER_COMPLETE")]),
        (RCS, [("RCS_AGENT", None, "ASSOCIATE_BEFORE_SUBMIT")]),
        ("US_RCS_LAUNCH_REGISTRATION", [("RCS_AGENT", "US", "ASSOCIATE_BEFORE_SUBMIT")]),
    ],
)
def test_a_type_says_what_may_be_associated(name: str, expected: list[tuple[str, str | None, str]]) -> None:
    associations = RegistrationTypes()[name].supported_associations
    told = [(each.resource_type, each.iso_country_code, each.association_behavior) for each in associations]
    assert told == expected


# A value ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("companyInfo.taxId", text("123456789")),
        ("companyInfo.companyName", text("n" * 100)),
        ("companyInfo.legalType", choice("NON_PROFIT")),
    ],
)
def test_a_value_that_fits_is_no_problem(path: str, value: Value) -> None:
    assert field(BRAND, path).problem(value.select_choices, value.text_value, None) is None


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("companyInfo.companyName", text("n" * 101), "1 to 100 characters, 101 were given"),
        ("companyInfo.companyName", text("  "), "doesn't match"),
        ("companyInfo.taxIdIssuingCountry", text("USA"), "takes 2 characters, 3 were given"),
        ("companyInfo.taxId", text("12-3456789"), "'12-3456789' doesn't match"),
        ("companyInfo.taxId", choice("123456789"), "TEXT field: it takes only TextValue"),
        ("companyInfo.taxId", Value(), "takes only TextValue"),
        ("companyInfo.taxId", Value((), "1", "attachment-1"), "takes only TextValue"),
        ("companyInfo.legalType", text("NON_PROFIT"), "SELECT field: it takes only SelectChoices"),
        ("companyInfo.legalType", choice("CHARITY"), "'CHARITY' isn't one of its options, which are 'PRIVATE_PROFIT'"),
        ("companyInfo.legalType", choice("NON_PROFIT", "GOVERNMENT"), "takes 1 of its options, 2 were given"),
    ],
)
def test_a_value_that_does_not_fit_is_told_what_would(path: str, value: Value, told: str) -> None:
    problem = field(BRAND, path).problem(value.select_choices, value.text_value, value.registration_attachment_id)
    assert problem is not None
    assert told in problem


def test_an_attachment_field_takes_an_attachment_alone() -> None:
    screenshot = field(CAMPAIGN, "campaignInfo.optInScreenshot")
    assert screenshot.problem((), None, "attachment-1") is None
    assert "takes only RegistrationAttachmentId" in str(screenshot.problem((), "attachment-1", None))


def test_a_select_field_may_take_several_choices() -> None:
    sub_use_cases = field(CAMPAIGN, "campaignUseCase.subUseCases")
    options = sub_use_cases.select_validation.options if sub_use_cases.select_validation else ()
    assert sub_use_cases.problem(options[:5], None, None) is None
    assert "1 to 5 of its options, 6 were given" in str(sub_use_cases.problem(options[:6], None, None))


# A whole version ----------------------------------------------------------------------------------------------------


def filled_in(definition: RegistrationTypeDefinition, **others: Value) -> dict[str, Value]:
    """Something that fits in each required field."""
    values = {}
    for each in definition.fields:
        if each.field_requirement != "REQUIRED":
            continue
        if each.select_validation:
            values[each.field_path] = choice(each.select_validation.options[0])
        elif each.text_validation:
            fitting = each.display_hints.example_text_value or "a" * max(each.text_validation.min_length, 1)
            values[each.field_path] = text(fitting)
        else:
            values[each.field_path] = Value(registration_attachment_id="attachment-1")
    return values | others


@pytest.mark.parametrize("name", TYPES)
def test_a_missing_required_field_is_told(name: str) -> None:
    definition = RegistrationTypes()[name]
    required = {each.field_path for each in definition.fields if each.field_requirement == "REQUIRED"}
    problems = definition.problems({})
    assert required <= set(problems)
    assert set(problems.values()) <= {"Missing required field"}
    assert not set(definition.problems(filled_in(definition))) & required


def test_a_publicly_traded_company_tells_its_stock_and_no_other_does() -> None:
    brand = RegistrationTypes()[BRAND]
    stock = {
        "companyInfo.stockSymbol": text("EXMP"),
        "companyInfo.stockExchange": choice("NYSE"),
        "companyInfo.businessContactEmail": text("jane@example.com"),
    }
    private = {"companyInfo.legalType": choice("PRIVATE_PROFIT")}
    public = {"companyInfo.legalType": choice("PUBLIC_PROFIT")}
    assert brand.problems(filled_in(brand) | private) == {}
    assert brand.problems(filled_in(brand) | private | stock) == dict.fromkeys(stock, "Conditional field not allowed")
    assert brand.problems(filled_in(brand) | public) == dict.fromkeys(stock, "Missing required field")
    assert brand.problems(filled_in(brand) | public | stock) == {}


def test_all_but_a_sole_proprietor_tell_a_tax_id() -> None:
    toll_free = RegistrationTypes()[TOLL_FREE]
    tax = {
        "companyInfo.taxId": text("12-3456789"),
        "companyInfo.taxIdAuthority": choice("EIN"),
        "companyInfo.taxIdCountry": text("US"),
    }
    alone = {"companyInfo.businessType": choice("SOLE_PROPRIETOR")}
    assert toll_free.problems(filled_in(toll_free)) == dict.fromkeys(tax, "Missing required field")
    assert toll_free.problems(filled_in(toll_free) | tax) == {}
    assert toll_free.problems(filled_in(toll_free) | alone) == {}


@pytest.mark.parametrize("use_case", ["MIXED", "LOW_VOLUME"])
def test_a_mixed_campaign_tells_what_it_is_made_of(use_case: str) -> None:
    campaign = RegistrationTypes()[CAMPAIGN]
    values = filled_in(campaign) | {
        "campaignUseCase.useCase": choice(use_case),
        "campaignUseCase.embeddedLink": choice("No"),
    }
    parts = "campaignUseCase.subUseCases"
    assert campaign.problems(values) == {parts: "Missing required field"}
    assert campaign.problems(values | {parts: choice("MARKETING", "SECURITY_ALERT")}) == {}
    assert campaign.problems(values | {"campaignUseCase.useCase": choice("MARKETING")}) == {}


def test_an_agent_has_one_way_to_reach_its_owner_at_least_with_a_label() -> None:
    agent = RegistrationTypes()[RCS]
    values = filled_in(agent)
    ways = ["agentDetails.contactPhoneNumber", "agentDetails.contactEmailAddress", "agentDetails.contactWebsite"]
    assert agent.problems(values) == dict.fromkeys(ways, "Missing required field")
    values["agentDetails.contactWebsite"] = text("https://www.example.com")
    assert agent.problems(values) == {"agentDetails.contactWebsiteLabel": "Missing required field"}
    values["agentDetails.contactWebsiteLabel"] = text("Visit us")
    assert agent.problems(values) == {}


def test_a_company_of_indonesia_has_letters_for_all_carriers() -> None:
    form = RegistrationTypes()["ID_SENDER_ID_REGISTRATION"]
    abroad = filled_in(form)
    letters = [f"idSidSpecificInfo.letterOfAuthorization{number}" for number in (1, 2, 4)]
    assert form.problems(abroad) == {}
    at_home = abroad | {"companyAddress.isoCountryCode": text("ID")}
    assert form.problems(at_home) == dict.fromkeys(letters, "Missing required field")


# Data files ---------------------------------------------------------------------------------------------------------


def test_the_data_files_are_part_of_the_package() -> None:
    folder = Path(pinpoint_mock.__file__).parent / "resources" / "registrations" / "types"
    assert len(list(folder.iterdir())) > 10
    for path in folder.iterdir():
        assert path.suffix == ".json"
        assert json.loads(path.read_text("utf-8"))["RegistrationType"].endswith(path.stem.removeprefix("XX"))


def test_a_type_is_read_once_for_all_catalogues() -> None:
    assert RegistrationTypes()[TOLL_FREE] is RegistrationTypes()[TOLL_FREE]
