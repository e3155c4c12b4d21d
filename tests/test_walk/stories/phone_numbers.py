"""Phone numbers, requested, changed, listed and released."""

TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
ROLE = "arn:aws:iam::123456789012:role/answers"


def a_number_with_everything(call):
    call("CreateOptOutList", OptOutListName="promotions")
    campaign = call.pinpoint.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    first = call.number()
    number = call.number(
        NumberType="TEN_DLC",
        RegistrationId=campaign,
        OptOutListName="promotions",
        InternationalSendingEnabled=True,
        DeletionProtectionEnabled=True,
        Tags=[{"Key": "team", "Value": "growth"}],
    )["PhoneNumberId"]
    call.refused("DescribePhoneNumbers", "ResourceNotFoundException", PhoneNumberIds=["phone-none"])
    call.pages("DescribePhoneNumbers")
    call("DescribePhoneNumbers", PhoneNumberIds=[first["PhoneNumberId"]])
    call("DescribePhoneNumbers", Owner="SHARED")
    call.filtered("DescribePhoneNumbers", "number-type", "TEN_DLC")
    call(
        "UpdatePhoneNumber",
        PhoneNumberId=number,
        TwoWayEnabled=True,
        TwoWayChannelArn=TOPIC,
        TwoWayChannelRole=ROLE,
        SelfManagedOptOutsEnabled=True,
    )
    call("UpdatePhoneNumber", PhoneNumberId=number, OptOutListName="Default")
    call("UpdatePhoneNumber", PhoneNumberId=number, InternationalSendingEnabled=False, DeletionProtectionEnabled=False)
    call("DescribePhoneNumbers")
    call("ReleasePhoneNumber", PhoneNumberId=number)


def a_number_before_its_campaign(call):
    number = call.number(NumberType="TEN_DLC")["PhoneNumberId"]
    campaign = call.pinpoint.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    call("DescribePhoneNumbers")
    call.refused("CreatePool", "ConflictException", OriginationIdentity=number, MessageType="TRANSACTIONAL")
    call("CreateRegistrationAssociation", RegistrationId=campaign, ResourceId=number)
    call("DescribePhoneNumbers")
    call("ListRegistrationAssociations", RegistrationId=campaign)


def a_short_code(call):
    code = call.pinpoint.add_phone_number(number_type="SHORT_CODE")
    [number] = call.filtered("DescribePhoneNumbers", "number-type", "SHORT_CODE")["PhoneNumbers"]
    call("SendTextMessage", DestinationPhoneNumber="+12065550100", OriginationIdentity=code, MessageBody="Hello")
    call.pinpoint.receive("HELP", origination_number="+12065550100", destination_number=code)
    call.refused("ReleasePhoneNumber", "ValidationException", PhoneNumberId=number["PhoneNumberId"])


def a_number_that_was_released(call):
    number = call.number()["PhoneNumberId"]
    call("ReleasePhoneNumber", PhoneNumberId=number)
    call.refused("ReleasePhoneNumber", "ResourceNotFoundException", PhoneNumberId=number)


def a_number_for_a_pool(call):
    first = call.number()
    pool = call.pool(first["PhoneNumberId"])
    call("DescribePools")
    call.number(PoolId=pool["PoolId"])
    call("DescribePhoneNumbers")


def a_request_repeated(call):
    asked = {"IsoCountryCode": "US", "MessageType": "TRANSACTIONAL", "NumberCapabilities": ["SMS"]}
    call.twice("RequestPhoneNumber", NumberType="SIMULATOR", **asked)


def numbers_on_offer(call):
    asked = {"IsoCountryCode": "US", "NumberCapabilities": ["SMS"], "NumberType": "TEN_DLC"}
    campaign = call.pinpoint.add_registration("US_TEN_DLC_CAMPAIGN_REGISTRATION")
    wanted = [{"PreferenceType": ["EndsWith"], "Filter": ["77"]}]
    call.pages("ListAvailablePhoneNumbers", **asked)
    call("ListAvailablePhoneNumbers", NumberPreference=wanted, **asked)
    call("ListAvailablePhoneNumbers", **{**asked, "NumberCapabilities": ["RCS"]})
    call.refused("ListAvailablePhoneNumbers", "ResourceNotFoundException", RegistrationId="registration-none", **asked)
    call.number(NumberType="TEN_DLC", RegistrationId=campaign, NumberPreference=wanted)
