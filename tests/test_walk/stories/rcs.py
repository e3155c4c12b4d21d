"""RCS agents, their launches and testers, and what they send."""

PHONE = "+12065550100"
TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
ROLE = "arn:aws:iam::123456789012:role/answers"
CONTENT = {"Content": {"TextMessage": {"Body": "Hello"}}}
TAPPED = {"Text": "Tap", "PostbackData": "tapped"}
NOON = 1769947200
SUGGESTIONS = [
    {"Reply": TAPPED},
    {"DialPhone": {"PhoneNumber": PHONE, **TAPPED}},
    {"RequestLocation": TAPPED},
    {
        "OpenUrl": {
            "Url": "https://shop.example",
            "Application": "WEBVIEW",
            "WebviewViewMode": "FULL",
            **TAPPED,
        }
    },
    {"ShowLocation": {"Latitude": 51.5, "Longitude": 0.0, "Label": "Shop", **TAPPED}},
    {
        "CreateCalendarEvent": {
            "Title": "Sale",
            "StartTime": NOON,
            "EndTime": NOON + 3600,
            "Description": "Shoes",
            **TAPPED,
        }
    },
]
FILE = {"FileUrl": "https://shop.example/shoes.png", "ThumbnailUrl": "https://shop.example/small.png"}
CARDS = [
    {
        "Title": "Shoes",
        "Description": "As new.",
        "Media": {"Height": "TALL", **FILE},
        "Suggestions": suggestions,
    }
    for suggestions in (SUGGESTIONS[:3], SUGGESTIONS[3:])
]


def agents(call):
    call("CreateOptOutList", OptOutListName="promotions")
    call("CreateRcsAgent")
    call.refused("CreateRcsAgent", "ResourceNotFoundException", OptOutListName="none")
    asked = {"OptOutListName": "promotions", "DeletionProtectionEnabled": True}
    made = call.twice("CreateRcsAgent", Tags=[{"Key": "team", "Value": "growth"}], **asked)["RcsAgentId"]
    call("DescribeRcsAgents", RcsAgentIds=[made])
    call.refused("DescribeRcsAgents", "ResourceNotFoundException", RcsAgentIds=["rcs-none"])
    call("DescribeRcsAgents", Owner="SHARED")
    call.pages("DescribeRcsAgents")
    call.filtered("DescribeRcsAgents", "deletion-protection-enabled", "true")
    two_way = {"TwoWayEnabled": True, "TwoWayChannelArn": TOPIC, "TwoWayChannelRole": ROLE}
    call("UpdateRcsAgent", RcsAgentId=made, OptOutListName="Default", DeletionProtectionEnabled=False, **two_way)
    call("UpdateRcsAgent", RcsAgentId=made, SelfManagedOptOutsEnabled=True)
    call("DescribeRcsAgents")
    call("DeleteRcsAgent", RcsAgentId=made)


def files_and_events_for_an_agent(call):
    agent = call("CreateRcsAgent")["RcsAgentId"]
    call("UpdateRcsAgent", RcsAgentId=agent, TwoWayEnabled=True, TwoWayChannelArn=TOPIC, TwoWayChannelRole=ROLE)
    files = {"TwoWayMediaS3BucketName": "files", "TwoWayMediaS3KeyPrefix": "new/", "TwoWayMediaS3Role": ROLE}
    call("UpdateRcsAgent", RcsAgentId=agent, TwoWayRcsEventsEnabled=["ALL"], **files)
    call("DescribeRcsAgents")
    call("DeleteRcsAgent", RcsAgentId=agent)


def launches(call):
    agent = call("CreateRcsAgent")["RcsAgentId"]
    call.pool(agent, IsoCountryCode="ZZ")
    for country in "US", "CA":
        call.pinpoint.launch(agent, country)
    call("DescribeRcsAgents")
    call("DescribeRcsAgentCountryLaunchStatus", RcsAgentId=agent, IsoCountryCodes=["CA"])
    call.pages("DescribeRcsAgentCountryLaunchStatus", RcsAgentId=agent)
    call.filtered("DescribeRcsAgentCountryLaunchStatus", "country-launch-status", "PENDING", RcsAgentId=agent)


def testers(call):
    agent = call("CreateRcsAgent")["RcsAgentId"]
    call("CreateVerifiedDestinationNumber", DestinationPhoneNumber=PHONE, RcsAgentId=agent)
    call("DescribeVerifiedDestinationNumbers")


def _launched(call):
    """An agent that sends to the US, and a configuration set that hears everything."""
    agent = call("CreateRcsAgent")["RcsAgentId"]
    call.pinpoint.launch(agent, "US")
    call("CreateConfigurationSet", ConfigurationSetName="marketing")
    call(
        "CreateEventDestination",
        ConfigurationSetName="marketing",
        EventDestinationName="topic",
        MatchingEventTypes=["ALL"],
        SnsDestination={"TopicArn": TOPIC},
    )
    return {"DestinationPhoneNumber": PHONE, "OriginationIdentity": agent}


def rich_messages(call):
    way = _launched(call)
    common = {"ConfigurationSetName": "marketing", "TimeToLive": 60, "Context": {"campaign": "spring"}}
    call("SendRcsMessage", RcsMessageContent=CONTENT, MessageTrafficType="PROMOTION", **common, **way)
    call("SendRcsMessage", RcsMessageContent={"Content": {"FileMessage": FILE}, "Suggestions": SUGGESTIONS}, **way)
    for card in CARDS:
        shown = {"CardOrientation": "HORIZONTAL", "ThumbnailImageAlignment": "LEFT", "CardContent": card}
        call("SendRcsMessage", RcsMessageContent={"Content": {"RichCard": shown}}, **way)
    carousel = {"CardWidth": "SMALL", "CardContents": CARDS}
    call("SendRcsMessage", RcsMessageContent={"Content": {"Carousel": carousel}}, **way)
    call("SendRcsMessage", RcsMessageContent=CONTENT, DryRun=True, **way)
    sent = call("SendRcsMessage", RcsMessageContent=CONTENT, MessageFeedbackEnabled=True, **way)
    call("PutMessageFeedback", MessageId=sent["MessageId"], MessageFeedbackStatus="RECEIVED")


def rich_messages_refused(call):
    way = {"RcsMessageContent": CONTENT, **_launched(call)}
    call.refused("SendRcsMessage", "ValidationException", MaxPrice="0.001", **way)
    call.refused("SendRcsMessage", "ResourceNotFoundException", ProtectConfigurationId="protect-none", **way)


def fallbacks(call):
    way = {"RcsMessageContent": CONTENT, **_launched(call)}
    call.number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS"])
    number = call.number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS"])["PhoneNumberId"]
    call.pinpoint.delivery = "FAILED"
    fallback = {"Channel": "MMS", "MessageBody": "Hello", "OriginationIdentity": number}
    by_mms = {**fallback, "MediaUrls": ["s3://pictures/shoes.png"]}
    call("SendRcsMessage", FallbackConfiguration=by_mms, **way)
