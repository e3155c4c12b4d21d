"""How much of botocore's model the mock has: the table in docs/reference/operations.md, and its sum in README.md.

Both are printed, or written there with `--write`.

The tables here are what it doesn't have, and why. The tests in tests/test_walk hold both the mock and the tables to the
installed model: whatever is in no table has been seen, and whatever is in one hasn't.
"""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import botocore
from attrs import frozen
from botocore.model import Shape

from pinpoint_mock.protocol.model import enum_values, error_codes, operation_model, service_model
from pinpoint_mock.wiring import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGE = ROOT / "docs" / "reference" / "operations.md"
SECTION = re.compile(r"(?<=<!-- completeness -->\n).*?(?=<!-- /completeness -->)", re.DOTALL)

NO_CONDITION = "No request is known to get it."

NOT_YET: dict[str, str] = {}
"""Operations that aren't mocked, by why."""

WITHOUT_EFFECT: dict[str, str] = {}
"""Parameters that change nothing, as "Operation.Path", by why."""

NEVER_PRODUCED = {
    "A number begins without a two-way channel, and so does an agent.": """
        CreateRcsAgent.TwoWayChannelArn CreateRcsAgent.TwoWayChannelRole CreateRcsAgent.TwoWayMediaS3BucketName
        CreateRcsAgent.TwoWayMediaS3KeyPrefix CreateRcsAgent.TwoWayMediaS3Role CreateRcsAgent.TwoWayRcsEventsEnabled
        RequestPhoneNumber.TwoWayChannelArn RequestPhoneNumber.TwoWayChannelRole
    """,
    "A version begins as a draft.": """
        CreateRegistrationVersion.RegistrationVersionStatusHistory.ApprovedTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.ArchivedTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.AwsReviewingTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.DeniedTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.DiscardedTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.RequiresAuthenticationTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.ReviewingTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.RevokedTimestamp
        CreateRegistrationVersion.RegistrationVersionStatusHistory.SubmittedTimestamp
    """,
    "Only a version that wasn't reviewed yet can be discarded.": """
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.ApprovedTimestamp
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.ArchivedTimestamp
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.AwsReviewingTimestamp
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.DeniedTimestamp
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.RequiresAuthenticationTimestamp
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.ReviewingTimestamp
        DiscardRegistrationVersion.RegistrationVersionStatusHistory.RevokedTimestamp
    """,
    "What a version comes to after its approval or denial isn't there yet when it is submitted.": """
        SubmitRegistrationVersion.RegistrationVersionStatusHistory.ArchivedTimestamp
        SubmitRegistrationVersion.RegistrationVersionStatusHistory.DeniedTimestamp
        SubmitRegistrationVersion.RegistrationVersionStatusHistory.DiscardedTimestamp
        SubmitRegistrationVersion.RegistrationVersionStatusHistory.RevokedTimestamp
    """,
    "The only attribute is the score of a brand that is vetted, and not yet or no longer there.": """
        CreateRegistration.AdditionalAttributes DeleteRegistration.AdditionalAttributes
    """,
    "It is told of an attachment whose upload has failed, not of one that is DELETED.": """
        DeleteRegistrationAttachment.AttachmentUploadErrorReason
    """,
    "The mock rejects no Notify configuration.": "RejectionReason",
    "AWS documents no rate of RCS agents, and daily caps only of 10DLC numbers.": """
        DescribeRcsAgents.RcsAgents.MessagingLimits DescribeSenderIds.SenderIds.MessagingLimits.DailyMessageCaps
    """,
    "The price list behind it isn't public.": "PricingTier",
}
"""Members that no answer has, as "Operation.Path", or by their name alone where that goes for all; by why."""

ONLY_BY_FAIL = {
    "ConflictException": {
        "What is made has an id of its own, and so is never there already.": """
            CreateProtectConfiguration CreateRcsAgent CreateRegistration CreateRegistrationAttachment
        """,
        NO_CONDITION: """
            AssociateProtectConfiguration DeleteOptedOutNumber ListAvailablePhoneNumbers
            PutProtectConfigurationRuleSetNumberOverride UpdatePool
        """,
    },
    "ServiceQuotaExceededException": {
        "No such quota is known.": "CarrierLookup PutProtectConfigurationRuleSetNumberOverride",
    },
    "ValidationException": {
        "It has no parameters.": """
            DeleteAccountDefaultProtectConfiguration DeleteMediaMessageSpendLimitOverride
            DeleteNotifyMessageSpendLimitOverride DeleteRcsMessageSpendLimitOverride
            DeleteTextMessageSpendLimitOverride DeleteVoiceMessageSpendLimitOverride
        """,
    },
}
"""Operations of which no ordinary call gets an error that the model lists for them: by the error, and by why."""

