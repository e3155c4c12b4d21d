"""Resource policies, and what is known of phone numbers."""


def resource_policies(call):
    resource = {"ResourceArn": call("CreateOptOutList", OptOutListName="promotions")["OptOutListArn"]}
    call("PutResourcePolicy", Policy='{"Version": "2012-10-17"}', **resource)
    call("GetResourcePolicy", **resource)
    call("DeleteResourcePolicy", **resource)
    call.refused("DeleteResourcePolicy", "ResourceNotFoundException", **resource)


def lookups(call):
    call("CarrierLookup", PhoneNumber="+12065550100")
    call("CarrierLookup", PhoneNumber="+44 (0) 7700 900123", EnableCleansing=True)
