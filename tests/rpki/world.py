"""A running simulator whose clock stands still, and what it is asked."""

import datetime
import json
import os
import re
import subprocess
import urllib.request

START = "2026-01-05T09:00:00Z"


class World:
    """One on free loopback ports; it ends with the block that it is begun for."""

    def __init__(self, program, log=os.devnull, arguments=()):
        environment = dict(
            os.environ, BYOIP_SIM_LOG="byoip_simulator=debug", NO_COLOR="1")
        anywhere = [
            part for name in ["listen", "tls", "whois", "rtr", "bgp"]
            for part in (f"--{name}", "127.0.0.1:0")]
        self._process = subprocess.Popen(
            [program, "serve", *anywhere, "--clock", "manual", "--start", START, *arguments],
            stdout=subprocess.PIPE, stderr=open(log, "w"), text=True, env=environment)
        line = self._process.stdout.readline()
        found = re.search(
            r"(http://\S+) and (https://\S+), .*RTR on \S+:(\d+), BGP on \S+:(\d+)", line)
        assert found, f"the first line was {line!r}"
        self.url, self.tls, self.rtr_port, self.bgp_port = found.groups()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def get(self, path):
        with urllib.request.urlopen(self.url + path) as answer:
            return answer.read()

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def now(self):
        text = self.ask("GET", "/_simulator/clock")["now"]
        return datetime.datetime.fromisoformat(text)

    def advance(self, by):
        self.ask("POST", "/_simulator/clock/advance", {"by": by})

    def create(self, prefix, length, asn):
        roa = {"prefix": prefix, "max_length": length, "asn": asn}
        return self.ask("POST", "/_simulator/roas", roa)["id"]

    def delete(self, roa):
        self.ask("DELETE", f"/_simulator/roas/{roa}")

    def announce(self, prefix, asn):
        self.ask("POST", "/_simulator/announcements", {"prefix": prefix, "asn": asn})

    def withdraw(self, prefix, asn):
        self.ask("DELETE", "/_simulator/announcements", {"prefix": prefix, "asn": asn})

    def prefixes(self):
        told = self.ask("GET", "/_simulator/announcements")["announcements"]
        return {it["prefix"] for it in told}

    def looking_glass(self, collector):
        """Each prefix with what the collector's peers show of it: address and
        AS path."""
        table = {}
        for prefix in self.prefixes():
            path = f"/stat.ripe.net/data/looking-glass/data.json?resource={prefix}"
            for rrc in self.ask("GET", path)["data"]["rrcs"]:
                if rrc["rrc"] == collector:
                    table[prefix] = {it["peer"]: it["as_path"] for it in rrc["peers"]}
        return table

    def published(self):
        roas = self.ask("GET", "/_simulator/roas")["roas"]
        return {
            (roa["asn"], roa["prefix"], roa["max_length"])
            for roa in roas if roa["stage"] != "created"
        }
