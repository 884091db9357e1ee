"""Two RDAP libraries read every registry: whoisit and ipwhois.

    rdap_clients.py URL

Both have the registries' real addresses built in, so each is given a transport,
by the parameter that it has for that, which sends `https://HOST/` to `URL/HOST/`:
whoisit a session of requests, ipwhois an opener of urllib. whoisit has its
bootstrap data from the simulator's files. ipwhois refuses to ask for addresses
reserved for documentation, which all of this world's are: that one function is
replaced. Nothing else of either is touched.
"""

import json
import sys
import urllib.request

import ipwhois.net
import ipwhois.rdap
import requests
import whoisit
import whoisit.errors

# A network, an AS number, an organisation and what a contact is found by, at each
# registry.
HELD = {
    "arin": ("198.18.1.0/24", "NET-198-18-0-0-1", 64500, "EXAMPLE-1", "noc@example.com"),
    "ripe": ("192.0.2.0/24", "192.0.2.0 - 192.0.2.255", 64501, "ORG-EX1-RIPE",
             "noc@example.net"),
    "apnic": ("203.0.113.0/24", "203.0.113.0 - 203.0.113.255", 64502, "ORG-EX1-AP",
              "noc@example.org"),
    "lacnic": ("198.19.65.0/24", "198.19.64.0/22", 64503, "UY-EXSA-LACNIC", "noc@example.com"),
    "afrinic": ("198.19.129.0/24", "198.19.128.0 - 198.19.131.255", 64504, "ORG-EX1-AFRINIC",
                "noc@example.org"),
}


class Detour(requests.adapters.HTTPAdapter):
    """Sends what is for a real host to the simulator."""

    def __init__(self, url):
        super().__init__()
        self._url = url

    def send(self, request, **more):
        request.url = request.url.replace("https://", f"{self._url}/", 1)
        return super().send(request, **more)


class DetourHandler(urllib.request.HTTPHandler):
    """The same for urllib."""

    def __init__(self, url):
        super().__init__()
        self._url = url

    def https_open(self, request):
        url = request.full_url.replace("https://", f"{self._url}/", 1)
        return self.parent.open(urllib.request.Request(url, headers=request.headers))


class Reading:
    """What was read, and what was not as it should be."""

    def __init__(self):
        self.failures = []
        self.count = 0

    def expect(self, what, found, wanted):
        self.count += 1
        if found != wanted:
            self.failures.append(f"{what}: {found!r} and not {wanted!r}")


def read_with_whoisit(url, reading):
    session = requests.Session()
    session.mount("https://", Detour(url))
    file = lambda name: requests.get(f"{url}/data.iana.org/rdap/{name}.json", timeout=10).json()
    # It will not begin without a service of domain names, of which this world has
    # none.
    names = {"services": [[["example"], ["https://rdap.example/"]]]}
    data = {name: file(name) for name in ("asn", "ipv4", "ipv6")}
    data |= {"dns": names, "object": file("object-tags"), "timestamp": 0}
    whoisit.load_bootstrap_data(json.dumps(data), allow_insecure=True)
    for rir, (prefix, handle, number, organization, email) in HELD.items():
        network = whoisit.ip(prefix, rir=rir, session=session)
        reading.expect(f"{rir} handle", network["handle"], handle.upper())
        reading.expect(f"{rir} whois", network["whois_server"], f"whois.{rir}.net")
        reading.expect(f"{rir} status", network["status"], ["active"])
        registrants = [it["handle"] for it in network["entities"]["registrant"]]
        reading.expect(f"{rir} registrant", organization in registrants, True)
        # By the bootstrap file: the base URL is the simulator's own.
        autnum = whoisit.asn(number, session=session)
        reading.expect(f"{rir} numbers", autnum["asn_range"], [number, number])
        entity = whoisit.entity(organization, rir=rir, session=session)
        reading.expect(f"{rir} entity", entity["handle"], organization)
        contacts = [it for them in network["entities"].values() for it in them]
        emails = {it.get("email") for it in contacts}
        reading.expect(f"{rir} mail {emails}", email in emails, True)
    moved = whoisit.ip("198.19.200.0/22", rir="apnic", session=session)
    reading.expect("a stub's block", moved["handle"], "NET-198-19-200-0-1")
    try:
        whoisit.ip("198.51.100.0/24", rir="arin", session=session)
        reading.expect("nobody's network", "found", "not found")
    except whoisit.errors.ResourceDoesNotExist:
        reading.count += 1


def read_with_ipwhois(url, reading):
    ipwhois.net.ipv4_is_defined = lambda address: (False, "", "")
    opener = urllib.request.build_opener(DetourHandler(url))
    # The first thing that answers for https must be the detour.
    opener.handle_open["https"] = [it for it in opener.handle_open["https"]
                                   if isinstance(it, DetourHandler)]
    for rir, (prefix, handle, _, organization, _) in HELD.items():
        net = ipwhois.net.Net(prefix.split("/")[0], proxy_opener=opener)
        name = {"ripe": "ripencc"}.get(rir, rir)
        read = ipwhois.rdap.RDAP(net).lookup(asn_data={"asn_registry": name}, depth=1,
                                             retry_count=0)
        reading.expect(f"{rir} handle", read["network"]["handle"], handle)
        reading.expect(f"{rir} version", read["network"]["ip_version"], "v4")
        reading.expect(f"{rir} entities", organization in read["entities"], True)
        holder = read["objects"][organization]
        reading.expect(f"{rir} kind", holder["contact"]["kind"], "org")
        reading.expect(f"{rir} roles", holder["roles"], ["registrant"])
        address = holder["contact"]["address"][0]["value"]
        reading.expect(f"{rir} address", "\n" in address, True)
        actions = {event["action"] for event in read["network"]["events"]}
        reading.expect(f"{rir} events", actions, {"registration", "last changed"})


def main(url):
    reading = Reading()
    read_with_whoisit(url, reading)
    read_with_ipwhois(url, reading)
    print("\n".join(reading.failures) or f"{reading.count} readings are right")
    sys.exit(bool(reading.failures))


if __name__ == "__main__":
    main(sys.argv[1])
