"""The account: its tier, its limits, and tags of whatever it has."""

CHANNELS = ("Text", "Voice", "Media", "Notify", "Rcs")


def attributes_and_limits(call):
    call("DescribeAccountAttributes")
    call.refused("DescribeAccountAttributes", "ValidationException", NextToken="none")
    call.pages("DescribeAccountLimits")
    call.pages("DescribeSpendLimits")


def spend_limits(call):
    for channel in CHANNELS:
        call(f"Set{channel}MessageSpendLimitOverride", MonthlyLimit=5)
        call("DescribeSpendLimits")
        call(f"Delete{channel}MessageSpendLimitOverride")


def tags(call):
    arn = call("CreateOptOutList", OptOutListName="promotions")["OptOutListArn"]
    call("TagResource", ResourceArn=arn, Tags=[{"Key": "team", "Value": "growth"}, {"Key": "cost", "Value": "7"}])
    call("ListTagsForResource", ResourceArn=arn)
    call("UntagResource", ResourceArn=arn, TagKeys=["team"])
    call("ListTagsForResource", ResourceArn=arn)
