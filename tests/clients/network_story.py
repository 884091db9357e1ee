"""Every EC2 action on networks once through boto3, with each answer held
against the model: a VPC is built, used and taken down again.

Arguments: message and signature of the IPv6 range, then `provision`, `build`,
`clear` or `gone`. The caller lets virtual time pass between them.
"""

import sys

from ec2_calls import call, client, refused

RANGE = "2001:db8::/48"
NAME = [{"Key": "story", "Value": "network"}]
BY_NAME = [{"Name": "tag:story", "Values": ["network"]}]


def provision(message, signature):
    context = {"Message": message, "Signature": signature}
    call("provision_byoip_cidr", Cidr=RANGE, CidrAuthorizationContext=context)


def named(kind):
    return [{"ResourceType": kind, "Tags": NAME}]


def build():
    vpc = build_vpc()
    gateway = build_gateway(vpc)
    subnet = build_subnet(vpc)
    build_routes(vpc, subnet, gateway)
    build_interface(subnet)
    build_instances(subnet)
    build_nat_gateway(subnet)
    refusals(vpc)


def build_vpc():
    # Host bits that are set are cleared.
    made = call("create_vpc", CidrBlock="10.9.0.1/16", TagSpecifications=named("vpc"))["Vpc"]
    assert (made["CidrBlock"], made["State"]) == ("10.9.0.0/16", "pending"), made
    vpc = made["VpcId"]
    listed = call("describe_vpcs", Filters=BY_NAME)["Vpcs"]
    assert [(it["VpcId"], it["State"]) for it in listed] == [(vpc, "available")], listed
    refused("InvalidVpcRange", 400, "create_vpc", CidrBlock="10.0.0.0/8")
    pool = client.describe_ipv6_pools()["Ipv6Pools"][0]["PoolId"]
    tie = call("associate_vpc_cidr_block", VpcId=vpc, Ipv6Pool=pool)["Ipv6CidrBlockAssociation"]
    assert tie["Ipv6CidrBlockState"]["State"] == "associating", tie
    assert tie["IpSource"] == "byoip" and tie["Ipv6CidrBlock"].endswith("/56"), tie
    block = call("get_associated_ipv6_pool_cidrs", PoolId=pool)["Ipv6CidrAssociations"]
    assert block == [{"Ipv6Cidr": tie["Ipv6CidrBlock"], "AssociatedResource": vpc}], block
    refused("InvalidParameterValue", 400, "associate_vpc_cidr_block", VpcId=vpc, Ipv6Pool=pool,
            Ipv6CidrBlock=tie["Ipv6CidrBlock"])
    refused("InvalidPoolID.NotFound", 400, "associate_vpc_cidr_block", VpcId=vpc,
            Ipv6Pool="ipv6pool-ec2-00000000000000000")
    return vpc


def build_gateway(vpc):
    made = call("create_internet_gateway", TagSpecifications=named("internet-gateway"))
    gateway = made["InternetGateway"]["InternetGatewayId"]
    both = {"InternetGatewayId": gateway, "VpcId": vpc}
    refused("Gateway.NotAttached", 400, "detach_internet_gateway", **both)
    call("attach_internet_gateway", **both)
    refused("Resource.AlreadyAssociated", 400, "attach_internet_gateway", **both)
    refused("DependencyViolation", 400, "delete_internet_gateway", InternetGatewayId=gateway)
    attached = [{"Name": "attachment.vpc-id", "Values": [vpc]}]
    listed = call("describe_internet_gateways", Filters=attached)["InternetGateways"]
    assert [it["InternetGatewayId"] for it in listed] == [gateway], listed
    return gateway


