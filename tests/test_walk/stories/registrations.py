"""Registrations: filed, reviewed, changed and deleted."""

PIGEON = "XY_PIGEON_REGISTRATION"
FILED = {
    "pigeonInfo.name": {"TextValue": "Speckled Jim"},
    "pigeonInfo.colour": {"SelectChoices": ["Other"]},
    "pigeonInfo.otherColour": {"TextValue": "Speckled"},
}


def _hints(title, **others):
    return {"Title": title, "ShortDescription": f"{title}.", **others}


DOCUMENTED = {"LongDescription": "Long.", "DocumentationTitle": "Manual", "DocumentationLink": "https://example.com"}
IS_ANOTHER = [{"DependsOnFieldPath": "pigeonInfo.colour", "Operator": "EQUALS", "Values": ["Other"]}]
FORM = {
    "SupportedAssociations": [
        {
            "ResourceType": "LONG_CODE",
            "IsoCountryCode": "GB",
            "AssociationBehavior": "ASSOCIATE_AFTER_COMPLETE",
            "DisassociationBehavior": "DISASSOCIATE_ALL_ALLOWS_DELETE_REGISTRATION",
        }
    ],
    "DisplayHints": _hints("Pigeon registration", **DOCUMENTED),
    "Sections": [
        {"SectionPath": "pigeonInfo", "DisplayHints": _hints("Pigeon", **DOCUMENTED)},
        {"SectionPath": "ownerInfo", "DisplayHints": _hints("Owner")},
    ],
    "Fields": [
        {
            "SectionPath": "pigeonInfo",
            "FieldPath": "pigeonInfo.name",
            "FieldType": "TEXT",
            "FieldRequirement": "REQUIRED",
            "TextValidation": {"MinLength": 1, "MaxLength": 20, "Pattern": ".+"},
            "DisplayHints": _hints("Name", TextValidationDescription="20", ExampleTextValue="Jim", **DOCUMENTED),
        },
        {
            "SectionPath": "pigeonInfo",
            "FieldPath": "pigeonInfo.colour",
            "FieldType": "SELECT",
            "FieldRequirement": "REQUIRED",
            "SelectValidation": {"MinChoices": 1, "MaxChoices": 1, "Options": ["Grey", "Other"]},
            "DisplayHints": _hints(
                "Colour", SelectOptionDescriptions=[{"Option": "Grey", "Title": "Grey", "Description": "As most."}]
            ),
        },
        {
            "SectionPath": "pigeonInfo",
            "FieldPath": "pigeonInfo.otherColour",
            "FieldType": "TEXT",
            "FieldRequirement": "CONDITIONAL",
            "TextValidation": {"MinLength": 1, "MaxLength": 20, "Pattern": ".+"},
            "ConditionalBehavior": {
                "DefaultBehavior": "DISALLOWED",
                "Rules": [
                    {
                        "Conditions": IS_ANOTHER,
                        "RuleBehavior": "REQUIRED",
                        "ConditionalValidation": {
                            "MinLength": 2,
                            "MaxLength": 10,
                            "Pattern": "[A-Z].+",
                            "AllowedValues": ["Speckled", "White"],
                        },
                    }
                ],
            },
            "DisplayHints": _hints("Other colour"),
        },
        {
            "SectionPath": "ownerInfo",
            "FieldPath": "ownerInfo.passport",
            "FieldType": "ATTACHMENT",
            "FieldRequirement": "OPTIONAL",
            "DisplayHints": _hints("Passport"),
        },
    ],
}


def _filed(call, **values):
    """A registration with its form filled in."""
    call.pinpoint.registration_types[PIGEON] = FORM
    registration = call("CreateRegistration", RegistrationType=PIGEON)["RegistrationId"]
    for path, value in {**FILED, **values}.items():
        call("PutRegistrationFieldValue", RegistrationId=registration, FieldPath=path, **value)
    return {"RegistrationId": registration}


def _approved(call):
    """One whose review is over."""
    registration = _filed(call)
    call("SubmitRegistrationVersion", **registration)
    call.pinpoint.approve(registration["RegistrationId"])
    return registration


def what_is_asked_for(call):
    call.pinpoint.registration_types[PIGEON] = FORM
    asked = {"RegistrationType": PIGEON}
    call("DescribeRegistrationTypeDefinitions", RegistrationTypes=[PIGEON])
    call.pages("DescribeRegistrationTypeDefinitions")
    by_type, by_country = "supported-association-resource-type", "supported-association-iso-country-code"
    call.filtered("DescribeRegistrationTypeDefinitions", by_type, "TOLL_FREE")
    call.filtered("DescribeRegistrationTypeDefinitions", by_country, "GB")
    call("DescribeRegistrationSectionDefinitions", SectionPaths=["ownerInfo"], **asked)
    call.pages("DescribeRegistrationSectionDefinitions", **asked)
    call("DescribeRegistrationFieldDefinitions", SectionPath="pigeonInfo", **asked)
    call("DescribeRegistrationFieldDefinitions", FieldPaths=["ownerInfo.passport"], **asked)
    call.pages("DescribeRegistrationFieldDefinitions", **asked)


