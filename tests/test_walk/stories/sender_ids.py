"""Sender IDs."""

ACME = {"SenderId": "ACME", "IsoCountryCode": "GB"}


def sender_ids(call):
    call("RequestSenderId", SenderId="ACME", IsoCountryCode="DE")
    call.twice("RequestSenderId", Tags=[{"Key": "team", "Value": "growth"}], **ACME)
    call("RequestSenderId", SenderId="PROMO", IsoCountryCode="GB", MessageTypes=["PROMOTIONAL"])
    call("RequestSenderId", SenderId="KEPT", IsoCountryCode="GB", DeletionProtectionEnabled=True)
    call("DescribeSenderIds", SenderIds=[ACME])
    call("DescribeSenderIds", Owner="SHARED")
    call.pages("DescribeSenderIds")
    call.filtered("DescribeSenderIds", "iso-country-code", "DE")
    call("UpdateSenderId", DeletionProtectionEnabled=True, **ACME)
    call("UpdateSenderId", DeletionProtectionEnabled=False, **ACME)
    call("ReleaseSenderId", **ACME)
    call("DescribeSenderIds")