def build_subnet(vpc):
    within = {"VpcId": vpc, "CidrBlock": "10.9.1.0/28"}
    made = call("create_subnet", AvailabilityZone="us-east-1b", **within,
                TagSpecifications=named("subnet"))["Subnet"]
    # Sixteen addresses, of which AWS keeps five.
    assert made["AvailableIpAddressCount"] == 11, made
    refused("InvalidSubnet.Conflict", 400, "create_subnet", **within)
    refused("InvalidSubnet.Range", 400, "create_subnet", VpcId=vpc, CidrBlock="10.10.0.0/24")
    refused("InvalidVpcID.NotFound", 400, "create_subnet", VpcId="vpc-0", CidrBlock="10.9.2.0/24")
    refused("DependencyViolation", 400, "delete_vpc", VpcId=vpc)
    refused("InvalidSubnetID.Malformed", 400, "describe_subnets", SubnetIds=["vpc-0"])
    listed = call("describe_subnets", Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    assert [it["SubnetId"] for it in listed] == [made["SubnetId"]], listed
    return made["SubnetId"]


def build_routes(vpc, subnet, gateway):
    of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
    main = call("describe_route_tables", Filters=of_vpc)["RouteTables"][0]
    assert main["Associations"][0]["Main"] is True, main
    assert [it["GatewayId"] for it in main["Routes"]] == ["local", "local"], main
    table = call("create_route_table", VpcId=vpc,
                 TagSpecifications=named("route-table"))["RouteTable"]["RouteTableId"]
    default = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
    call("create_route", **default, GatewayId=gateway)
    refused("RouteAlreadyExists", 400, "create_route", **default, GatewayId=gateway)
    call("replace_route", **default, GatewayId=gateway)
    tie = call("associate_route_table", RouteTableId=table, SubnetId=subnet)["AssociationId"]
    refused("DependencyViolation", 400, "delete_route_table", RouteTableId=table)
    call("disassociate_route_table", AssociationId=tie)
    call("delete_route", **default)
    refused("InvalidRoute.NotFound", 400, "delete_route", **default)
    call("delete_route_table", RouteTableId=table)


def build_interface(subnet):
    made = call("create_network_interface", SubnetId=subnet, PrivateIpAddress="10.9.1.4",
                TagSpecifications=named("network-interface"))["NetworkInterface"]
    assert (made["Status"], made["RequesterManaged"]) == ("available", False), made
    refused("InvalidIPAddress.InUse", 400, "create_network_interface", SubnetId=subnet,
            PrivateIpAddress="10.9.1.4")
    refused("DependencyViolation", 400, "delete_subnet", SubnetId=subnet)
    interface = made["NetworkInterfaceId"]
    call("describe_network_interfaces", NetworkInterfaceIds=[interface])
    launched = call("run_instances", ImageId="ami-0123456789abcdef0", MinCount=1, MaxCount=1,
                    NetworkInterfaces=[{"DeviceIndex": 0, "NetworkInterfaceId": interface}],
                    TagSpecifications=named("instance"))
    assert launched["Instances"][0]["PrivateIpAddress"] == "10.9.1.4", launched
    refused("InvalidParameterValue", 400, "delete_network_interface",
            NetworkInterfaceId=interface)


def build_instances(subnet):
    asked = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro", "SubnetId": subnet,
             "TagSpecifications": named("instance"), "ClientToken": "story"}
    launched = call("run_instances", MinCount=1, MaxCount=2, **asked)
    ids = [it["InstanceId"] for it in launched["Instances"]]
    assert len(ids) == 2 and launched["Instances"][0]["State"]["Name"] == "pending", launched
    again = call("run_instances", MinCount=1, MaxCount=2, **asked)
    assert again["ReservationId"] == launched["ReservationId"], again
    refused("IdempotentParameterMismatch", 400, "run_instances", MinCount=2, MaxCount=2, **asked)
    allocation = client.allocate_address()["AllocationId"]
    refused("IncorrectInstanceState", 400, "associate_address", AllocationId=allocation,
            InstanceId=ids[0])
    refused("VPCIdNotSpecified", 400, "run_instances", ImageId="ami-0123456789abcdef0",
            MinCount=1, MaxCount=1)
    client.release_address(AllocationId=allocation)


def build_nat_gateway(subnet):
    made = call("create_nat_gateway", SubnetId=subnet, ConnectivityType="private",
                TagSpecifications=named("natgateway"))["NatGateway"]
    assert (made["State"], made["ConnectivityType"]) == ("pending", "private"), made
    interface = made["NatGatewayAddresses"][0]["NetworkInterfaceId"]
    refused("OperationNotPermitted", 400, "delete_network_interface",
            NetworkInterfaceId=interface)


def refusals(vpc):
    refused("InvalidInstanceID.Malformed", 400, "describe_instances", InstanceIds=["web"])
    refused("InvalidInstanceID.NotFound", 400, "terminate_instances", InstanceIds=["i-0"])
    refused("InvalidRouteTableID.NotFound", 400, "create_route", RouteTableId="rtb-0",
            DestinationCidrBlock="0.0.0.0/0", GatewayId="igw-0")
    refused("InvalidParameterCombination", 400, "describe_instances",
            InstanceIds=["i-0123456789abcde01"], MaxResults=5)
    refused("UnsupportedOperation", 400, "create_vpc", CidrBlock="10.0.0.0/16",
            InstanceTenancy="dedicated")
    refused("DryRunOperation", 412, "delete_vpc", VpcId=vpc, DryRun=True)


def clear():
    vpc = client.describe_vpcs(Filters=BY_NAME)["Vpcs"][0]
    tie = vpc["Ipv6CidrBlockAssociationSet"][0]
    assert tie["Ipv6CidrBlockState"]["State"] == "associated", tie
    going = call("disassociate_vpc_cidr_block", AssociationId=tie["AssociationId"])
    state = going["Ipv6CidrBlockAssociation"]["Ipv6CidrBlockState"]["State"]
    assert state == "disassociating", going
    listed = client.describe_instances(Filters=BY_NAME)["Reservations"]
    ids = [it["InstanceId"] for launch in listed for it in launch["Instances"]]
    ended = call("terminate_instances", InstanceIds=ids)["TerminatingInstances"]
    assert [it["PreviousState"]["Name"] for it in ended] == ["running"] * 3, ended
    gateway = client.describe_nat_gateways(Filters=BY_NAME)["NatGateways"][0]
    client.delete_nat_gateway(NatGatewayId=gateway["NatGatewayId"])


def gone():
    vpc = client.describe_vpcs(Filters=BY_NAME)["Vpcs"][0]["VpcId"]
    subnet = client.describe_subnets(Filters=BY_NAME)["Subnets"][0]["SubnetId"]
    gateway = client.describe_internet_gateways(Filters=BY_NAME)["InternetGateways"][0]
    interfaces = client.describe_network_interfaces(Filters=BY_NAME)["NetworkInterfaces"]
    # Made before its instance, it outlives it.
    assert [it["Status"] for it in interfaces] == ["available"], interfaces
    call("delete_network_interface", NetworkInterfaceId=interfaces[0]["NetworkInterfaceId"])
    call("delete_subnet", SubnetId=subnet)
    ids = {"InternetGatewayId": gateway["InternetGatewayId"]}
    call("detach_internet_gateway", VpcId=vpc, **ids)
    call("delete_internet_gateway", **ids)
    call("delete_vpc", VpcId=vpc)
    refused("InvalidVpcID.NotFound", 400, "describe_vpcs", VpcIds=[vpc])


if sys.argv[3] == "provision":
    provision(sys.argv[1], sys.argv[2])
else:
    {"build": build, "clear": clear, "gone": gone}[sys.argv[3]]()