def registrations_listed(call):
    call("CreateRegistration", RegistrationType="US_TOLL_FREE_REGISTRATION")
    tags = [{"Key": "team", "Value": "growth"}]
    made = call.twice("CreateRegistration", RegistrationType="US_TEN_DLC_BRAND_REGISTRATION", Tags=tags)
    call("DescribeRegistrations", RegistrationIds=[made["RegistrationId"]])
    call.refused("DescribeRegistrations", "ResourceNotFoundException", RegistrationIds=["registration-none"])
    call.pages("DescribeRegistrations")
    call.filtered("DescribeRegistrations", "registration-type", "US_TOLL_FREE_REGISTRATION")
    call("DeleteRegistration", RegistrationId=made["RegistrationId"])


def a_vetted_brand(call):
    brand = call.pinpoint.add_registration("US_TEN_DLC_BRAND_REGISTRATION")
    vetting = call("CreateRegistration", RegistrationType="US_TEN_DLC_BRAND_VETTING")["RegistrationId"]
    call("CreateRegistrationAssociation", RegistrationId=vetting, ResourceId=brand)
    call("SubmitRegistrationVersion", RegistrationId=vetting)
    call.pinpoint.approve(vetting)
    call("DescribeRegistrations", RegistrationIds=[vetting])
    call("DeleteRegistration", RegistrationId=vetting)


def a_review_of_every_step(call):
    registration = _filed(call)
    call("SubmitRegistrationVersion", AwsReview=True, **registration)
    for _ in range(4):
        call("DescribeRegistrationVersions", **registration)
    call("CreateRegistrationVersion", **registration)
    call("DescribeRegistrationVersions", VersionNumbers=[1], **registration)
    call.pages("DescribeRegistrationVersions", **registration)
    call.filtered("DescribeRegistrationVersions", "registration-version-status", "DRAFT", **registration)
    call("DescribeRegistrationFieldValues", VersionNumber=1, **registration)
    call.refused("CreateRegistrationVersion", "ConflictException", **registration)
    call("DiscardRegistrationVersion", **registration)
    call("DescribeRegistrationVersions", **registration)
    call.refused("DiscardRegistrationVersion", "ConflictException", **registration)
    call("CreateRegistrationVersion", **registration)
    call("DeleteRegistration", **registration)


def a_brand_that_confirms_an_e_mail(call):
    call.pinpoint.transitions["registration"] = "manual"
    legal_type = {
        "SectionPath": "ownerInfo",
        "FieldPath": "companyInfo.legalType",
        "FieldType": "SELECT",
        "FieldRequirement": "OPTIONAL",
        "SelectValidation": {"MinChoices": 1, "MaxChoices": 1, "Options": ["PUBLIC_PROFIT"]},
        "DisplayHints": _hints("Legal type"),
    }
    call.pinpoint.registration_types[PIGEON] = {**FORM, "Fields": [*FORM["Fields"], legal_type]}
    registration = call("CreateRegistration", RegistrationType=PIGEON)["RegistrationId"]
    for path, value in {**FILED, "companyInfo.legalType": {"SelectChoices": ["PUBLIC_PROFIT"]}}.items():
        call("PutRegistrationFieldValue", RegistrationId=registration, FieldPath=path, **value)
    call.pinpoint.transitions["registration"] = "immediate"
    call("SubmitRegistrationVersion", RegistrationId=registration, AwsReview=True)
    call("CreateRegistrationVersion", RegistrationId=registration)
    for path, value in FILED.items():
        call("PutRegistrationFieldValue", RegistrationId=registration, FieldPath=path, **value)
    call("SubmitRegistrationVersion", RegistrationId=registration)
    call("DescribeRegistrationVersions", RegistrationId=registration)
    call.pinpoint.revoke(registration)
    call("DescribeRegistrationVersions", RegistrationId=registration)


def a_denial(call):
    registration = _filed(call)
    call("SubmitRegistrationVersion", **registration)
    call.pinpoint.deny(registration["RegistrationId"], reasons=[{"Reason": "UNFIT", **_hints_of_a_denial()}])
    call("DescribeRegistrationVersions", **registration)
    call("DescribeRegistrations")
    call("CreateRegistrationVersion", **registration)
    call("DeleteRegistration", **registration)


