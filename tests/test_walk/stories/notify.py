"""Notify: its countries and templates, and passcodes sent by them."""

PHONE = "+12065550100"
ENGLISH = "notify-code-verification-english-001"
WITH_A_DEFAULT = "notify-code-verification-english-003"
ACME = {"DisplayName": "Acme", "UseCase": "CODE_VERIFICATION"}


def countries_and_templates(call):
    call("ListNotifyCountries", Tier="BASIC")
    call("ListNotifyCountries", Channels=["RCS"])
    call("ListNotifyCountries", UseCases=["CODE_VERIFICATION"])
    call.pages("ListNotifyCountries")
    call("DescribeNotifyTemplates", TemplateIds=[ENGLISH, WITH_A_DEFAULT])
    call.refused("DescribeNotifyTemplates", "ResourceNotFoundException", TemplateIds=["none"])
    call.pages("DescribeNotifyTemplates")
    call.filtered("DescribeNotifyTemplates", "language-code", "fr")


def configurations(call):
    pool = call.pool(call.number()["PhoneNumberId"])["PoolId"]
    call("DescribePools")
    everything = {"DefaultTemplateId": ENGLISH, "PoolId": pool, "EnabledCountries": ["US"]}
    tags = [{"Key": "team", "Value": "growth"}]
    made = call.twice(
        "CreateNotifyConfiguration",
        EnabledChannels=["SMS"],
        DeletionProtectionEnabled=True,
        Tags=tags,
        **everything,
        **ACME,
    )
    first = {"NotifyConfigurationId": made["NotifyConfigurationId"]}
    by_voice = {"EnabledChannels": ["VOICE"], **ACME}
    call.refused("CreateNotifyConfiguration", "ResourceNotFoundException", DefaultTemplateId="none", **by_voice)
    made = call("CreateNotifyConfiguration", **by_voice)
    second = {"NotifyConfigurationId": made["NotifyConfigurationId"]}
    call("DescribeNotifyConfigurations", NotifyConfigurationIds=[first["NotifyConfigurationId"]])
    unknown = ["notify-none"]
    call.refused("DescribeNotifyConfigurations", "ResourceNotFoundException", NotifyConfigurationIds=unknown)
    call.pages("DescribeNotifyConfigurations")
    call.filtered("DescribeNotifyConfigurations", "enabled-channels", "VOICE")
    call("UpdateNotifyConfiguration", DeletionProtectionEnabled=False, **first)
    call("UpdateNotifyConfiguration", EnabledChannels=["SMS"], **everything, **second)
    call("DeleteNotifyConfiguration", **first)


def passcodes(call):
    pool = call.pool(call.number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "VOICE"])["PhoneNumberId"])
    call("CreateConfigurationSet", ConfigurationSetName="codes")
    made = call("CreateNotifyConfiguration", EnabledChannels=["SMS", "VOICE"], PoolId=pool["PoolId"], **ACME)
    asked = {
        "NotifyConfigurationId": made["NotifyConfigurationId"],
        "DestinationPhoneNumber": PHONE,
        "TemplateId": ENGLISH,
        "TemplateVariables": {"code": "123456"},
    }
    common = {"ConfigurationSetName": "codes", "TimeToLive": 60, "Context": {"campaign": "spring"}, **asked}
    call("SendNotifyTextMessage", **common)
    call("SendNotifyVoiceMessage", VoiceId="JOANNA", **common)
    for channel in "Text", "Voice":
        call(f"SendNotify{channel}Message", DryRun=True, **asked)
        sent = call(f"SendNotify{channel}Message", MessageFeedbackEnabled=True, **asked)
        call("PutMessageFeedback", MessageId=sent["MessageId"], MessageFeedbackStatus="RECEIVED")
