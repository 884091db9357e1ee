"""Every EC2 action once through boto3, with each answer held against the model.

The model is botocore's own (service-2.json): every element that the server
sends must be a member there, under that wire name, and read as its type. Prints
one line an action; any complaint is an assertion.

Arguments: message, signature, then `provision` or `use`. The caller lets
virtual time pass between the two.
"""

import sys
import xml.etree.ElementTree as ElementTree

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CIDR = "198.18.1.0/24"
# What AWS sends besides its model: the request id, and a bare "true" where an
# action has nothing else to say.
BESIDES = {"requestId", "return"}

client = boto3.client("ec2", config=Config(retries={"total_max_attempts": 1}))
bodies = []


def keep(response_dict=None, **_):
    bodies.append(response_dict["body"])


client.meta.events.register("before-parse.ec2.*", keep)


def local(element):
    return element.tag.rpartition("}")[2]


def hold(element, shape, path):
    """Every element below is a member of the shape, and its text reads."""
    kind = shape.type_name if shape is not None else "structure"
    if kind == "structure":
        names = {}
        for member, inner in (shape.members.items() if shape is not None else ()):
            names[inner.serialization.get("name", member)] = inner
        for child in element:
            name = local(child)
            if name not in names:
                assert name in BESIDES and path.count("/") == 0, f"{path}/{name} is not in the model"
                continue
            hold(child, names[name], f"{path}/{name}")
    elif kind == "list":
        for child in element:
            assert local(child) == "item", f"{path} has {local(child)} where items belong"
            hold(child, shape.member, f"{path}[]")
    else:
        assert len(element) == 0, f"{path} is a {kind} with elements in it"
        text = element.text or ""
        if kind in ("integer", "long"):
            int(text)
        elif kind == "boolean":
            assert text in ("true", "false"), f"{path}: {text}"
        elif kind == "timestamp":
            assert text.endswith("Z") and "T" in text, f"{path}: {text}"
        enum = getattr(shape, "enum", None)
        if enum:
            assert text in enum, f"{path}: {text} is not in {enum}"


def call(operation, **arguments):
    """Calls, and holds the raw answer against the operation's output shape."""
    bodies.clear()
    answer = getattr(client, operation)(**arguments)
    name = client.meta.method_to_api_mapping[operation]
    model = client.meta.service_model.operation_model(name)
    root = ElementTree.fromstring(bodies[-1])
    assert local(root) == f"{name}Response", local(root)
    assert answer["ResponseMetadata"]["RequestId"], "no request id"
    hold(root, model.output_shape, name)
    print(f"ok {name}")
    return answer


def refused(code, status, operation, **arguments):
    """Calls what must be refused with a code and an HTTP status."""
    try:
        getattr(client, operation)(**arguments)
    except ClientError as error:
        seen = error.response["Error"]["Code"]
        http = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert (seen, http) == (code, status), f"{operation}: {seen} {http}, wanted {code} {status}"
        print(f"ok {operation} refused: {code}")
        return
    raise AssertionError(f"{operation} was not refused with {code}")


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
    call("describe_nat_gateways", NatGatewayIds=[gateway])
    call("describe_instances", InstanceIds=["i-0123456789abcde01"])
    call("disassociate_address", AssociationId=association["AssociationId"])
    call("delete_nat_gateway", NatGatewayId=gateway)
    call("release_address", AllocationId=address["AllocationId"])
    call("withdraw_byoip_cidr", Cidr=CIDR)
    call("deprovision_byoip_cidr", Cidr=CIDR)
    refusals()
    identity = boto3.client("sts").get_caller_identity()
    assert identity["Account"] == "123456789012", identity
    print("ok GetCallerIdentity")


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
    refused("InvalidAction", 400, "describe_vpcs")


if sys.argv[3] == "provision":
    provision(sys.argv[1], sys.argv[2])
else:
    use()
