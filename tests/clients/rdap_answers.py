"""Asks every registry for everything it has, and holds each answer against the
rules of RFC 9083:

    rdap_answers.py URL

Begins at the bootstrap files and follows every link and redirection within the
server. What is asked is told as `registry: kind: how many`.
"""

import collections
import http.client
import json
import re
import sys
import urllib.parse

import rdap_rules

MEDIA_TYPE = "application/rdap+json"

# What each host is asked beyond what its answers link: one of each kind that it
# has, and one of each kind of error, with the status it must have.
ASKED = {
    "rdap.arin.net/registry": {
        "ip/198.18.1.0/24": 200, "ip/198.19.200.9": 200, "autnum/64500": 200,
        "entity/EXAMPLE-1": 200, "entity/ABUSE1-ARIN": 200, "domain/1.18.198.in-addr.arpa": 200,
        "ip/198.51.100.1": 404, "entity/NOBODY-1": 404, "domain/example.com": 400,
        "ip/192.0.2.0/24": 301, "autnum/64501": 301, "domain/2.0.192.in-addr.arpa": 301,
        "entities?fn=Example": 501, "history/ip/198.18.1.0": 404,
    },
    "rdap.db.ripe.net": {
        "ip/192.0.2.7": 200, "ip/2001:db8:1::/48": 200, "autnum/64501": 200,
        "entity/ORG-EX1-RIPE": 200, "entity/EX1-RIPE": 200, "entity/EXAMPLE-MNT": 200,
        "domain/2.0.192.in-addr.arpa": 200, "domain/1.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": 200,
        "ips/rirSearch1/rdap-bottom/0.0.0.0/0": 404, "ip/198.51.100.1": 404, "autnum/64511": 404,
        "ip//192.0.2.1": 400, "domain/example.com": 400, "nameserver/ns1.example.net": 501,
        "history/ip/192.0.2.0": 400,
        "ip/203.0.113.0": 301, "autnum/64504": 301,
    },
    "rdap.apnic.net": {
        "ip/203.0.113.0/25": 200, "autnum/64502": 200, "entity/ORG-EX1-AP": 200,
        "entity/IRT-STUB-AP": 200, "domain/113.0.203.in-addr.arpa": 200,
        "history/ip/203.0.113.0": 501, "ip/198.51.100.0/24": 404, "ip/x": 400, "ip/198.19.200.0/22": 301,
    },
    "rdap.lacnic.net/rdap": {
        "ip/198.19.65.1": 200, "autnum/64503": 200, "autnum/AS64503": 200,
        "entity/UY-EXSA-LACNIC": 200, "entity/EXN1": 200, "domain/66.19.198.in-addr.arpa": 200,
        "ip/198.51.100.1": 404, "autnum/x": 400, "ip/198.18.0.0/23": 301,
    },
    "rdap.afrinic.net/rdap": {
        "ip/198.19.130.0/24": 200, "autnum/64504": 200, "entity/ORG-EX1-AFRINIC": 200,
        "entity/EX1-AFRINIC": 200, "domain/128.19.198.in-addr.arpa": 200,
        "ip/198.51.100.1": 404, "domain/128.in-addr.arpa": 404, "ip/198.19.64.0/22": 301,
    },
}


# What a registry does in spite of the RFC.
QUIRKS = {
    # The checks of name servers have actions of its own.
    "rdap.lacnic.net": r"10\.2\.3 nameservers\[\d+\]\.events\[\d+\]\.eventAction: "
                       r"'(last correct )?delegation check' is not registered",
}


class Crawl:
    """Everything that can be reached, each once."""

    def __init__(self, url):
        self._url = url
        self._waiting = collections.deque()
        self._seen = set()
        self.failures = []
        self.counts = collections.Counter()

    def ask(self, url, status=200, source="the test"):
        if url not in self._seen:
            self._seen.add(url)
            self._waiting.append((url, status, source))

    def run(self):
        while self._waiting:
            self._answer(*self._waiting.popleft())

    def _answer(self, url, expected, source):
        status, headers, body = get(url)
        here = f"{url} (from {source})"
        # A relation may lead nowhere: nothing stands above the topmost network.
        relation = "/rirSearch1/" in url and source != "the test"
        if status != expected and not (relation and status == 404):
            self.failures.append(f"{here}: {status}")
            return
        registry = urllib.parse.urlsplit(url).path.split("/")[1]
        if status == 301:
            self.counts[f"{registry}: redirection"] += 1
            location = headers["location"]
            if body or location is None:
                self.failures.append(f"{here}: {location}, {body!r}")
            # IANA's files do not say who has what now: nobody may be asked twice.
            elif get(location)[0] == 301:
                self.failures.append(f"{here}: {location} redirects again")
            return
        if headers["content-type"] != MEDIA_TYPE:
            self.failures.append(f"{here}: {headers['content-type']}")
        answer = json.loads(body)
        for problem in rdap_rules.problems(answer, status):
            if not re.fullmatch(QUIRKS.get(registry, "none"), problem):
                self.failures.append(f"{here}: {problem}")
        kind = answer.get("objectClassName", f"error {status}" if status >= 400 else "notices")
        self.counts[f"{registry}: {'list' if 'ipSearchResults' in answer else kind}"] += 1
        if status != 200:
            return
        for link in links(answer):
            if link["href"].startswith(self._url) and link.get("type", MEDIA_TYPE) == MEDIA_TYPE:
                self.ask(link["href"], source=url)


def links(value):
    """Every link of an answer, wherever it stands."""
    if isinstance(value, dict):
        yield from value.get("links", [])
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from links(inner)


def get(url, headers=None):
    """Status, headers and body, without following a redirection."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    path = urllib.parse.quote(parts.path, safe="/:%") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", path, headers={"Accept": MEDIA_TYPE} | (headers or {}))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def main(url):
    crawl = Crawl(url)
    for name in ("ipv4", "ipv6", "asn"):
        status, _, body = get(f"{url}/data.iana.org/rdap/{name}.json")
        file = json.loads(body)
        problems = rdap_rules.bootstrap_problems(file)
        crawl.failures += [f"{name}.json: {text}" for text in problems]
        for keys, [base] in file["services"]:
            kind = "autnum" if name == "asn" else "ip"
            for key in keys:
                # A block whose stub stands at this registry is elsewhere now.
                asked = f"{base.rstrip('/')}/{kind}/{key.split('-')[0]}"
                crawl.ask(asked, 301 if get(asked)[0] == 301 else 200, f"{name}.json")
    for root, asked in ASKED.items():
        crawl.ask(f"{url}/{root}/help")
        for path, status in asked.items():
            crawl.ask(f"{url}/{root}/{path}", status)
    crawl.run()
    for what, count in sorted(crawl.counts.items()):
        print(f"{what}: {count}")
    print("\n".join(crawl.failures), file=sys.stderr)
    sys.exit(bool(crawl.failures))


if __name__ == "__main__":
    main(sys.argv[1])
