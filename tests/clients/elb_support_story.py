"""Load balancers and cases at support through boto3, with each answer held against
the model.

Prints one line an action; any complaint is an assertion. The clock is stopped
and moved from here.
"""

import os
import urllib.request

import boto3
import model
from botocore.config import Config
from botocore.exceptions import ClientError

PUBLIC = "subnet-0a1b2c3d4e5f60001"

model.watch()
config = Config(retries={"total_max_attempts": 1})
ec2 = boto3.client("ec2", config=config)
elb = boto3.client("elbv2", config=config)
support = boto3.client("support", config=config)


def call(client, operation, **arguments):
    """Calls what must succeed."""
    answer = getattr(client, operation)(**arguments)
    print(f"ok {client.meta.method_to_api_mapping[operation]}")
    return answer


def refused(client, operation, code, status=400, **arguments):
    """Calls what must be refused with a code and an HTTP status."""
    try:
        getattr(client, operation)(**arguments)
    except ClientError as error:
        seen = error.response["Error"]["Code"]
        http = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert (seen, http) == (code, status), f"{operation}: {seen} {http}, wanted {code} {status}"
        return
    raise AssertionError(f"{operation} was not refused with {code}")


def advance(by):
    url = os.environ["BYOIP_SIMULATOR_URL"] + "/_simulator/clock/advance"
    urllib.request.urlopen(url, data=f'{{"by":"{by}"}}'.encode()).close()


def load_balancers():
    allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
    mapping = {"SubnetId": PUBLIC, "AllocationId": allocation}
    asked = {"Name": "edge", "Type": "network", "SubnetMappings": [mapping],
             "Tags": [{"Key": "team", "Value": "network"}]}
    [made] = call(elb, "create_load_balancer", **asked)["LoadBalancers"]
    arn = made["LoadBalancerArn"]
    assert made["State"]["Code"] == "provisioning", made
    [zone] = made["AvailabilityZones"]
    [address] = ec2.describe_addresses(AllocationIds=[allocation])["Addresses"]
    assert address["ServiceManaged"] == "nlb", address
    assert zone["LoadBalancerAddresses"] == [
        {"IpAddress": address["PublicIp"], "AllocationId": allocation}], zone
    assert elb.create_load_balancer(**asked)["LoadBalancers"][0]["LoadBalancerArn"] == arn
    advance("2m")
    elb.get_waiter("load_balancer_available").wait(Names=["edge"])
    call(elb, "describe_load_balancers", LoadBalancerArns=[arn])
    tags(arn)
    balancer_refusals(mapping)
    # Only the balancer lets go of its address, and some time after its end.
    refused(ec2, "disassociate_address", "AuthFailure", 401, AssociationId=address["AssociationId"])
    refused(ec2, "release_address", "InvalidIPAddress.InUse", AllocationId=allocation)
    call(elb, "delete_load_balancer", LoadBalancerArn=arn)
    elb.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[arn])
    refused(ec2, "release_address", "InvalidIPAddress.InUse", AllocationId=allocation)
    advance("1m")
    ec2.release_address(AllocationId=allocation)


def tags(arn):
    call(elb, "add_tags", ResourceArns=[arn], Tags=[{"Key": "stage", "Value": "test"}])
    call(elb, "remove_tags", ResourceArns=[arn], TagKeys=["team"])
    [told] = call(elb, "describe_tags", ResourceArns=[arn])["TagDescriptions"]
    assert told["Tags"] == [{"Key": "stage", "Value": "test"}], told


def balancer_refusals(mapping):
    create = "create_load_balancer"
    network = {"Name": "other", "Type": "network"}
    refused(elb, create, "DuplicateLoadBalancerName", Name="edge", Type="network", Subnets=[PUBLIC])
    refused(elb, create, "ValidationError", **network)
    refused(elb, create, "SubnetNotFound", Subnets=["subnet-0"], **network)
    refused(elb, create, "ResourceInUse", SubnetMappings=[mapping], **network)
    unknown = {**mapping, "AllocationId": "eipalloc-0"}
    refused(elb, create, "AllocationIdNotFound", SubnetMappings=[unknown], **network)
    refused(elb, create, "InvalidConfigurationRequest", SubnetMappings=[unknown],
            Scheme="internal", **network)
    # Two zones are needed, and the default world has one.
    refused(elb, create, "ValidationError", Name="web", Subnets=[PUBLIC])
    refused(elb, "describe_load_balancers", "LoadBalancerNotFound", Names=["web"])


def cases():
    asked = {"subject": "Request to remove email sending limitations",
             "communicationBody": "Mail leaves from our own range, in us-east-1.",
             "serviceCode": "amazon-elastic-compute-cloud-linux", "categoryCode": "other",
             "severityCode": "low", "ccEmailAddresses": ["noc@example.com"], "language": "en",
             "issueType": "customer-service"}
    refused(support, "create_case", "DryRunOperationException", **asked, dryRun=True)
    case = call(support, "create_case", **asked)["caseId"]
    assert case.startswith("case-123456789012-muen-2026-"), case
    other = support.create_case(subject="BYOIP quota", communicationBody="From 5 to 10")["caseId"]
    waiting = call(support, "describe_cases")["cases"]
    assert [(it["caseId"], it["status"]) for it in waiting] == [
        (other, "opened"), (case, "opened")], waiting
    assert "serviceCode" not in waiting[0] and waiting[1]["categoryCode"] == "other"
    advance("48h")
    assert support.describe_cases(caseIdList=[case])["cases"] == []
    pages = support.get_paginator("describe_cases").paginate(
        includeResolvedCases=True, PaginationConfig={"PageSize": 10})
    told = {it["caseId"]: it for page in pages for it in page["cases"]}
    for id_, word in ((case, "port 25"), (other, "10")):
        answer, letter = told[id_]["recentCommunications"]["communications"]
        assert told[id_]["status"] == "resolved" and word in answer["body"], told[id_]
        assert answer["submittedBy"] == "Amazon Web Services"
        assert letter["submittedBy"] == told[id_]["submittedBy"]
    bare = support.describe_cases(includeResolvedCases=True, includeCommunications=False)["cases"]
    assert all("recentCommunications" not in it for it in bare), bare
    resolved = call(support, "resolve_case", caseId=case)
    assert resolved["initialCaseStatus"] == resolved["finalCaseStatus"] == "resolved", resolved
    refused(support, "resolve_case", "CaseIdNotFound", caseId="case-0")
    refused(support, "describe_cases", "CaseIdNotFound", caseIdList=["case-0"])


load_balancers()
cases()
