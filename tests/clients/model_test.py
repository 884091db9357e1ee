"""What model.py lets through, and what it does not."""

import unittest

import members
from model import Mismatch, hold, hold_refusal


def ec2(action, inside):
    body = f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">{inside}</{action}Response>'
    hold(members.service("ec2").operation_model(action), body)


def range_(inside):
    ec2("DescribeByoipCidrs", f"<requestId>r</requestId><byoipCidrSet>{inside}</byoipCidrSet>")


def elbv2(inside):
    action = "DescribeLoadBalancers"
    body = (f"<{action}Response><{action}Result>{inside}</{action}Result>"
            f"<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>")
    hold(members.service("elbv2").operation_model(action), body)


def support(action, body):
    hold(members.service("support").operation_model(action), body)


def refusal(service, action, body):
    hold_refusal(members.service(service).operation_model(action), body)


FITS = {
    "a range": lambda: range_("<item><cidr>192.0.2.0/24</cidr><state>provisioned</state></item>"),
    "an empty list": lambda: range_(""),
    "an action without output": lambda: ec2(
        "ReleaseAddress", "<requestId>r</requestId><return>true</return>"),
    "a load balancer": lambda: elbv2(
        "<LoadBalancers><member><Type>network</Type><CreatedTime>2026-01-05T09:00:00.000Z</CreatedTime>"
        "</member></LoadBalancers>"),
    "a case": lambda: support("DescribeCases", '{"cases":[{"caseId":"c","ccEmailAddresses":["a@example.com"]}]}'),
    "an EC2 error": lambda: refusal(
        "ec2", "CreateVpc",
        "<Response><Errors><Error><Code>c</Code><Message>m</Message></Error></Errors>"
        "<RequestID>r</RequestID></Response>"),
    "an STS error": lambda: refusal(
        "sts", "GetCallerIdentity",
        "<ErrorResponse><Error><Type>Sender</Type><Code>c</Code><Message>m</Message></Error>"
        "<RequestId>r</RequestId></ErrorResponse>"),
    "a Support error": lambda: refusal("support", "CreateCase", '{"__type":"t","message":"m"}'),
}

DOES_NOT = {
    "no member of that name": lambda: range_("<item><Cidr>192.0.2.0/24</Cidr></item>"),
    "a list with another item": lambda: range_("<member><cidr>192.0.2.0/24</cidr></member>"),
    "a state that there is not": lambda: range_("<item><state>provisoned</state></item>"),
    "a member twice": lambda: range_("<item><cidr>192.0.2.0/24</cidr><cidr>192.0.2.0/24</cidr></item>"),
    "elements in a text": lambda: range_("<item><cidr><item/></cidr></item>"),
    "no request id": lambda: ec2("DescribeByoipCidrs", "<byoipCidrSet/>"),
    "an empty request id": lambda: ec2("DescribeByoipCidrs", "<requestId/><byoipCidrSet/>"),
    "a success that says false": lambda: ec2(
        "ReleaseAddress", "<requestId>r</requestId><return>false</return>"),
    "a number that is none": lambda: ec2(
        "DescribePublicIpv4Pools",
        "<requestId>r</requestId><publicIpv4PoolSet><item>"
        "<totalAddressCount>many</totalAddressCount></item></publicIpv4PoolSet>"),
    "a boolean that is none": lambda: ec2(
        "CreateSubnet", "<requestId>r</requestId><subnet><defaultForAz>True</defaultForAz></subnet>"),
    "a time without its zone": lambda: elbv2(
        "<LoadBalancers><member><CreatedTime>2026-01-05T09:00:00</CreatedTime></member></LoadBalancers>"),
    "another action's answer": lambda: hold(
        members.service("ec2").operation_model("CreateVpc"),
        "<CreateSubnetResponse><requestId>r</requestId></CreateSubnetResponse>"),
    "items of EC2 in a query list": lambda: elbv2("<LoadBalancers><item/></LoadBalancers>"),
    "text where JSON has a list": lambda: support("DescribeCases", '{"cases":"none"}'),
    "a number where JSON has text": lambda: support("CreateCase", '{"caseId":1}'),
    "an EC2 error in STS's layout": lambda: refusal(
        "ec2", "CreateVpc", "<ErrorResponse><Error/><RequestId>r</RequestId></ErrorResponse>"),
}


class Model(unittest.TestCase):
    def test_what_fits(self):
        for name, answer in FITS.items():
            with self.subTest(name):
                answer()

    def test_what_does_not(self):
        for name, answer in DOES_NOT.items():
            with self.subTest(name), self.assertRaises(Mismatch):
                answer()


if __name__ == "__main__":
    unittest.main()
