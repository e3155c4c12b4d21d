"""Messages of every channel, and what becomes of them."""

PHONE = "+12065550100"
TOPIC = "arn:aws:sns:us-east-1:123456789012:events"


def _toll_free(call):
    """A number for everything, and a configuration set that hears everything."""
    number = call.number(NumberType="TOLL_FREE", NumberCapabilities=["SMS", "MMS", "VOICE"])
    call("CreateConfigurationSet", ConfigurationSetName="marketing")
    call(
        "CreateEventDestination",
        ConfigurationSetName="marketing",
        EventDestinationName="topic",
        MatchingEventTypes=["ALL"],
        SnsDestination={"TopicArn": TOPIC},
    )
    return {"DestinationPhoneNumber": PHONE, "OriginationIdentity": number["PhoneNumberId"]}


COMMON = {"ConfigurationSetName": "marketing", "TimeToLive": 60, "Context": {"campaign": "spring"}}


def texts(call):
    way = _toll_free(call)
    call(
        "SendTextMessage",
        MessageBody="Hello",
        MessageType="TRANSACTIONAL",
        Keyword="JOIN",
        DestinationCountryParameters={"IN_ENTITY_ID": "1"},
        **COMMON,
        **way,
    )
    call("SendTextMessage", MessageBody="Hello", DryRun=True, **way)


def texts_refused(call):
    way = _toll_free(call)
    call.refused("SendTextMessage", "ConflictException", MessageBody="Hello", MessageType="PROMOTIONAL", **way)
    call.refused("SendTextMessage", "ValidationException", MessageBody="Hello", MaxPrice="0.001", **way)
    way["OriginationIdentity"] = "phone-none"
    call.refused("SendTextMessage", "ResourceNotFoundException", MessageBody="Hello", **way)


def media(call):
    way = _toll_free(call)
    call("SendMediaMessage", MessageBody="Look", MediaUrls=["s3://pictures/cat.png"], **COMMON, **way)
    call("SendMediaMessage", MessageBody="Look", DryRun=True, **way)
    call.refused("SendMediaMessage", "ValidationException", MessageBody="Look", MaxPrice="0.001", **way)


def calls(call):
    way = _toll_free(call)
    body = {"MessageBody": "<speak>Hello</speak>", "MessageBodyTextType": "SSML"}
    call("SendVoiceMessage", VoiceId="JOANNA", **body, **COMMON, **way)
    call("SendVoiceMessage", DryRun=True, **body, **way)
    call.refused("SendVoiceMessage", "ValidationException", MaxPricePerMinute="0.001", **body, **way)


def feedback(call):
    way = _toll_free(call)
    sent = [
        call("SendTextMessage", MessageBody="Hello", MessageFeedbackEnabled=True, **way),
        call("SendMediaMessage", MessageBody="Hello", MessageFeedbackEnabled=True, **way),
        call("SendVoiceMessage", MessageBody="Hello", MessageFeedbackEnabled=True, **way),
    ]
    for each in sent:
        call("PutMessageFeedback", MessageId=each["MessageId"], MessageFeedbackStatus="RECEIVED")


def protected_by_nothing(call):
    way = _toll_free(call)
    for channel in "Text", "Media", "Voice":
        call.refused(
            f"Send{channel}Message",
            "ResourceNotFoundException",
            MessageBody="Hello",
            ProtectConfigurationId="protect-none",
            **way,
        )
