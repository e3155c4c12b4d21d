"""Calls that change what messages go by: numbers and pools, opt-outs, configuration sets, protection, spend limits."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from .drawing import calls, one_of, perhaps
from .rules_of_messages import PHONES
from .story import BEGINNING

A_PERSONS = st.sampled_from([*PHONES][:5])
NUMBER, POOL, LIST, SET, PROTECTION = map(one_of, ("numbers", "pools", "lists", "sets", "protections"))
MAYBE = perhaps(st.booleans())
MESSAGE_TYPE = st.sampled_from(["TRANSACTIONAL", "TRANSACTIONAL", "TRANSACTIONAL", "PROMOTIONAL"])
MEMBERSHIP = {"PoolId": POOL, "OriginationIdentity": NUMBER}
TWO_WAY = st.sampled_from(
    [
        {},
        {"TwoWayEnabled": False, "SelfManagedOptOutsEnabled": False},
        {"TwoWayEnabled": True, "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:in"},
        {
            "TwoWayEnabled": True,
            "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:in",
            "SelfManagedOptOutsEnabled": True,
        },
    ]
)

OF_NUMBERS = (
    calls(
        "request_phone_number",
        IsoCountryCode=st.just("US"),
        NumberType=st.sampled_from(["TOLL_FREE", "SIMULATOR"]),
        MessageType=MESSAGE_TYPE,
        NumberCapabilities=st.sampled_from([["SMS"], ["SMS", "MMS", "VOICE"]]),
        OptOutListName=perhaps(LIST),
        PoolId=perhaps(POOL),
    ),
    calls(
        "update_phone_number",
        PhoneNumberId=NUMBER,
        OptOutListName=perhaps(LIST),
        InternationalSendingEnabled=MAYBE,
        together=TWO_WAY,
    ),
    calls("release_phone_number", PhoneNumberId=NUMBER),
    calls("create_pool", OriginationIdentity=NUMBER, MessageType=MESSAGE_TYPE),
    calls("update_pool", PoolId=POOL, OptOutListName=perhaps(LIST), SharedRoutesEnabled=MAYBE, together=TWO_WAY),
    calls("associate_origination_identity", **MEMBERSHIP),
    calls("disassociate_origination_identity", **MEMBERSHIP),
    calls("delete_pool", PoolId=POOL),
)
OF_OPT_OUTS = (
    calls("put_opted_out_number", OptOutListName=LIST, OptedOutNumber=A_PERSONS),
    calls("delete_opted_out_number", OptOutListName=LIST, OptedOutNumber=A_PERSONS),
)
OF_KEYWORDS = (
    calls(
        "put_keyword",
        OriginationIdentity=NUMBER | POOL,
        Keyword=st.sampled_from(["Join", "hours", "STOP", "START", "CANCEL"]),
        KeywordMessage=st.sampled_from(["We are open.", "Thank you."]),
        KeywordAction=perhaps(["AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN"]),
    ),
)

TOPIC = {"SnsDestination": {"TopicArn": "arn:aws:sns:us-east-1:123456789012:events"}}
STREAM = {
    "KinesisFirehoseDestination": {
        "IamRoleArn": "arn:aws:iam::123456789012:role/events",
        "DeliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/events",
    }
}
SINK = st.sampled_from([TOPIC, STREAM])
EVENT_TYPES = st.sampled_from(
    [["ALL"], ["TEXT_ALL"], ["TEXT_DELIVERED", "VOICE_COMPLETED"], ["MEDIA_ALL", "VOICE_ALL"], ["TEXT_SENT"]]
)
DESTINATION = {
    "ConfigurationSetName": SET,
    "EventDestinationName": st.sampled_from(["topic", "topic", "stream", "archive"]),
}

OF_SETS = (
    calls("create_configuration_set", ConfigurationSetName=st.sampled_from(["news", "codes", "more"])),
    calls("delete_configuration_set", ConfigurationSetName=SET),
    calls("set_default_message_type", ConfigurationSetName=SET, MessageType=MESSAGE_TYPE),
    calls("delete_default_message_type", ConfigurationSetName=SET),
    calls("set_default_sender_id", ConfigurationSetName=SET, SenderId=st.just("ACME")),
    calls("delete_default_sender_id", ConfigurationSetName=SET),
    calls("set_default_message_feedback_enabled", ConfigurationSetName=SET, MessageFeedbackEnabled=st.booleans()),
    calls("create_event_destination", MatchingEventTypes=EVENT_TYPES, together=SINK, **DESTINATION),
    calls(
        "update_event_destination",
        Enabled=st.sampled_from([None, True, False, False]),
        MatchingEventTypes=perhaps(EVENT_TYPES),
        together=st.just({}) | SINK,
        **DESTINATION,
    ),
    calls("delete_event_destination", **DESTINATION),
)

RULES = st.sampled_from([{"ProtectStatus": each} for each in ("ALLOW", "BLOCK", "MONITOR", "FILTER", "FILTER")])
FOR_AN_HOUR = {"ExpirationTimestamp": BEGINNING + dt.timedelta(hours=1)}
OVERRIDDEN = {"ProtectConfigurationId": PROTECTION, "DestinationPhoneNumber": A_PERSONS}
PAIR = {"ProtectConfigurationId": PROTECTION, "ConfigurationSetName": SET}

OF_PROTECTION = (
    calls("create_protect_configuration", DeletionProtectionEnabled=MAYBE),
    calls("update_protect_configuration", ProtectConfigurationId=PROTECTION, DeletionProtectionEnabled=MAYBE),
    calls("delete_protect_configuration", ProtectConfigurationId=PROTECTION),
    calls(
        "update_protect_configuration_country_rule_set",
        ProtectConfigurationId=PROTECTION,
        NumberCapability=st.sampled_from(["SMS", "SMS", "MMS", "VOICE"]),
        CountryRuleSetUpdates=st.dictionaries(st.sampled_from(["US", "GB"]), RULES, min_size=1),
    ),
    calls(
        "put_protect_configuration_rule_set_number_override",
        Action=st.sampled_from(["ALLOW", "BLOCK"]),
        together=st.sampled_from([{}, FOR_AN_HOUR]),
        **OVERRIDDEN,
    ),
    calls("delete_protect_configuration_rule_set_number_override", **OVERRIDDEN),
    calls("associate_protect_configuration", **PAIR),
    calls("disassociate_protect_configuration", **PAIR),
    calls("set_account_default_protect_configuration", ProtectConfigurationId=PROTECTION),
    calls("delete_account_default_protect_configuration"),
)

OF_LIMITS = (
    calls("set_text_message_spend_limit_override", MonthlyLimit=st.sampled_from([0, 1, 2, 3])),
    calls("delete_text_message_spend_limit_override"),
    calls("set_voice_message_spend_limit_override", MonthlyLimit=st.sampled_from([0, 1])),
)
