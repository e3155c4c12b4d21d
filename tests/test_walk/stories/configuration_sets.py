"""Configuration sets, their defaults and event destinations."""

ACCOUNT = "arn:aws:{}:us-east-1:123456789012:{}"
ROLE = "arn:aws:iam::123456789012:role/events"
SINKS = {
    "SnsDestination": {"TopicArn": ACCOUNT.format("sns", "events")},
    "CloudWatchLogsDestination": {"IamRoleArn": ROLE, "LogGroupArn": ACCOUNT.format("logs", "log-group:events")},
    "KinesisFirehoseDestination": {
        "IamRoleArn": ROLE,
        "DeliveryStreamArn": ACCOUNT.format("firehose", "deliverystream/events"),
    },
}
MARKETING = {"ConfigurationSetName": "marketing"}


def configuration_sets(call):
    call.twice("CreateConfigurationSet", Tags=[{"Key": "team", "Value": "growth"}], **MARKETING)
    call("CreateConfigurationSet", ConfigurationSetName="alerts")
    call("SetDefaultMessageType", MessageType="TRANSACTIONAL", **MARKETING)
    call("SetDefaultSenderId", SenderId="ACME", **MARKETING)
    call("SetDefaultMessageFeedbackEnabled", MessageFeedbackEnabled=True, **MARKETING)
    _event_destinations(call)
    call("DescribeConfigurationSets", ConfigurationSetNames=["marketing"])
    call.refused("DescribeConfigurationSets", "ResourceNotFoundException", ConfigurationSetNames=["none"])
    call.pages("DescribeConfigurationSets")
    call.filtered("DescribeConfigurationSets", "default-sender-id", "ACME")
    call("DeleteConfigurationSet", **MARKETING)
    call("DescribeConfigurationSets")


def defaults_taken_away(call):
    call("CreateConfigurationSet", **MARKETING)
    call("SetDefaultMessageType", MessageType="TRANSACTIONAL", **MARKETING)
    call("SetDefaultSenderId", SenderId="ACME", **MARKETING)
    call("DeleteDefaultMessageType", **MARKETING)
    call("DeleteDefaultSenderId", **MARKETING)


def event_destinations(call):
    call("CreateConfigurationSet", **MARKETING)
    _event_destinations(call)
    for name, sink in SINKS.items():
        elsewhere = {member: f"{arn}-2" for member, arn in sink.items()}
        call("UpdateEventDestination", EventDestinationName=name, **{name: elsewhere}, **MARKETING)
        call("UpdateEventDestination", EventDestinationName=name, MatchingEventTypes=["TEXT_ALL"], **MARKETING)
        call("UpdateEventDestination", EventDestinationName=name, Enabled=False, **MARKETING)
        call("DeleteEventDestination", EventDestinationName=name, **MARKETING)


def _event_destinations(call):
    for name, sink in SINKS.items():
        call.twice(
            "CreateEventDestination",
            EventDestinationName=name,
            MatchingEventTypes=["ALL"],
            **{name: sink},
            **MARKETING,
        )