def _hints_of_a_denial():
    return {"ShortDescription": "Unfit.", **DOCUMENTED}


def a_review_that_finds_fault(call):
    for by_aws in True, False:
        registration = _filed(call, **{"pigeonInfo.otherColour": {"TextValue": "pink"}})
        call("SubmitRegistrationVersion", AwsReview=by_aws, **registration)
        for _ in range(3):
            call("DescribeRegistrationVersions", **registration)
        call("DescribeRegistrationFieldValues", **registration)


def a_draft_given_up(call):
    call.pinpoint.transitions["registration"] = "manual"
    registration = _filed(call)
    call("SubmitRegistrationVersion", **registration)
    call.refused("SubmitRegistrationVersion", "ConflictException", **registration)
    call("DiscardRegistrationVersion", **registration)


def values(call):
    attachment = call("CreateRegistrationAttachment", AttachmentBody=b"%PDF-1.7")["RegistrationAttachmentId"]
    registration = _filed(call, **{"ownerInfo.passport": {"RegistrationAttachmentId": attachment}})
    call("DescribeRegistrationFieldValues", SectionPath="ownerInfo", **registration)
    call("DescribeRegistrationFieldValues", FieldPaths=["pigeonInfo.name"], **registration)
    call.pages("DescribeRegistrationFieldValues", **registration)
    call.refused("DeleteRegistrationAttachment", "ConflictException", RegistrationAttachmentId=attachment)
    for path in (*FILED, "ownerInfo.passport"):
        call("DeleteRegistrationFieldValue", FieldPath=path, **registration)
    call("DeleteRegistrationAttachment", RegistrationAttachmentId=attachment)


def values_of_what_is_no_draft(call):
    registration = _approved(call)
    path = {"FieldPath": "pigeonInfo.name", **registration}
    call.refused("PutRegistrationFieldValue", "ConflictException", TextValue="Jim", **path)
    call.refused("DeleteRegistrationFieldValue", "ConflictException", **path)


def attachments(call):
    tags = [{"Key": "team", "Value": "growth"}]
    call("CreateRegistrationAttachment", AttachmentBody=b"%PDF-1.7")
    asked = {"AttachmentUrl": "s3://papers/passport.txt", "Tags": tags}
    attachment = call.twice("CreateRegistrationAttachment", **asked)["RegistrationAttachmentId"]
    call("DescribeRegistrationAttachments", RegistrationAttachmentIds=[attachment])
    unknown = ["attachment-none"]
    call.refused("DescribeRegistrationAttachments", "ResourceNotFoundException", RegistrationAttachmentIds=unknown)
    call.pages("DescribeRegistrationAttachments")
    call.filtered("DescribeRegistrationAttachments", "attachment-status", "UPLOAD_COMPLETE")
    call("DeleteRegistrationAttachment", RegistrationAttachmentId=attachment)


def associations(call):
    registration = _approved(call)
    numbers = [call.number(NumberType="LONG_CODE", IsoCountryCode="GB")["PhoneNumberId"] for _ in range(2)]
    for number in numbers:
        call("CreateRegistrationAssociation", ResourceId=number, **registration)
    call.refused("CreateRegistrationAssociation", "ConflictException", ResourceId=numbers[0], **registration)
    call.pages("ListRegistrationAssociations", **registration)
    call.filtered("ListRegistrationAssociations", "resource-type", "TOLL_FREE", **registration)
    call.filtered("ListRegistrationAssociations", "resource-type", "LONG_CODE", **registration)
    call.refused("DeleteRegistration", "ConflictException", **registration)


def a_sender_id_that_is_registered(call):
    sender_id = {"IsoCountryCode": "GB", "SenderId": "PIGEON"}
    name, path = "GB_SENDER_ID_REGISTRATION", "senderIdInfo.senderId"
    of_gb = {
        **FORM["SupportedAssociations"][0],
        "ResourceType": "SENDER_ID",
        "AssociationBehavior": "ASSOCIATE_ON_APPROVAL",
    }
    call.pinpoint.registration_types[name] = {
        **FORM,
        "SupportedAssociations": [of_gb],
        "Fields": [{**FORM["Fields"][0], "FieldPath": path}],
    }
    registration = {"RegistrationId": call("CreateRegistration", RegistrationType=name)["RegistrationId"]}
    call("PutRegistrationFieldValue", FieldPath=path, TextValue="PIGEON", **registration)
    call("SubmitRegistrationVersion", **registration)
    call.pinpoint.approve(registration["RegistrationId"])
    call("DescribeSenderIds")
    call("UpdateSenderId", DeletionProtectionEnabled=False, **sender_id)
    call("ReleaseSenderId", **sender_id)
