"""Every EC2 action once through boto3, with each answer held against the model.

Prints one line an action; any complaint is an assertion.

Arguments: message, signature, then `provision`, `use` or `leave`. The caller
lets virtual time pass between them. AS64500 is brought for the account.
"""

import sys

import boto3
from ec2_calls import call, client, refused

CIDR = "198.18.1.0/24"
ASN = "64500"


def provision(message, signature):
    context = {"Message": message, "Signature": signature}
    answer = call("provision_byoip_cidr", Cidr=CIDR, CidrAuthorizationContext=context,
                  Description="second half")
    assert answer["ByoipCidr"]["State"] == "pending-provision"
    assert answer["ByoipCidr"]["Description"] == "second half"
    refused("IncorrectState", 400, "provision_byoip_cidr", Cidr=CIDR, CidrAuthorizationContext=context)
    refused("InvalidParameterValue", 400, "provision_byoip_cidr", Cidr="198.18.1.5/24",
            CidrAuthorizationContext=context)
    refused("DryRunOperation", 412, "provision_byoip_cidr", Cidr=CIDR, DryRun=True)


def use():
    pages = client.get_paginator("describe_byoip_cidrs").paginate(PaginationConfig={"PageSize": 1})
    ranges = [range_ for page in pages for range_ in page["ByoipCidrs"]]
    assert [range_["State"] for range_ in ranges] == ["provisioned"], ranges
    call("describe_byoip_cidrs", MaxResults=5)
    assert call("advertise_byoip_cidr", Cidr=CIDR)["ByoipCidr"]["State"] == "advertised"
    own_origin()
    pools = call("describe_public_ipv4_pools", MaxResults=10)["PublicIpv4Pools"]
    pool = pools[0]["PoolId"]
    address = call("allocate_address", Domain="vpc", PublicIpv4Pool=pool)
    assert address["PublicIpv4Pool"] == pool and address["PublicIp"].startswith("198.18.1.")
    named = call("allocate_address", Address="198.18.1.0")
    association = call("associate_address", AllocationId=address["AllocationId"],
                       InstanceId="i-0123456789abcde01")
    gateway = call("create_nat_gateway", SubnetId="subnet-0a1b2c3d4e5f60001",
                   AllocationId=named["AllocationId"])["NatGateway"]["NatGatewayId"]
    listed = call("describe_addresses", Filters=[{"Name": "public-ip", "Values": ["198.18.1.*"]}])
    assert len(listed["Addresses"]) == 2
    tags(address["AllocationId"], pool)
    reverse_records(call("allocate_address", PublicIpv4Pool=pool)["AllocationId"])
    assert call("describe_ipv6_pools", MaxResults=1000)["Ipv6Pools"] == []
    call("describe_nat_gateways", NatGatewayIds=[gateway])
    call("describe_instances", InstanceIds=["i-0123456789abcde01"])
    call("disassociate_address", AssociationId=association["AssociationId"])
    call("delete_nat_gateway", NatGatewayId=gateway)
    call("release_address", AllocationId=address["AllocationId"])
    refusals()
    identity = boto3.client("sts").get_caller_identity()
    assert identity["Account"] == "123456789012", identity
    print("ok GetCallerIdentity")


def own_origin():
    asns = call("describe_ipam_byoasn", MaxResults=10)["Byoasns"]
    assert asns == [{"Asn": ASN, "State": "provisioned"}], asns
    refused("InvalidParameterValue", 400, "advertise_byoip_cidr", Cidr=CIDR, Asn=ASN)
    refused("InvalidParameterValue", 400, "associate_ipam_byoasn", Cidr=CIDR, Asn="64511")
    tie = call("associate_ipam_byoasn", Cidr=CIDR, Asn=ASN)["AsnAssociation"]
    assert tie == {"Asn": ASN, "Cidr": CIDR, "State": "pending-association"}, tie
    refused("Resource.AlreadyAssociated", 400, "associate_ipam_byoasn", Cidr=CIDR, Asn=ASN)
    assert associations() == [tie]


