"""Asks Routinator and a world with the same payloads about the same routes, and
holds each answer of the one against the other's, byte for byte but for times.

    validity.py BYOIP_SIM ROUTINATOR FOLDER
"""

import http.client
import ipaddress
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import time

SEED = 6811
PAYLOADS = 10_000
ROUTES = 10_000
BATCH = 1_000
# Small enough that many routes are covered by several, from a length on that
# leaves room between them; the last is for routes alone.
BLOCKS = [("198.18.0.0/15", 18, 28), ("2001:db8::/32", 38, 50), ("203.0.113.0/24", 24, 28)]
# AS 0 among them, which Routinator has match like any other.
ASNS = [0, *range(64496, 64512)]
LISTS = ["json", "csv", "csvext", "csvcompat", "slurm", "slurm2", "openbgpd", "bird1",
         "bird2", "rpsl", "none", "json-delta", "json?select-asn=AS64500",
         "csv?select-prefix=198.18.0.0/20&include=more-specifics",
         "json?select-prefix=2001:db8::/40&exclude=aspas"]
WORLD = """version: 1
region: us-east-1
accounts:
  - id: "123456789012"
    access_keys: [{ id: test, secret: test, user: network-engineer }]
vrps: exceptions.json
"""
MOMENT = rb'"(generated|session)": "?\d+"?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'


def draw_prefix(draw, blocks):
    block, shortest, longest = draw.choice(blocks)
    block = ipaddress.ip_network(block)
    length = draw.randint(shortest, longest)
    place = draw.getrandbits(length - block.prefixlen)
    first = int(block.network_address) + (place << (block.max_prefixlen - length))
    return ipaddress.ip_network((first, length))


def draw_payload(draw):
    prefix = draw_prefix(draw, BLOCKS[:-1])
    longest = min(prefix.prefixlen + draw.choice([0, 0, 1, 2, 8]), prefix.max_prefixlen)
    return {"asn": draw.choice(ASNS), "prefix": str(prefix), "maxPrefixLength": longest}


class Service:
    """A program that answers as Routinator does."""

    def __init__(self, name, command, address, base=""):
        self.name = name
        self._base = base
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._connection = http.client.HTTPConnection(address, timeout=60)

    def __enter__(self):
        for _ in range(600):
            try:
                if self.ask("GET", "/version")[0] == 200 and self.ask("GET", "/none")[0] == 200:
                    return self
            except OSError:
                self._connection.close()
            time.sleep(0.1)
        raise AssertionError(f"{self.name} does not answer")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def ask(self, method, path, body=None):
        headers = {"Content-Type": "application/json"} if body else {}
        self._connection.request(method, self._base + path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, re.sub(MOMENT, b"MOMENT", answer.read())


def free_address():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listener.getsockname()[1]}"


def compare(one, other, method, path, body=None):
    answers = [service.ask(method, path, body) for service in (one, other)]
    if answers[0] != answers[1]:
        told = [f"--- {service.name}: {status}\n{text.decode()[:2000]}"
                for service, (status, text) in zip((one, other), answers)]
        raise AssertionError(f"{method} {path}\n" + "\n".join(told))
    return answers[0][1]


def main():
    simulator, routinator, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / "validity"
    for name in ["tals", "cache"]:
        os.makedirs(folder / name)
    draw = random.Random(SEED)
    payloads = [draw_payload(draw) for _ in range(PAYLOADS)]
    routes = [{"asn": draw.choice(ASNS), "prefix": str(draw_prefix(draw, BLOCKS))}
              for _ in range(ROUTES)]
    exceptions = {
        "slurmVersion": 1,
        "validationOutputFilters": {"prefixFilters": [], "bgpsecFilters": []},
        "locallyAddedAssertions": {"prefixAssertions": payloads, "bgpsecAssertions": []},
    }
    (folder / "exceptions.json").write_text(json.dumps(exceptions))
    (folder / "world.yaml").write_text(WORLD)
    (folder / "routinator.conf").write_text(f'repository-dir = "{folder / "cache"}"\n')
    here, there = free_address(), free_address()
    real = Service("routinator", [
        routinator, "--config", folder / "routinator.conf", "--no-rir-tals",
        "--extra-tals-dir", folder / "tals", "--exceptions", folder / "exceptions.json",
        "server", "--http", there], there)
    ours = Service("byoip-sim", [
        simulator, "serve", "--listen", here, "--whois", "127.0.0.1:0",
        "--clock", "manual", "--world", folder / "world.yaml"],
        here, "/rpki-validator.ripe.net")
    with real, ours:
        states = {}
        for route in routes:
            path = f"/api/v1/validity/AS{route['asn']}/{route['prefix']}"
            answer = json.loads(compare(real, ours, "GET", path))
            validity = answer["validated_route"]["validity"]
            state = (validity["state"], validity.get("reason"))
            states[state] = states.get(state, 0) + 1
        for first in range(0, ROUTES, BATCH):
            body = json.dumps({"routes": routes[first:first + BATCH]})
            compare(real, ours, "POST", "/validity", body)
        for path in LISTS:
            compare(real, ours, "GET", f"/{path}")
    told = ", ".join(f"{many} {' '.join(filter(None, state))}"
                     for state, many in sorted(states.items(), key=str))
    print(f"{ROUTES} routes and {PAYLOADS} payloads: Routinator's answers and the world's "
          f"are the same ({told}); so are {len(LISTS)} lists")
    assert len(states) == 4, states


main()
