"""The rules of RFC 9083 for the answers of a registry of numbers, a function for
each section, and those of RFC 7095 and RFC 9224 that they lean on.

`problems(answer, status)` lists what is wrong, each with its place and the
section that says so. A rule is written from the RFC's text alone and knows no
registry; what a registry may do in spite of a rule is not here but with whoever
calls.
"""

import datetime
import ipaddress
import re

# Section 10.2 registers further values; these are the ones the RFC came with,
# without those of name registries.
ROLES = {"registrant", "technical", "administrative", "abuse", "billing", "registrar",
         "reseller", "sponsor", "proxy", "notifications", "noc"}
STATUS = {"validated", "renew prohibited", "update prohibited", "transfer prohibited",
          "delete prohibited", "proxy", "private", "removed", "obscured", "associated", "active",
          "inactive", "locked", "pending create", "pending renew", "pending transfer",
          "pending update", "pending delete", "administrative", "reserved"}
ACTIONS = {"registration", "reregistration", "last changed", "expiration", "deletion",
           "reinstantiation", "transfer", "locked", "unlocked"}
# What begins with an identifier of `rdapConformance` belongs to that extension
# (section 2.1); some have names of their own.
EXTENSION_MEMBERS = {"redacted": {"redacted"}, "rirSearch1": {"ipSearchResults"},
                     "lacnic_level_0": {"lacnic_originAutnum", "lacnic_legalRepresentative",
                                        "lacnic_reverseDelegations"}}
COMMON = {"objectClassName", "handle", "remarks", "links", "events", "status", "port43",
          "entities", "lang", "publicIds"}
MEMBERS = {
    "entity": COMMON | {"vcardArray", "roles", "asEventActor", "networks", "autnums"},
    "nameserver": COMMON | {"ldhName", "unicodeName", "ipAddresses"},
    "domain": COMMON | {"ldhName", "unicodeName", "variants", "nameservers", "secureDNS",
                        "network"},
    "ip network": COMMON | {"startAddress", "endAddress", "ipVersion", "name", "type", "country",
                            "parentHandle"},
    "autnum": COMMON | {"startAutnum", "endAutnum", "name", "type", "country"},
}
TOPMOST = {"rdapConformance", "notices", "lang"}
LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$")


