"""The catalogue of registration types: what its data files contain, and which values the fields of a type accept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import pinpoint_mock
from pinpoint_mock.resources.registrations.catalogue import RegistrationTypes
from pinpoint_mock.resources.registrations.forms import RegistrationFieldDefinition, RegistrationTypeDefinition, Value

TYPES = list(RegistrationTypes())
# A family is the types of one form, most of them made from one data file for many countries.
FAMILIES = {
    family: [name for name in TYPES if family in name]
    for family in ("SENDER_ID", "LONG_CODE", "SHORT_CODE", "RCS_LAUNCH", "TEN_DLC", "TOLL_FREE", "NOTIFY")
}

BRAND, CAMPAIGN = "US_TEN_DLC_BRAND_REGISTRATION", "US_TEN_DLC_CAMPAIGN_REGISTRATION"
TOLL_FREE, RCS = "US_TOLL_FREE_REGISTRATION", "TEST_RCS_LAUNCH_REGISTRATION"

SENDER_IDS = """
    AE AT AU BD BG BJ BY CM CZ EG ES ET FI GB GH ID IE IN JO KE KH KW KZ LB LK MA MX NG OM PH QA RO RU SA SG SS TH TR
    TW TZ VN ZM
"""
LONG_CODES = "AT AU CL DK ES FI GB HK HU IT NL NO PL PT SE"
SHORT_CODES = "CL DE ES FI GB IN NL PT"
RCS_LAUNCHES = "AT BR CA CO CZ DE DK DO ES FR GB GT IT MX NL NO PE PL SE SG SK US"

# Fields that AWS documents or that were seen of the service, written down independently of the files: the type of
# registration, the path, the type and the requirement of the field, and its lengths or its number of options.
KNOWN_FIELDS = [
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


@pytest.mark.parametrize("names", FAMILIES.values(), ids=FAMILIES)
def test_the_definitions_of_a_family_are_consistent(names: list[str]) -> None:
    assert names
    faults = list(faults_of_family(names, faults_of_type))
    assert not faults, "\n".join(faults)


def faults_of_family(
    names: list[str], faults_of: Callable[[RegistrationTypeDefinition], Iterator[str]]
) -> Iterator[str]:
    """Yield the faults of each type, with its name."""
    for name in names:
        try:
            definition = RegistrationTypes()[name]
            if definition.registration_type != name:
                yield f"{name}: the RegistrationType is {definition.registration_type}"
            yield from (f"{name}: {fault}" for fault in faults_of(definition))
        except ValueError as error:  # the catalogue refuses the definition
            yield f"{name}: {error}"


def faults_of_type(definition: RegistrationTypeDefinition) -> Iterator[str]:
    """Yield what is inconsistent in the definition of a type."""
    if re.search(r"[{}]|XX", repr(definition.display_hints) + repr(definition.supported_associations)):
        yield "a placeholder for the country is left in the hints or the associations"
    sections = [section.section_path for section in definition.sections]
    paths = [field.field_path for field in definition.fields]
    for path in sorted({each for each in sections if sections.count(each) > 1}):
        yield f"there are two sections {path}"
    for path in sorted({each for each in paths if paths.count(each) > 1}):
        yield f"there are two fields {path}"
    in_the_order_of_fields = list(dict.fromkeys(field.section_path for field in definition.fields))
    if sections != in_the_order_of_fields:
        yield f"the sections are {sections}, but those of the fields, in their order, are {in_the_order_of_fields}"
    for each in definition.fields:
        for fault in faults_of_field(each, set(paths)):
            yield f"{each.field_path}: {fault}"


def faults_of_field(definition: RegistrationFieldDefinition, paths: set[str]) -> Iterator[str]:
    """Yield what is inconsistent in the definition of a field; `paths` are those of all fields of the type."""
    hints = definition.display_hints
    if not definition.field_path.startswith(f"{definition.section_path}."):
        yield f"the path is outside the section {definition.section_path}"
    if not hints.title:
        yield "there is no title"
    if not hints.short_description:
        yield "there is no short description"
    if hints.example_text_value is not None and (problem := definition.problem((), hints.example_text_value, None)):
        yield f"the example is refused: {problem}"
    if select := definition.select_validation:
        if not 1 <= select.min_choices <= select.max_choices <= len(select.options):
            yield f"{select.min_choices} to {select.max_choices} of {len(select.options)} options may be chosen"
        if len(set(select.options)) != len(select.options):
            yield f"an option is there twice: {select.options}"
    if validation := definition.text_validation:
        if validation.min_length > validation.max_length:
            yield f"the minimum length is {validation.min_length}, and the maximum {validation.max_length}"
        try:
            re.compile(validation.pattern)
        except re.error as error:
            yield f"the pattern {validation.pattern!r} is wrong: {error}"
    for rule in definition.conditional_behavior.rules if definition.conditional_behavior else ():
        for path in sorted({condition.depends_on_field_path for condition in rule.conditions} - paths):
            yield f"a condition depends on {path}, which isn't a field"


def test_the_catalogue_has_exactly_the_known_types_in_alphabetical_order() -> None:
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


def test_every_type_is_in_one_family() -> None:
    assert sorted(name for names in FAMILIES.values() for name in names) == TYPES


def test_the_known_fields_are_as_documented_or_seen() -> None:
    faults = [
        f"{name}, {path}: {expected} is known, but {came} came"
        for name, path, *expected in KNOWN_FIELDS
        if (came := summary_of(name, path, with_bounds=expected[-1] is not None)) != expected
    ]
    assert not faults, "\n".join(faults)


def summary_of(name: str, path: str, *, with_bounds: bool) -> list[Any] | None:
    """Return a field in the form of KNOWN_FIELDS, without name and path; None if there is no such field."""
    found = RegistrationTypes()[name].field(path)
    if found is None:
        return None
    bounds: Any = None
    if with_bounds and found.text_validation:
        bounds = (found.text_validation.min_length, found.text_validation.max_length)
    elif with_bounds and found.select_validation:
        bounds = len(found.select_validation.options)
    return [found.field_type, found.field_requirement, bounds]


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
def test_a_type_names_the_resources_that_it_can_be_associated_with(
    name: str, expected: list[tuple[str, str | None, str]]
) -> None:
    associations = RegistrationTypes()[name].supported_associations
    came = [(each.resource_type, each.iso_country_code, each.association_behavior) for each in associations]
    assert came == expected


# A value ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("companyInfo.taxId", text("123456789")),
        ("companyInfo.companyName", text("n" * 100)),
        ("companyInfo.legalType", choice("NON_PROFIT")),
    ],
)
def test_a_field_accepts_a_value_that_fits(path: str, value: Value) -> None:
    assert field(BRAND, path).problem(value.select_choices, value.text_value, None) is None


@pytest.mark.parametrize(
    ("path", "value", "says"),
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
def test_the_problem_of_a_value_that_does_not_fit_says_what_would(path: str, value: Value, says: str) -> None:
    problem = field(BRAND, path).problem(value.select_choices, value.text_value, value.registration_attachment_id)
    assert problem is not None
    assert says in problem


def test_an_attachment_field_accepts_only_an_attachment() -> None:
    screenshot = field(CAMPAIGN, "campaignInfo.optInScreenshot")
    assert screenshot.problem((), None, "attachment-1") is None
    assert "takes only RegistrationAttachmentId" in str(screenshot.problem((), "attachment-1", None))


def test_a_select_field_can_accept_several_choices() -> None:
    sub_use_cases = field(CAMPAIGN, "campaignUseCase.subUseCases")
    options = sub_use_cases.select_validation.options if sub_use_cases.select_validation else ()
    assert sub_use_cases.problem(options[:5], None, None) is None
    assert "1 to 5 of its options, 6 were given" in str(sub_use_cases.problem(options[:6], None, None))


# A whole version ----------------------------------------------------------------------------------------------------


def filled_in(definition: RegistrationTypeDefinition, **others: Value) -> dict[str, Value]:
    """Return a fitting value for each required field, and the others given."""
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


@pytest.mark.parametrize("names", FAMILIES.values(), ids=FAMILIES)
def test_every_required_field_of_a_family_is_a_problem_only_while_it_is_missing(names: list[str]) -> None:
    faults = list(faults_of_family(names, faults_of_required_fields))
    assert not faults, "\n".join(faults)


def faults_of_required_fields(definition: RegistrationTypeDefinition) -> Iterator[str]:
    """Yield what is wrong with the problems of an empty version, and of one whose required fields are filled in."""
    required = {each.field_path for each in definition.fields if each.field_requirement == "REQUIRED"}
    while_empty = definition.problems({})
    for path in sorted(required - set(while_empty)):
        yield f"{path} is required, but isn't a problem while it is missing"
    for path, problem in while_empty.items():
        if problem != "Missing required field":
            yield f"the problem of {path} should be that it is missing, but is {problem!r}"
    for path, problem in definition.problems(filled_in(definition)).items():
        if path in required:
            yield f"{path} is filled in, but has the problem {problem!r}"


def test_only_a_publicly_traded_company_gives_its_stock() -> None:
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


def test_a_company_gives_its_tax_id_unless_it_is_a_sole_proprietor() -> None:
    toll_free = RegistrationTypes()[TOLL_FREE]
    tax = {
        "companyInfo.taxId": text("12-3456789"),
        "companyInfo.taxIdAuthority": choice("EIN"),
        "companyInfo.taxIdCountry": text("US"),
    }
    sole_proprietor = {"companyInfo.businessType": choice("SOLE_PROPRIETOR")}
    assert toll_free.problems(filled_in(toll_free)) == dict.fromkeys(tax, "Missing required field")
    assert toll_free.problems(filled_in(toll_free) | tax) == {}
    assert toll_free.problems(filled_in(toll_free) | sole_proprietor) == {}


@pytest.mark.parametrize("use_case", ["MIXED", "LOW_VOLUME"])
def test_a_mixed_campaign_gives_its_sub_use_cases(use_case: str) -> None:
    campaign = RegistrationTypes()[CAMPAIGN]
    values = filled_in(campaign) | {
        "campaignUseCase.useCase": choice(use_case),
        "campaignUseCase.embeddedLink": choice("No"),
    }
    parts = "campaignUseCase.subUseCases"
    assert campaign.problems(values) == {parts: "Missing required field"}
    assert campaign.problems(values | {parts: choice("MARKETING", "SECURITY_ALERT")}) == {}
    assert campaign.problems(values | {"campaignUseCase.useCase": choice("MARKETING")}) == {}


def test_an_agent_has_at_least_one_way_to_contact_its_owner_and_a_label_for_it() -> None:
    agent = RegistrationTypes()[RCS]
    values = filled_in(agent)
    ways = ["agentDetails.contactPhoneNumber", "agentDetails.contactEmailAddress", "agentDetails.contactWebsite"]
    assert agent.problems(values) == dict.fromkeys(ways, "Missing required field")
    values["agentDetails.contactWebsite"] = text("https://www.example.com")
    assert agent.problems(values) == {"agentDetails.contactWebsiteLabel": "Missing required field"}
    values["agentDetails.contactWebsiteLabel"] = text("Visit us")
    assert agent.problems(values) == {}


def test_an_indonesian_company_gives_letters_of_authorization_for_all_carriers() -> None:
    form = RegistrationTypes()["ID_SENDER_ID_REGISTRATION"]
    abroad = filled_in(form)
    letters = [f"idSidSpecificInfo.letterOfAuthorization{number}" for number in (1, 2, 4)]
    assert form.problems(abroad) == {}
    at_home = abroad | {"companyAddress.isoCountryCode": text("ID")}
    assert form.problems(at_home) == dict.fromkeys(letters, "Missing required field")


# Data files ---------------------------------------------------------------------------------------------------------


def test_the_data_files_are_in_the_package() -> None:
    folder = Path(pinpoint_mock.__file__).parent / "resources" / "registrations" / "types"
    assert len(list(folder.iterdir())) > 10
    for path in folder.iterdir():
        assert path.suffix == ".json"
        assert json.loads(path.read_text("utf-8"))["RegistrationType"].endswith(path.stem.removeprefix("XX"))


def test_all_catalogues_share_the_definition_of_a_type() -> None:
    assert RegistrationTypes()[TOLL_FREE] is RegistrationTypes()[TOLL_FREE]
