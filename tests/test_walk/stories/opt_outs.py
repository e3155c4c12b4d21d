"""Opt-out lists and keywords."""

PHONE = "+12065550100"
OTHER = "+12065550101"


def opt_out_lists(call):
    call.twice("CreateOptOutList", OptOutListName="promotions", Tags=[{"Key": "team", "Value": "growth"}])
    call("DescribeOptOutLists", OptOutListNames=["promotions"])
    call("DescribeOptOutLists", Owner="SHARED")
    call.refused("DescribeOptOutLists", "ResourceNotFoundException", OptOutListNames=["none"])
    call.pages("DescribeOptOutLists")
    call("DeleteOptOutList", OptOutListName="promotions")
    call("DescribeOptOutLists")


def opted_out_numbers(call):
    number = call.number()
    for phone in PHONE, OTHER:
        call("PutOptedOutNumber", OptOutListName="Default", OptedOutNumber=phone)
    call("DescribeOptedOutNumbers", OptOutListName="Default", OptedOutNumbers=[PHONE])
    call.pages("DescribeOptedOutNumbers", OptOutListName="Default")
    call.filtered("DescribeOptedOutNumbers", "end-user-opted-out", "true", OptOutListName="Default")
    call("DeleteOptedOutNumber", OptOutListName="Default", OptedOutNumber=PHONE)
    call.pinpoint.receive("STOP", origination_number=PHONE, destination_number=number["PhoneNumber"])
    call("PutOptedOutNumber", OptOutListName="Default", OptedOutNumber=PHONE)
    call("DeleteOptedOutNumber", OptOutListName="Default", OptedOutNumber=PHONE)


def keywords(call):
    number = call.number()
    identity = number["PhoneNumberId"]
    call("PutKeyword", OriginationIdentity=identity, Keyword="INFO", KeywordMessage="We are open.")
    call(
        "PutKeyword",
        OriginationIdentity=identity,
        Keyword="JOIN",
        KeywordMessage="Welcome.",
        KeywordAction="OPT_IN",
    )
    call("DescribeKeywords", OriginationIdentity=identity, Keywords=["INFO"])
    call.pages("DescribeKeywords", OriginationIdentity=identity)
    call.filtered("DescribeKeywords", "keyword-action", "OPT_IN", OriginationIdentity=identity)
    call("DeleteKeyword", OriginationIdentity=identity, Keyword="INFO")
