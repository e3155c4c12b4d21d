"""Verified destination numbers, and the codes that verify them."""

PHONE = "+12065550100"
OTHER = "+12065550101"


def phones_to_verify(call):
    call.refused(
        "CreateVerifiedDestinationNumber",
        "ResourceNotFoundException",
        DestinationPhoneNumber=OTHER,
        RcsAgentId="rcs-none",
    )
    tags = [{"Key": "team", "Value": "growth"}]
    first = call.twice("CreateVerifiedDestinationNumber", DestinationPhoneNumber=PHONE, Tags=tags)
    call("CreateVerifiedDestinationNumber", DestinationPhoneNumber=OTHER)
    phone = first["VerifiedDestinationNumberId"]
    call("DescribeVerifiedDestinationNumbers", VerifiedDestinationNumberIds=[phone])
    call("DescribeVerifiedDestinationNumbers", DestinationPhoneNumbers=[OTHER])
    call.refused(
        "DescribeVerifiedDestinationNumbers", "ResourceNotFoundException", VerifiedDestinationNumberIds=["vdn-none"]
    )
    call.pages("DescribeVerifiedDestinationNumbers")
    for status in "PENDING", "VERIFIED":
        call.filtered("DescribeVerifiedDestinationNumbers", "status", status)
    call.pinpoint.clock.advance(hours=25)
    call("DeleteVerifiedDestinationNumber", VerifiedDestinationNumberId=phone)


def codes(call):
    call.number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "VOICE"])
    number = call.number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "VOICE"])["PhoneNumberId"]
    call("CreateConfigurationSet", ConfigurationSetName="codes")
    made = call("CreateVerifiedDestinationNumber", DestinationPhoneNumber=PHONE)
    phone = {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}
    call(
        "SendDestinationNumberVerificationCode",
        VerificationChannel="TEXT",
        LanguageCode="DE_DE",
        OriginationIdentity=number,
        ConfigurationSetName="codes",
        Context={"campaign": "spring"},
        DestinationCountryParameters={"IN_ENTITY_ID": "1"},
        **phone,
    )
    call("SendDestinationNumberVerificationCode", VerificationChannel="VOICE", OriginationIdentity=number, **phone)
    code = call.pinpoint.verification_code(made["VerifiedDestinationNumberId"])
    call("VerifyDestinationNumber", VerificationCode=code, **phone)
