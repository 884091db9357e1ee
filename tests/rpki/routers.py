"""Has BIRD and GoBGP take a world's RTR feed, and holds their tables against what
the world says is published, as a ROA comes and goes and the world begins anew.

    routers.py BYOIP_SIM FOLDER
"""

import pathlib
import re
import socket
import subprocess
import sys
import time

import world

# The validator that routers listen to, and how far behind the publication points
# it is at most.
VALIDATOR = "networks-1"
INTERVAL = "1h"
ROUTE = "198.18.1.0/24"
AMAZON = "16509"
# How long a router may take over what it is told.
PATIENCE = 30


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def run(*command):
    """A command's output; nothing where it fails, as it does while a router
    begins."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else ""


class Router:
    """A router's process, stopped by its own id."""

    def __init__(self, folder, *command):
        self._log = open(folder / f"{self.NAME}.log", "w")
        self._process = subprocess.Popen(
            [*map(str, command)], stdout=self._log, stderr=self._log)

    def stop(self):
        self._process.terminate()
        self._process.wait()


class Bird(Router):
    NAME = "BIRD"
    # roa_check()'s answers.
    STATES = {"0": "N", "1": "V", "2": "I"}
    CONFIGURATION = """
log stderr all;
router id 192.0.2.1;
roa4 table v4;
roa6 table v6;
protocol device {{}}
protocol rpki simulator {{
  roa4 {{ table v4; }};
  roa6 {{ table v6; }};
  remote 127.0.0.1 port {port};
  retry keep 1;
}}
"""

    def __init__(self, folder, port):
        configuration = folder / "bird.conf"
        configuration.write_text(self.CONFIGURATION.format(port=port))
        self._control = folder / "bird.ctl"
        super().__init__(
            folder, "bird", "-f", "-c", configuration, "-s", self._control,
            "-P", folder / "bird.pid")

    def _ask(self, *words):
        return run("birdc", "-s", self._control, *words)

    def table(self):
        rows = [self._ask("show", "route", "table", name) for name in ["v4", "v6"]]
        found = re.findall(r"^(\S+/\d+)-(\d+) AS(\d+) ", "".join(rows), re.M)
        return {(f"AS{asn}", prefix, int(length)) for prefix, length, asn in found}

    def state(self):
        told = self._ask("eval", f"roa_check(v4, {ROUTE}, {AMAZON})")
        found = re.search(r"\(enum \w+\)(\d)", told)
        return found and self.STATES[found[1]]


class GoBgp(Router):
    NAME = "GoBGP"
    CONFIGURATION = """
[global.config]
as = 64511
router-id = "192.0.2.2"
port = -1
[[rpki-servers]]
[rpki-servers.config]
address = "127.0.0.1"
port = {port}
"""

    def __init__(self, folder, port):
        configuration = folder / "gobgpd.toml"
        configuration.write_text(self.CONFIGURATION.format(port=port))
        self._port = free_port()
        super().__init__(
            folder, "gobgpd", "-f", configuration, "-t", "toml",
            "--api-hosts", f"127.0.0.1:{self._port}", "--pprof-disable")
        self._has_route = False

    def _ask(self, *words):
        return run("gobgp", "-p", self._port, *words)

    def table(self):
        rows = [self._ask("rpki", "table", "-a", family) for family in ["ipv4", "ipv6"]]
        found = re.findall(r"^(\S+/\d+) +(\d+) +(\d+) ", "".join(rows), re.M)
        return {(f"AS{asn}", prefix, int(length)) for prefix, length, asn in found}

    def state(self):
        if not self._has_route:
            route = [ROUTE, "aspath", AMAZON, "nexthop", "10.255.0.2"]
            self._ask("global", "rib", "add", "-a", "ipv4", *route)
            self._has_route = True
        found = re.search(rf"^([VIN])\*>{ROUTE} ", self._ask("global", "rib"), re.M)
        return found and found[1]


def check(what, its, routers, state):
    """Waits until each router has what is published, and sees the route so."""
    expected = its.published()
    print(f"{what}: {len(expected)} published")
    for router in routers:
        began = time.monotonic()
        while (seen := (router.table(), router.state())) != (expected, state):
            table, told = seen
            assert time.monotonic() < began + PATIENCE, (
                f"{router.NAME} lacks {expected - table}, has besides {table - expected}, "
                f"and {told} for the route, not {state}")
            time.sleep(0.1)
        took = time.monotonic() - began
        print(f"  {router.NAME}: the same; AS{AMAZON}'s {ROUTE} is {state} ({took:.1f} s)")


def follow(its, routers):
    check("at first", its, routers, "N")
    ours = its.create("198.18.0.0/23", 24, "AS64500")
    its.create("2001:db8::/32", 48, "AS64501")
    its.advance(INTERVAL)
    check("our own ROA, and one of IPv6", its, routers, "I")
    amazons = its.create("198.18.0.0/23", 24, f"AS{AMAZON}")
    its.advance(INTERVAL)
    check("Amazon's", its, routers, "V")
    its.delete(amazons)
    its.advance("1d")
    check("Amazon's is gone", its, routers, "I")
    its.delete(ours)
    its.advance("1d")
    check("ours too", its, routers, "N")
    its.create("198.18.0.0/23", 24, "AS64500")
    its.advance(INTERVAL)
    its.ask("POST", "/_simulator/reset", {})
    check("the world begins anew", its, routers, "N")


def main():
    program, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    with world.World(program, arguments=["--rtr-validator", VALIDATOR]) as its:
        routers = []
        try:
            for kind in [Bird, GoBgp]:
                routers.append(kind(folder, its.rtr_port))
            follow(its, routers)
        finally:
            for router in routers:
                router.stop()


main()