class Check:
    """One answer under the rules."""

    def __init__(self):
        self.problems = []
        self.extensions = ()

    def wrong(self, section, place, what):
        self.problems.append(f"{section} {place or 'the answer'}: {what}")

    def string(self, section, place, value):
        if not isinstance(value, str):
            self.wrong(section, place, f"{value!r} is no string")
            return False
        return True

    def array(self, section, place, value):
        if not isinstance(value, list):
            self.wrong(section, place, f"{value!r} is no array")
            return []
        return value

    def needs(self, section, place, value, *names):
        if not isinstance(value, dict):
            self.wrong(section, place, f"{value!r} is no object")
            return False
        for name in names:
            if name not in value:
                self.wrong(section, place, f"{name} is missing")
        return True

    def answer(self, value, status):
        """The topmost object."""
        if not self.needs("4.1", "", value, "rdapConformance"):
            return
        self.conformance(value.get("rdapConformance"))
        self.notices("notices", value.get("notices", []))
        if status >= 400:
            self.error(value, status)
        elif "objectClassName" in value:
            self.object("", value, topmost=True)
        elif "ipSearchResults" in value:
            for at, network in enumerate(self.array("8", "ipSearchResults",
                                                    value["ipSearchResults"])):
                self.object(f"ipSearchResults[{at}]", network)
        else:
            # Section 7: help has notices and nothing else to show.
            self.needs("7", "", value, "notices")
        if "links" in value:
            self.links("links", value["links"])

    def conformance(self, value):
        """4.1"""
        conformance = self.array("4.1", "rdapConformance", value)
        self.extensions = [name for name in conformance if isinstance(name, str)]
        if "rdap_level_0" not in conformance:
            self.wrong("4.1", "rdapConformance", "rdap_level_0 is missing")
        if len(set(self.extensions)) != len(conformance):
            self.wrong("4.1", "rdapConformance", "a name is there twice, or is none")

    def links(self, place, value):
        """4.2"""
        for at, link in enumerate(self.array("4.2", place, value)):
            here = f"{place}[{at}]"
            if not self.needs("4.2", here, link, "href"):
                continue
            for name, part in link.items():
                if name == "hreflang":
                    continue
                self.string("4.2", f"{here}.{name}", part)
            for name in ("href", "value"):
                if name in link and not re.match(r"https?://\S", link[name]):
                    self.wrong("4.2", f"{here}.{name}", f"{link[name]!r} is no URL")

    def notices(self, place, value, section="4.3"):
        """4.3, notices and remarks alike"""
        for at, notice in enumerate(self.array(section, place, value)):
            here = f"{place}[{at}]"
            if not self.needs(section, here, notice, "description"):
                continue
            for line in self.array(section, f"{here}.description", notice.get("description")):
                self.string(section, f"{here}.description", line)
            for name in ("title", "type"):
                if name in notice:
                    self.string(section, f"{here}.{name}", notice[name])
            self.links(f"{here}.links", notice.get("links", []))

    def events(self, place, value):
        """4.5, and RFC 3339 for the dates"""
        for at, event in enumerate(self.array("4.5", place, value)):
            here = f"{place}[{at}]"
            if not self.needs("4.5", here, event, "eventAction", "eventDate"):
                continue
            date = str(event.get("eventDate"))
            try:
                moment = datetime.datetime.fromisoformat(date.replace("Z", "+00:00"))
                if "T" not in date or moment.tzinfo is None:
                    raise ValueError
            except ValueError:
                self.wrong("4.5", f"{here}.eventDate", f"{date!r} is no moment of RFC 3339")
            action = event.get("eventAction")
            if action not in ACTIONS:
                self.wrong("10.2.3", f"{here}.eventAction", f"{action!r} is not registered")

    def status(self, place, value):
        """4.6"""
        for word in self.array("4.6", place, value):
            if word not in STATUS:
                self.wrong("10.2.2", place, f"{word!r} is not registered")

    def object(self, place, value, topmost=False):
        """5: what each class has, and nothing that belongs to nobody"""
        if not self.needs("4.9", place, value, "objectClassName"):
            return
        kind = value.get("objectClassName")
        if kind not in MEMBERS:
            self.wrong("4.9", place, f"objectClassName {kind!r}")
            return
        at = (place + ".") if place else ""
        known = MEMBERS[kind] | (TOPMOST if topmost else set())
        for name in value:
            if name not in known and not self.is_extension(name):
                self.wrong("2.1", at + name, f"no member of {kind}, nor of an extension")
        if not topmost and TOPMOST - {"lang"} & set(value):
            self.wrong("4.1", place, "only the topmost object has conformance and notices")
        for name in ("handle", "port43", "name", "type", "country", "parentHandle", "lang",
                     "ipVersion"):
            if name in value:
                self.string("4", at + name, value[name])
        for name, rule in (("links", self.links), ("remarks", self.notices),
                           ("events", self.events), ("status", self.status)):
            if name in value:
                rule(at + name, value[name])
        for name, inner in (("entities", "entity"), ("networks", "ip network"),
                            ("autnums", "autnum"), ("nameservers", "nameserver")):
            for position, entry in enumerate(self.array("5", at + name, value.get(name, []))):
                here = f"{at}{name}[{position}]"
                self.object(here, entry)
                if isinstance(entry, dict) and entry.get("objectClassName") != inner:
                    self.wrong("5", here, f"is no {inner}")
        rules = {"entity": self.entity, "domain": self.domain, "nameserver": self.nameserver,
                 "ip network": self.network, "autnum": self.autnum}
        rules[kind](place, value)

    def is_extension(self, name):
        for extension in self.extensions:
            if name in EXTENSION_MEMBERS.get(extension, ()) or name.startswith(extension + "_"):
                return True
        return False

    def entity(self, place, value):
        """5.1, and RFC 7095 for the card"""
        self.needs("5.1", place, value, "handle")
        for role in self.array("5.1", f"{place}.roles", value.get("roles", [])):
            if role not in ROLES:
                self.wrong("10.2.4", f"{place}.roles", f"{role!r} is not registered")
        if "vcardArray" in value:
            self.card(f"{place}.vcardArray", value["vcardArray"])

    def card(self, place, value):
        """RFC 7095, sections 3.2 to 3.4; RFC 6350, section 6"""
        if not (isinstance(value, list) and len(value) == 2 and value[0] == "vcard"):
            self.wrong("7095/3.2", place, "is no card")
            return
        names = []
        for entry in self.array("7095/3.2", place, value[1]):
            if not isinstance(entry, list) or len(entry) < 4:
                self.wrong("7095/3.3", place, f"{entry!r} is no property")
                continue
            name, parameters, kind = entry[:3]
            names.append(name)
            if name != str(name).lower() or kind != str(kind).lower():
                self.wrong("7095/3.3", place, f"{name} is not in lower case")
            if not isinstance(parameters, dict):
                self.wrong("7095/3.4", place, f"{name} has parameters {parameters!r}")
            if name == "adr" and not (isinstance(entry[3], list) and len(entry[3]) == 7):
                self.wrong("7095/3.3.1.3", place, "an address has seven parts")
            if name == "version" and entry[3] != "4.0":
                self.wrong("6350/6.7.9", place, f"version {entry[3]!r}")
        if names[:1] != ["version"]:
            self.wrong("7095/3.3", place, "the version comes first")
        if names.count("version") != 1 or names.count("kind") > 1:
            self.wrong("6350/6", place, "version once, kind once at most")
        if "fn" not in names:
            self.wrong("6350/6.2.1", place, "fn is missing")

    def name(self, section, place, value):
        """3: letters, digits and hyphens, the last dot as one likes"""
        if not self.string(section, place, value):
            return
        labels = value.removesuffix(".").split(".")
        if not all(LABEL.match(label) for label in labels):
            self.wrong(section, place, f"{value!r} is no name")

    def nameserver(self, place, value):
        """5.2"""
        self.needs("5.2", place, value, "ldhName")
        self.name("5.2", f"{place}.ldhName", value.get("ldhName"))

    def domain(self, place, value):
        """5.3"""
        self.needs("5.3", place, value, "ldhName")
        self.name("5.3", "ldhName", value.get("ldhName"))
        if "network" in value:
            self.object("network", value["network"])
        secure = value.get("secureDNS", {})
        for name in ("zoneSigned", "delegationSigned"):
            if not isinstance(secure.get(name, False), bool):
                self.wrong("5.3", f"secureDNS.{name}", "is no boolean")

    def network(self, place, value):
        """5.4"""
        names = ("handle", "startAddress", "endAddress", "ipVersion")
        if not self.needs("5.4", place, value, *names):
            return
        try:
            first = ipaddress.ip_address(value["startAddress"])
            last = ipaddress.ip_address(value["endAddress"])
        except (KeyError, ValueError) as error:
            self.wrong("5.4", place, str(error))
            return
        if first.version != last.version or last < first:
            self.wrong("5.4", place, f"{first} to {last}")
            return
        if value.get("ipVersion") != f"v{first.version}":
            self.wrong("5.4", place, f"ipVersion {value.get('ipVersion')!r} of {first}")
        self.country("5.4", place, value)
        whole = [ipaddress.ip_network(
            f"{entry.get(f'v{first.version}prefix')}/{entry.get('length')}")
            for entry in value.get("cidr0_cidrs", [])]
        if whole and whole != list(ipaddress.summarize_address_range(first, last)):
            self.wrong("cidr0", place, f"{whole} is not {first} to {last}")

    def autnum(self, place, value):
        """5.5"""
        if not self.needs("5.5", place, value, "handle", "startAutnum", "endAutnum"):
            return
        first, last = value.get("startAutnum"), value.get("endAutnum")
        good = all(type(number) is int and 0 <= number < 2**32 for number in (first, last))
        if not good or last < first:
            self.wrong("5.5", place, f"{first!r} to {last!r}")
        self.country("5.5", place, value)

    def country(self, section, place, value):
        if not re.fullmatch(r"[A-Z]{2}", value.get("country", "ZZ")):
            self.wrong(section, place, f"country {value['country']!r}")

    def error(self, value, status):
        """6"""
        self.needs("6", "", value, "errorCode")
        if value.get("errorCode") != status:
            self.wrong("6", "errorCode", f"{value.get('errorCode')!r} with status {status}")
        if "title" in value:
            self.string("6", "title", value["title"])
        for line in self.array("6", "description", value.get("description", [])):
            self.string("6", "description", line)


def problems(answer, status):
    """What is wrong with an answer."""
    check = Check()
    check.answer(answer, status)
    return check.problems


def bootstrap_problems(file):
    """What is wrong with a bootstrap file of numbers (RFC 9224, sections 4 and 5)."""
    found = []
    if file.get("version") != "1.0":
        found.append("4: version")
    try:
        datetime.datetime.fromisoformat(file["publication"].replace("Z", "+00:00"))
    except (KeyError, ValueError) as error:
        found.append(f"4: publication: {error}")
    for row in file.get("services", [None]):
        if not (isinstance(row, list) and len(row) == 2 and all(row)):
            found.append(f"4: {row!r} is no service")
            continue
        for key in row[0]:
            number = re.fullmatch(r"(\d+)(?:-(\d+))?", key)
            if number and int(number[2] or number[1]) < int(number[1]):
                found.append(f"5.3: {key}")
            elif not number:
                ipaddress.ip_network(key)
        for url in row[1]:
            if not re.match(r"https?://", url):
                found.append(f"4: {url}")
    return found
