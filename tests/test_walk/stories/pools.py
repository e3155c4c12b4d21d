"""Pools, and what is in them."""

TOPIC = "arn:aws:sns:us-east-1:123456789012:answers"
ROLE = "arn:aws:iam::123456789012:role/answers"


def a_pool_with_everything(call):
    call("CreateOptOutList", OptOutListName="promotions")
    first, second = call.number()["PhoneNumberId"], call.number()["PhoneNumberId"]
    call.pool(first)
    pool = call.pool(second, DeletionProtectionEnabled=True, Tags=[{"Key": "team", "Value": "growth"}])["PoolId"]
    call("DescribePools", PoolIds=[pool])
    call("DescribePools", Owner="SHARED")
    call.refused("DescribePools", "ResourceNotFoundException", PoolIds=["pool-none"])
    call.pages("DescribePools")
    call.filtered("DescribePools", "deletion-protection-enabled", "true")
    call(
        "UpdatePool",
        PoolId=pool,
        TwoWayEnabled=True,
        TwoWayChannelArn=TOPIC,
        TwoWayChannelRole=ROLE,
        SelfManagedOptOutsEnabled=True,
        OptOutListName="promotions",
        SharedRoutesEnabled=True,
        DeletionProtectionEnabled=False,
    )
    call("DescribePools")
    call("DeletePool", PoolId=pool)
    call("DescribePools")


def a_pool_like_its_number(call):
    number = call.number()["PhoneNumberId"]
    call("UpdatePhoneNumber", PhoneNumberId=number, TwoWayEnabled=True, TwoWayChannelArn=TOPIC, TwoWayChannelRole=ROLE)
    call.twice("CreatePool", OriginationIdentity=number, MessageType="TRANSACTIONAL")


def identities_in_and_out(call):
    numbers = [call.number()["PhoneNumberId"] for _ in range(2)]
    call("RequestSenderId", SenderId="ACME", IsoCountryCode="GB")
    pool = call.pool(numbers[0])["PoolId"]
    call.twice("AssociateOriginationIdentity", PoolId=pool, OriginationIdentity=numbers[1])
    acme = {"PoolId": pool, "OriginationIdentity": "ACME", "IsoCountryCode": "GB"}
    call("AssociateOriginationIdentity", **acme)
    call.pages("ListPoolOriginationIdentities", PoolId=pool)
    call.filtered("ListPoolOriginationIdentities", "iso-country-code", "US", PoolId=pool)
    call.twice("DisassociateOriginationIdentity", **acme)
    call("ListPoolOriginationIdentities", PoolId=pool)


def a_pool_of_a_sender_id(call):
    call("RequestSenderId", SenderId="ACME", IsoCountryCode="GB")
    call.pool("ACME", IsoCountryCode="GB")
