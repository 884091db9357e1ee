"""What the rules must catch: an answer without fault, broken in one place."""

import copy
import sys

import rdap_rules

CARD = ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Example"],
                  ["adr", {"label": "1 Street"}, "text", [""] * 7]]]
GOOD = {
    "rdapConformance": ["rdap_level_0", "cidr0"],
    "notices": [{"title": "Terms", "description": ["…"],
                 "links": [{"href": "https://example.net/", "rel": "terms-of-service"}]}],
    "objectClassName": "ip network", "handle": "NET-1", "startAddress": "192.0.2.0",
    "endAddress": "192.0.2.255", "ipVersion": "v4", "status": ["active"], "country": "NL",
    "remarks": [{"description": ["one"]}],
    "events": [{"eventAction": "registration", "eventDate": "2012-05-01T08:00:00Z"}],
    "entities": [{"objectClassName": "entity", "handle": "E-1", "roles": ["abuse"],
                  "vcardArray": CARD}],
    "cidr0_cidrs": [{"v4prefix": "192.0.2.0", "length": 24}],
}

# The path to a member, what stands there instead (None: nothing), and the
# section that says no.
BROKEN = [
    ("rdapConformance", None, "4.1"),
    ("rdapConformance", ["cidr0"], "4.1"),
    ("notices.0.description", "…", "4.3"),
    ("notices.0.description", None, "4.3"),
    ("notices.0.links.0.href", None, "4.2"),
    ("notices.0.links.0.href", "example.net", "4.2"),
    ("remarks.0.description", "one", "4.3"),
    ("events.0.eventDate", "2012-05-01", "4.5"),
    ("events.0.eventAction", "changed", "10.2.3"),
    ("status.0", "assigned", "10.2.2"),
    ("objectClassName", "network", "4.9"),
    ("handle", None, "5.4"),
    ("handle", 1, "4"),
    ("endAddress", "192.0.1.255", "5.4"),
    ("startAddress", "192.0.2", "5.4"),
    ("ipVersion", "v6", "5.4"),
    ("country", "Netherlands", "5.4"),
    ("cidr0_cidrs.0.length", 25, "cidr0"),
    ("netname", "EXAMPLE", "2.1"),
    ("arin_originas0_originautnums", [], "2.1"),
    ("entities.0.objectClassName", None, "4.9"),
    ("entities.0.handle", None, "5.1"),
    ("entities.0.roles.0", "boss", "10.2.4"),
    ("entities.0.notices", [], "2.1"),
    ("entities.0.vcardArray.0", "card", "7095/3.2"),
    ("entities.0.vcardArray.1.0", ["fn", {}, "text", "Example"], "7095/3.3"),
    ("entities.0.vcardArray.1.1", ["org", {}, "text", "Example"], "6350/6.2.1"),
    ("entities.0.vcardArray.1.2.3", "1 Street", "7095/3.3.1.3"),
]


def broken(path, value):
    answer = copy.deepcopy(GOOD)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = answer
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return answer


def main():
    failures = [f"nothing is wrong, and yet: {text}" for text in rdap_rules.problems(GOOD, 200)]
    for path, value, section in BROKEN:
        found = rdap_rules.problems(broken(path, value), 200)
        if not any(text.startswith(section + " ") for text in found):
            failures.append(f"{path} = {value!r}: expected {section}, found {found}")
    error = {"rdapConformance": ["rdap_level_0"], "errorCode": 400, "description": ["…"]}
    if rdap_rules.problems(error, 400) or not rdap_rules.problems(error, 404):
        failures.append("an error must have its status")
    print("\n".join(failures) or f"{len(BROKEN)} faults are found")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