def associations():
    ranges = call("describe_byoip_cidrs", MaxResults=5)["ByoipCidrs"]
    return ranges[0].get("AsnAssociations", [])


def leave():
    assert [it["State"] for it in associations()] == ["associated"]
    swapped = call("advertise_byoip_cidr", Cidr=CIDR, Asn=ASN)["ByoipCidr"]
    assert swapped == {"Cidr": CIDR, "State": "advertised"}, swapped
    refused("DependencyViolation", 400, "disassociate_ipam_byoasn", Cidr=CIDR, Asn=ASN)
    call("advertise_byoip_cidr", Cidr=CIDR, Asn="AWS")
    refused("OperationNotPermitted", 400, "advertise_byoip_cidr", Cidr=CIDR, Asn=ASN)
    tie = call("disassociate_ipam_byoasn", Cidr=CIDR, Asn=ASN)["AsnAssociation"]
    assert tie["State"] == "pending-disassociation", tie
    call("withdraw_byoip_cidr", Cidr=CIDR)
    call("deprovision_byoip_cidr", Cidr=CIDR)


def tags(allocation, pool):
    wanted = [{"Key": "Name", "Value": "mail"}, {"Key": "team", "Value": ""}]
    call("create_tags", Resources=[allocation, pool], Tags=wanted)
    described = call("describe_tags", Filters=[{"Name": "resource-type", "Values": ["elastic-ip"]}])
    assert len(described["Tags"]) == 2, described
    by_tag = [{"Name": "tag:Name", "Values": ["mail"]}]
    assert len(call("describe_addresses", Filters=by_tag)["Addresses"]) == 1
    assert call("describe_public_ipv4_pools", Filters=by_tag)["PublicIpv4Pools"][0]["Tags"] == wanted
    call("delete_tags", Resources=[allocation], Tags=[{"Key": "Name"}])
    assert call("describe_addresses", Filters=by_tag)["Addresses"] == []
    refused("InvalidID", 400, "create_tags", Resources=["eipalloc-0"], Tags=wanted)
    refused("InvalidParameterValue", 400, "create_tags", Resources=[pool],
            Tags=[{"Key": "aws:mine", "Value": ""}])


def reverse_records(allocation):
    set_ = call("modify_address_attribute", AllocationId=allocation, DomainName="mail.example.com")
    assert set_["Address"]["PtrRecordUpdate"]["Status"] == "PENDING", set_
    call("describe_addresses_attribute", AllocationIds=[allocation], Attribute="domain-name")
    refused("InvalidAddress.Locked", 400, "release_address", AllocationId=allocation)
    call("reset_address_attribute", AllocationId=allocation, Attribute="domain-name")
    refused("UnsupportedOperation", 400, "enable_address_transfer", AllocationId=allocation,
            TransferAccountId="210987654321")


def refusals():
    refused("InvalidParameterValue", 400, "advertise_byoip_cidr", Cidr="192.0.2.0/24")
    refused("InvalidPublicIpv4PoolID.NotFound", 400, "allocate_address",
            PublicIpv4Pool="ipv4pool-ec2-00000000000000000")
    refused("InvalidAddress.NotFound", 400, "allocate_address", Address="192.0.2.1")
    refused("InvalidAllocationID.NotFound", 400, "associate_address", AllocationId="eipalloc-0",
            InstanceId="i-0123456789abcde01")
    refused("InvalidAddressID.NotFound", 400, "release_address", AllocationId="eipalloc-0")
    refused("InvalidAssociationID.NotFound", 400, "disassociate_address", AssociationId="eipassoc-0")
    refused("NatGatewayNotFound", 400, "delete_nat_gateway", NatGatewayId="nat-0")
    refused("UnsupportedOperation", 400, "describe_volumes")


if sys.argv[3] == "provision":
    provision(sys.argv[1], sys.argv[2])
elif sys.argv[3] == "use":
    use()
else:
    leave()
