"""Protect configurations, and what they do to messages."""

import datetime as dt

PHONE = "+33199005123"
OTHER = "+33199005124"


def _send(call, **parameters):
    """Send a text to the UK, by a shared route."""
    return call("SendTextMessage", DestinationPhoneNumber=PHONE, MessageBody="Hello", **parameters)


def _blocking(call, status="BLOCK"):
    """A configuration that lets no text to the UK pass."""
    made = call("CreateProtectConfiguration")["ProtectConfigurationId"]
    call(
        "UpdateProtectConfigurationCountryRuleSet",
        ProtectConfigurationId=made,
        NumberCapability="SMS",
        CountryRuleSetUpdates={"FR": {"ProtectStatus": status}},
    )
    return {"ProtectConfigurationId": made}


def protect_configurations(call):
    call("CreateProtectConfiguration")
    tags = [{"Key": "team", "Value": "growth"}]
    made = call.twice("CreateProtectConfiguration", DeletionProtectionEnabled=True, Tags=tags)
    configuration = {"ProtectConfigurationId": made["ProtectConfigurationId"]}
    call("DescribeProtectConfigurations", ProtectConfigurationIds=[made["ProtectConfigurationId"]])
    unknown = ["protect-none"]
    call.refused("DescribeProtectConfigurations", "ResourceNotFoundException", ProtectConfigurationIds=unknown)
    call.pages("DescribeProtectConfigurations")
    call.filtered("DescribeProtectConfigurations", "deletion-protection-enabled", "true")
    call("UpdateProtectConfiguration", DeletionProtectionEnabled=False, **configuration)
    call("DeleteProtectConfiguration", **configuration)


def the_accounts_default(call):
    blocking = _blocking(call)
    call("SetAccountDefaultProtectConfiguration", **blocking)
    call.pages("DescribeAccountAttributes")
    call("DeleteAccountDefaultProtectConfiguration")
    call.refused("DeleteAccountDefaultProtectConfiguration", "ResourceNotFoundException")


def that_of_a_configuration_set(call):
    blocking = _blocking(call, "MONITOR")
    both = {"ConfigurationSetName": "marketing", **blocking}
    call("CreateConfigurationSet", ConfigurationSetName="marketing")
    call("AssociateProtectConfiguration", **both)
    call("DescribeConfigurationSets")
    _send(call, ConfigurationSetName="marketing")
    call("DisassociateProtectConfiguration", **both)
    call.refused("DisassociateProtectConfiguration", "ConflictException", **both)


def rules_of_countries(call):
    blocking = _blocking(call)
    call("GetProtectConfigurationCountryRuleSet", NumberCapability="SMS", **blocking)
    call.refused("SendTextMessage", "ConflictException", DestinationPhoneNumber=PHONE, MessageBody="Hello", **blocking)


def rules_of_numbers(call):
    blocking = _blocking(call)
    tomorrow = call.pinpoint.clock.now() + dt.timedelta(days=1)
    override, listed = "PutProtectConfigurationRuleSetNumberOverride", "ListProtectConfigurationRuleSetNumberOverrides"
    allowed = {"DestinationPhoneNumber": PHONE, "Action": "ALLOW", **blocking}
    call(override, ExpirationTimestamp=tomorrow, **allowed)
    call(override, DestinationPhoneNumber=OTHER, Action="BLOCK", **blocking)
    _send(call, **blocking)
    call.pages(listed, **blocking)
    call.filtered(listed, "action", "BLOCK", **blocking)
    call("DeleteProtectConfigurationRuleSetNumberOverride", DestinationPhoneNumber=PHONE, **blocking)


def a_rule_of_a_number_repeated(call):
    override = "PutProtectConfigurationRuleSetNumberOverride"
    rule = {"DestinationPhoneNumber": PHONE, **_blocking(call)}
    call(override, ClientToken="once", Action="ALLOW", **rule)
    call(override, Action="BLOCK", **rule)
    call(override, ClientToken="once", Action="ALLOW", **rule)
    call("ListProtectConfigurationRuleSetNumberOverrides", ProtectConfigurationId=rule["ProtectConfigurationId"])
