"""The short story of a range, told by boto3.

What is printed is what was asked and what came back; every client of this
folder prints the same lines. Arguments: a retry mode (legacy, standard,
adaptive), the message and its signature.
"""

import os
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CIDR = "198.18.1.0/24"

mode, message, signature = sys.argv[1:]
config = Config(retries={"mode": mode, "total_max_attempts": 3})
ec2 = boto3.client("ec2", config=config)
sts = boto3.client("sts", config=config)


def refused(operation, **arguments):
    try:
        operation(**arguments)
    except ClientError as error:
        return f"{error.response['Error']['Code']} {error.response['ResponseMetadata']['HTTPStatusCode']}"
    return "not refused"


def advance(by):
    url = os.environ["BYOIP_SIMULATOR_URL"] + "/_simulator/clock/advance"
    urllib.request.urlopen(url, data=f'{{"by":"{by}"}}'.encode()).close()


def holding(address):
    return ec2.describe_addresses(Filters=[{"Name": "public-ip", "Values": [address]}])["Addresses"]


authorization = {"Message": message, "Signature": signature}

print("GetCallerIdentity:", sts.get_caller_identity()["Account"])
print("ProvisionByoipCidr as a dry run:", refused(
    ec2.provision_byoip_cidr, Cidr=CIDR, CidrAuthorizationContext=authorization, DryRun=True))
submitted = ec2.provision_byoip_cidr(Cidr=CIDR, CidrAuthorizationContext=authorization)
print("ProvisionByoipCidr:", submitted["ByoipCidr"]["State"])

advance("7d")
[range_] = ec2.describe_byoip_cidrs(MaxResults=5)["ByoipCidrs"]
pool = range_["StatusMessage"].rpartition(" ")[2]
print("DescribeByoipCidrs:", range_["State"], "into", pool)

allocated = ec2.allocate_address(Domain="vpc", PublicIpv4Pool=pool)
address = allocated["PublicIp"]
print("AllocateAddress:", address, "of", allocated["PublicIpv4Pool"])
[listed] = holding(address)
print("DescribeAddresses:", listed["PublicIp"], "of", listed["PublicIpv4Pool"])
print("AdvertiseByoipCidr:", ec2.advertise_byoip_cidr(Cidr=CIDR)["ByoipCidr"]["State"])

print("DeprovisionByoipCidr:", refused(ec2.deprovision_byoip_cidr, Cidr=CIDR))
print("WithdrawByoipCidr:", ec2.withdraw_byoip_cidr(Cidr=CIDR)["ByoipCidr"]["State"])
ec2.release_address(AllocationId=allocated["AllocationId"])
print("DescribeAddresses after ReleaseAddress:", len(holding(address)))
print("DeprovisionByoipCidr:", ec2.deprovision_byoip_cidr(Cidr=CIDR)["ByoipCidr"]["State"])