ALWAYS_BY_FAIL = {"AccessDeniedException", "InternalServerException", "ThrottlingException"}
"""Errors that never come unasked, of whatever operation."""

REASONS = [
    f"{error}Reason"
    for error in ("AccessDeniedException", "ConflictException", "ServiceQuotaExceededException", "ValidationException")
]
"""The enums of the model that errors have their reasons from."""


@frozen
class Member:
    """A member of an input or an output, or of a structure within."""

    path: tuple[str, ...]
    shape: Shape
    is_required: bool

    def __str__(self) -> str:
        return ".".join(self.path)


def inputs(operation: str) -> list[Member]:
    """The parameters of an operation. A structure that must be there is nothing but its members."""
    every = _members(operation_model(operation).input_shape)
    return [each for each in every if not (each.is_required and structure_in(each.shape))]


def outputs(operation: str) -> list[Member]:
    """The members of its answer."""
    return list(_members(operation_model(operation).output_shape))


def _members(shape: Shape, above: tuple[str, ...] = ()) -> Iterator[Member]:
    for name, inner in shape.members.items():
        yield Member((*above, name), inner, name in shape.required_members)
        structure = structure_in(inner)
        if structure is not None:
            yield from _members(structure, (*above, name))


def structure_in(shape: Shape) -> Shape | None:
    """The structure that it is, or that its items or values are; None for plain values."""
    while shape.type_name in ("list", "map"):
        shape = shape.member if shape.type_name == "list" else shape.value
    return shape if shape.type_name == "structure" else None


def names(table: Mapping[str, str]) -> set[str]:
    """All that a table names, for whatever reason."""
    return {name for each in table.values() for name in each.split()}


def is_never_produced(operation: str, member: Member) -> bool:
    """Whether the table says so, of it or of what it is in."""
    within = [member.path[: depth + 1] for depth in range(len(member.path))]
    return any({path[-1], ".".join((operation, *path))} & names(NEVER_PRODUCED) for path in within)


def only_by_fail(operation: str) -> set[str]:
    """The errors of an operation of which the table says so."""
    return {error for error, by_why in ONLY_BY_FAIL.items() if operation in names(by_why)}


@cache
def counts() -> dict[str, tuple[int, int]]:
    """How many of each there are in the model, and how many of them here."""
    modelled = service_model().operation_names
    mocked = [name for name in modelled if name in OPERATIONS]
    parameters = {f"{name}.{member}" for name in mocked for member in inputs(name)}
    answered = [is_never_produced(name, member) for name in mocked for member in outputs(name)]
    errors = [error for name in mocked for error in error_codes(name) - ALWAYS_BY_FAIL - only_by_fail(name)]
    rows = runpy.run_path(str(ROOT / "tools" / "reasons_page.py"))["rows"]()
    raised = {(row.exception, row.reason) for row in rows}
    return {
        "operations": (len(modelled), len(mocked)),
        "parameters": (len(parameters), len(parameters - names(WITHOUT_EFFECT))),
        "members": (len(answered), answered.count(False)),
        "errors": (sum(len(error_codes(name)) for name in mocked), len(errors)),
        "reasons": (sum(len(enum_values(enum)) for enum in REASONS), len(raised)),
    }


def completeness_table() -> str:
    """All of it, in Markdown."""
    there_are, here = ({what: both[side] for what, both in counts().items()} for side in (0, 1))
    return f"""\
| Of the model in botocore {botocore.__version__} | there are | and tests show that |
|---|---|---|
| operations | {there_are["operations"]} | {here["operations"]} are mocked |
| their parameters, nested ones too | {there_are["parameters"]} | {here["parameters"]} have an effect |
| members of their answers, nested ones too | {there_are["members"]} | {here["members"]} are produced |
| their errors | {there_are["errors"]} | {here["errors"]} come of ordinary calls, all by `fail` |
| reasons of errors | {there_are["reasons"]} | {here["reasons"]} come of ordinary calls, all by `fail` |
"""


def completeness_sum() -> str:
    """What README says of it."""
    of = {what: f"{here} of {there_are}" for what, (there_are, here) in counts().items()}
    return f"""\
By the model in botocore {botocore.__version__}, {of["operations"]} operations are mocked,
{of["parameters"]} parameters have an effect, and {of["members"]} members of answers are produced;
[tests hold it to that](docs/reference/operations.md#completeness).
"""


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for document, section in ((PAGE, completeness_table()), (README, completeness_sum())):
            document.write_text(SECTION.sub(lambda _, new=section: new, document.read_text("utf-8")), "utf-8")
    else:
        print(completeness_table(), completeness_sum(), sep="\n", end="")
