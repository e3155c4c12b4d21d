"""Provision phone numbers with boto3, under the mock: nothing is leased, nothing costs money.

The functions are what a program of yours might have, and know nothing of the mock; only the last lines do.
"""

from __future__ import annotations

from typing import Any

import boto3
from botocore.exceptions import ClientError

from pinpoint_mock import mock_pinpoint_v2


def request_number(client: Any) -> str:
    """Lease a US toll-free number that uses the list "promotions"; its id."""
    number = client.request_phone_number(
        IsoCountryCode="US",
        MessageType="PROMOTIONAL",
        NumberCapabilities=["SMS"],
        NumberType="TOLL_FREE",
        OptOutListName="promotions",
    )
    print(f"requested {number['PhoneNumber']}: {number['Status']}, {number['MonthlyLeasingPrice']} USD a month")
    return str(number["PhoneNumberId"])


def wait_until_active(client: Any, phone_number_id: str) -> None:
    """Poll a number. The mock moves it on with each call, so that there is nothing to sleep for here."""
    status = ""
    while status != "ACTIVE":
        [number] = client.describe_phone_numbers(PhoneNumberIds=[phone_number_id])["PhoneNumbers"]
        status = number["Status"]
        print(f"polled {number['PhoneNumber']}: {status}")


def release(client: Any, phone_number_id: str) -> None:
    """Give a number back, and say so if the service refuses."""
    try:
        number = client.release_phone_number(PhoneNumberId=phone_number_id)
    except ClientError as error:
        refusal = error.response
        print(f"release refused: {refusal['Error']['Code']}, reason {refusal['Reason']}")
    else:
        print(f"released {number['PhoneNumber']}: {number['Status']}")


def provision(client: Any) -> None:
    """An opt-out list, two numbers in a pool, and one of them given back."""
    client.create_opt_out_list(OptOutListName="promotions")
    print("created the opt-out list promotions")

    first, second = request_number(client), request_number(client)
    for phone_number_id in (first, second):
        wait_until_active(client, phone_number_id)

    pool_id = client.create_pool(OriginationIdentity=first, IsoCountryCode="US", MessageType="PROMOTIONAL")["PoolId"]
    client.associate_origination_identity(PoolId=pool_id, OriginationIdentity=second, IsoCountryCode="US")
    [pool] = client.describe_pools(PoolIds=[pool_id])["Pools"]
    identities = client.list_pool_origination_identities(PoolId=pool_id)["OriginationIdentities"]
    print(f"created a pool: {pool['Status']}, {len(identities)} numbers, opt-out list {pool['OptOutListName']}")

    opted_out = client.put_opted_out_number(OptOutListName="promotions", OptedOutNumber="+12065550100")
    print(f"opted out {opted_out['OptedOutNumber']}")

    release(client, second)  # refused: it is in the pool
    client.disassociate_origination_identity(PoolId=pool_id, OriginationIdentity=second, IsoCountryCode="US")
    print("took the second number out of the pool")
    release(client, second)

    left = client.describe_phone_numbers()["PhoneNumbers"]
    print(f"numbers left: {', '.join(number['PhoneNumber'] for number in left)}")


if __name__ == "__main__":
    with mock_pinpoint_v2(seed=1) as pinpoint:
        provision(boto3.client("pinpoint-sms-voice-v2"))
        print(f"{len(pinpoint.calls)} calls answered by the mock, none sent to AWS")
