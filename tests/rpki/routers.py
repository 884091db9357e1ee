"""Has BIRD and GoBGP take a world's RTR feed and its BGP feed. Holds their tables
against what the world says is published, and against the looking glass, as a ROA
comes and goes, a route moves to another origin and the world begins anew.

    routers.py BYOIP_SIM FOLDER
"""

import ipaddress
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
COLLECTOR = "RRC00"
ROUTE = "198.18.1.0/24"
HOME = "64500"
AMAZON = "16509"
# How long a router may take over what it is told; after a reset it waits for some
# time before it comes back.
PATIENCE = 90


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
    STATES = {"ROA_UNKNOWN": "N", "ROA_VALID": "V", "ROA_INVALID": "I"}
    CONFIGURATION = """
log stderr all;
router id 192.0.2.1;
roa4 table v4;
roa6 table v6;
protocol device {{}}
protocol rpki simulator {{
  roa4 {{ table v4; }};
  roa6 {{ table v6; }};
  remote 127.0.0.1 port {rtr};
  retry keep 1;
}}
protocol bgp collector {{
  local 127.0.0.1 as 64510;
  neighbor 127.0.0.1 port {bgp} as 12654;
  multihop;
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 2;
  ipv4 {{ import all; export none; }};
  ipv6 {{ import all; export none; }};
}}
"""

    def __init__(self, folder, rtr, bgp):
        configuration = folder / "bird.conf"
        configuration.write_text(self.CONFIGURATION.format(rtr=rtr, bgp=bgp))
        self._control = folder / "bird.ctl"
        super().__init__(
            folder, "bird", "-f", "-c", configuration, "-s", self._control,
            "-P", folder / "bird.pid")

    def _ask(self, *words):
        return run("birdc", "-s", self._control, *words)

    def payloads(self):
        rows = [self._ask("show", "route", "table", name) for name in ["v4", "v6"]]
        found = re.findall(r"^(\S+/\d+)-(\d+) AS(\d+) ", "".join(rows), re.M)
        return {(f"AS{asn}", prefix, int(length)) for prefix, length, asn in found}

    def routes(self):
        rows = [
            self._ask("show", "route", "table", name, "all")
            for name in ["master4", "master6"]]
        found = re.findall(
            r"^(\S+/\d+) .*\n(?:\t.*\n)*?\tBGP.as_path: (.*)\n\tBGP.next_hop: (\S+)",
            "".join(rows), re.M)
        return {prefix: (next_hop, path) for prefix, path, next_hop in found}

    def state(self):
        for condition, state in self.STATES.items():
            told = self._ask(
                "show", "route", ROUTE, "where",
                f"roa_check(v4, net, bgp_path.last) = {condition}")
            if ROUTE in told:
                return state
        return None


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
port = {rtr}
[[neighbors]]
[neighbors.config]
neighbor-address = "127.0.0.1"
peer-as = 12654
[neighbors.transport.config]
remote-port = {bgp}
[neighbors.timers.config]
connect-retry = 1
idle-hold-time-after-reset = 1
[neighbors.ebgp-multihop.config]
enabled = true
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv4-unicast"
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv6-unicast"
"""

    def __init__(self, folder, rtr, bgp):
        configuration = folder / "gobgpd.toml"
        configuration.write_text(self.CONFIGURATION.format(rtr=rtr, bgp=bgp))
        self._port = free_port()
        super().__init__(
            folder, "gobgpd", "-f", configuration, "-t", "toml",
            "--api-hosts", f"127.0.0.1:{self._port}", "--pprof-disable")

    def _ask(self, *words):
        return run("gobgp", "-p", self._port, *words)

    def payloads(self):
        rows = [self._ask("rpki", "table", "-a", family) for family in ["ipv4", "ipv6"]]
        found = re.findall(r"^(\S+/\d+) +(\d+) +(\d+) ", "".join(rows), re.M)
        return {(f"AS{asn}", prefix, int(length)) for prefix, length, asn in found}

    def routes(self):
        rows = [self._ask("global", "rib", "-a", family) for family in ["ipv4", "ipv6"]]
        found = re.findall(
            r"^[VIN]?\*> *(\S+/\d+) +(\S+) +((?:\d+ )*\d+) +\S+:", "".join(rows), re.M)
        return {prefix: (next_hop, path) for prefix, next_hop, path in found}

    def state(self):
        found = re.search(rf"^([VIN])\*>\s*{ROUTE} ", self._ask("global", "rib"), re.M)
        return found and found[1]


def best(shown):
    """What a collector tells of a prefix: the shortest of its peers' paths, and of
    those the one from the lowest address, behind its own number."""
    peer = min(shown, key=lambda it: (len(shown[it].split()), ipaddress.ip_address(it)))
    return peer, f"12654 {shown[peer]}"


def check(what, its, routers, origin, state):
    """Waits until each router has what is published and what the collector has,
    and the route is of its origin, and in that state."""
    payloads = its.published()
    table = its.looking_glass(COLLECTOR)
    routes = {prefix: best(shown) for prefix, shown in table.items() if shown}
    seen_origin = routes[ROUTE][1].split()[-1] if ROUTE in routes else None
    assert seen_origin == origin, f"{what}: {ROUTE} is from {seen_origin}, not {origin}"
    print(f"{what}: {len(payloads)} published, {len(routes)} routes")
    expected = payloads, routes, state
    for router in routers:
        began = time.monotonic()
        while (seen := (router.payloads(), router.routes(), router.state())) != expected:
            assert time.monotonic() < began + PATIENCE, (
                f"{router.NAME} has {seen}, not {expected}")
            time.sleep(0.1)
        took = time.monotonic() - began
        print(f"  {router.NAME}: the same; {ROUTE} of {origin} is {state} ({took:.1f} s)")


def follow(its, routers):
    check("at first", its, routers, None, None)
    its.announce(ROUTE, f"AS{HOME}")
    its.announce("2001:db8::/32", "AS64501")
    its.advance(INTERVAL)
    check("at home", its, routers, HOME, "N")
    ours = its.create("198.18.0.0/23", 24, f"AS{HOME}")
    its.create("2001:db8::/32", 48, "AS64501")
    its.advance(INTERVAL)
    check("our own ROA, and one of IPv6", its, routers, HOME, "V")
    its.withdraw(ROUTE, f"AS{HOME}")
    its.announce(ROUTE, f"AS{AMAZON}")
    its.advance(INTERVAL)
    check("Amazon's route, and no ROA", its, routers, AMAZON, "I")
    amazons = its.create("198.18.0.0/23", 24, f"AS{AMAZON}")
    its.advance(INTERVAL)
    check("Amazon's ROA", its, routers, AMAZON, "V")
    its.delete(amazons)
    its.advance("1d")
    check("Amazon's ROA is gone", its, routers, AMAZON, "I")
    its.delete(ours)
    its.advance("1d")
    check("ours too", its, routers, AMAZON, "N")
    its.withdraw(ROUTE, f"AS{AMAZON}")
    its.advance(INTERVAL)
    check("nobody's", its, routers, None, None)
    its.announce(ROUTE, f"AS{HOME}")
    its.create("198.18.0.0/23", 24, f"AS{HOME}")
    its.advance(INTERVAL)
    check("home again", its, routers, HOME, "V")
    its.ask("POST", "/_simulator/reset", {})
    check("the world begins anew", its, routers, None, None)


def main():
    program, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    arguments = ["--rtr-validator", VALIDATOR, "--bgp-collector", COLLECTOR]
    with world.World(program, arguments=arguments) as its:
        routers = []
        try:
            for kind in [Bird, GoBgp]:
                routers.append(kind(folder, its.rtr_port, its.bgp_port))
            follow(its, routers)
        finally:
            for router in routers:
                router.stop()


main()
