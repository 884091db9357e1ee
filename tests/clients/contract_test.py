"""What contract.py lets through, and what it does not."""

import unittest

import asking
import contract
import members

# An action with a structure, a list of structures with a list, and a required
# member; another of JSON.
PROVISION = {
    "service": "ec2",
    "name": "ProvisionByoipCidr",
    "parameters": [
        "Cidr", "CidrAuthorizationContext.Message", "CidrAuthorizationContext.Signature", "Description",
        "DryRun", "NetworkBorderGroup", "PubliclyAdvertisable"],
    "required": ["Cidr"],
    "unsupported": [
        "MultiRegion", "PoolTagSpecification.N.ResourceType", "PoolTagSpecification.N.Tag.N.Key",
        "PoolTagSpecification.N.Tag.N.Value"],
}
CASE = {
    "service": "support",
    "name": "DescribeCases",
    "parameters": ["caseIdList.N"],
    "required": [],
    "unsupported": ["afterTime", "beforeTime", "displayId", "dryRun", "includeCommunications",
                    "includeResolvedCases", "language", "maxResults", "nextToken"],
}


def without(action, key, path):
    return {**action, key: [each for each in action[key] if each != path]}


def beside(action, key, path):
    return {**action, key: [*action[key], path]}


class Declared(unittest.TestCase):
    def test_what_is_whole(self):
        self.assertEqual(list(contract.complaints([PROVISION, CASE])), [])

    def test_what_is_not(self):
        wrong = [
            ("MultiRegion is neither taken nor refused on purpose",
             without(PROVISION, "unsupported", "MultiRegion")),
            ("caseIdList.N is neither taken nor refused on purpose", without(CASE, "parameters", "caseIdList.N")),
            ("Filter.N.Name is declared and not in the model", beside(PROVISION, "parameters", "Filter.N.Name")),
            ("IpamPoolId is declared and not in the model", beside(PROVISION, "unsupported", "IpamPoolId")),
            ("Cidr is declared twice", beside(PROVISION, "unsupported", "Cidr")),
            ("Cidr is required by the model and not here", without(PROVISION, "required", "Cidr")),
            ("MultiRegion is required and not taken", beside(PROVISION, "required", "MultiRegion")),
            ("the model has no such action", {**PROVISION, "name": "ProvisionByoipCidrs"}),
        ]
        for complaint, action in wrong:
            with self.subTest(complaint):
                name = f"{action['service']} {action['name']}"
                self.assertEqual(list(contract.complaints([action])), [f"{name}: {complaint}"])

    def test_an_action_twice(self):
        self.assertEqual(list(contract.complaints([PROVISION, PROVISION])),
                         ["ec2 ProvisionByoipCidr: declared twice"])


class Asked(unittest.TestCase):
    def test_one_question_for_each_path_and_each_structure(self):
        asked = [(path, code) for _, path, code in contract.questions([PROVISION])]
        self.assertEqual(asked, [
            ("MultiRegion", "UnsupportedOperation"),
            ("PoolTagSpecification.N.ResourceType", "UnsupportedOperation"),
            ("PoolTagSpecification.N.Tag.N.Key", "UnsupportedOperation"),
            ("PoolTagSpecification.N.Tag.N.Value", "UnsupportedOperation"),
            ("Unheard", "UnknownParameter"),
            ("CidrAuthorizationContext.Unheard", "UnknownParameter"),
            ("PoolTagSpecification.N.Unheard", "UnknownParameter"),
            ("PoolTagSpecification.N.Tag.N.Unheard", "UnknownParameter"),
        ])


    def test_what_is_asked_in_json(self):
        values = {"subject": "x", "uploadIds.1": "x", "unheard.1.of": "x"}
        self.assertEqual(asking.nested(values),
                         {"subject": "x", "uploadIds": ["x"], "unheard": [{"of": "x"}]})


class Members(unittest.TestCase):
    # The names on the wire as the API Reference's examples have them.
    PATHS = [
        ("ec2", "DescribeAddresses", "Filter.N.Value.N"),
        ("ec2", "DeleteTags", "ResourceId.N"),
        ("ec2", "AssociateAddress", "AllowReassociation"),
        ("elasticloadbalancing", "CreateLoadBalancer", "SubnetMappings.member.N.AllocationId"),
        ("support", "CreateCase", "ccEmailAddresses.N"),
    ]

    def test_names_on_the_wire(self):
        for service, action, path in self.PATHS:
            with self.subTest(path):
                self.assertIn(path, members.paths(members.operation(service, action)))

    def test_every_action_of_every_service_has_an_end(self):
        # Shapes that contain themselves among them.
        for service in members.SERVICES:
            for action in members.service(service).operation_names:
                members.paths(members.operation(service, action))


if __name__ == "__main__":
    unittest.main()
