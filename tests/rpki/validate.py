"""Validates the repositories of a world with Routinator, rpki-client and FORT,
each with a cache of its own that it keeps, and holds what they make of them
against what the world says: of what is published as it should be, and of what
is published with a mistake.

    validate.py BYOIP_SIM ROUTINATOR FOLDER
"""

import collections
import csv
import os
import json
import pathlib
import re
import subprocess
import sys

import world

REGISTRIES = ["arin", "ripe", "apnic", "lacnic", "afrinic"]
# One at each registry, both address families, and two ROAs at one holder.
ROAS = [
    ("198.18.0.0/23", 24, "AS64500"),
    ("198.18.0.0/23", 24, "AS16509"),
    ("2001:db8::/32", 48, "AS64501"),
    ("198.19.64.0/22", 22, "AS64503"),
    ("198.19.128.0/22", 22, "AS64504"),
]
# What can be wrong with a ROA and costs itself alone.
ALONE = ["revoked", "expired", "garbled", "overclaiming"]
# FORT 1.5 forgets between two runs which serial it had.
KEEPERS = ["routinator", "rpki_client"]
# These two have nothing of a holder as soon as a fetch of its files fails: in
# these versions they do not fall back on the fetch before (RFC 9286, section
# 6.6). The world's validators do as Routinator, and so by the RFC.
FORGETFUL = ["rpki_client", "fort"]
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"


class Publisher(world.World):
    """A world, and what validators were sent of it."""

    def __init__(self, program, log):
        super().__init__(program, log)
        self._log = log

    def fetched(self, since):
        """The files of RRDP that were sent behind a place in the log, by name
        and how often, and the place behind them."""
        text = self._log.read_text()
        found = re.findall(r'/(\w+)\.xml"? status=200', text[since:])
        return collections.Counter(found), len(text)

    def validated(self):
        """What the world's own validator has, which has looked since."""
        return rows(self.get("/_simulator/validators/ripe/csv").decode())

    def has_faults(self):
        """Whether anything is published that a validator complains of: rpki-client
        8.2 knows but an older form of ASPAs."""
        roas = self.ask("GET", "/_simulator/roas")["roas"]
        return any(roa["fault"] for roa in roas) or bool(self.aspas())

    def aspas(self):
        """The ASPAs that the world's own validator has, as it writes them."""
        return aspas(self.get("/_simulator/validators/ripe/json").decode())

    def attest(self, method, customer, *providers):
        aspa = {"customer": customer}
        if providers:
            aspa["providers"] = providers
        self.ask(method, "/_simulator/aspas", aspa)

    def spoil(self, roa, kind):
        self.ask("PUT", f"/_simulator/roas/{roa}/fault", {"kind": kind})

    def mend(self, roa):
        self.ask("DELETE", f"/_simulator/roas/{roa}/fault")

    def serial(self, registry):
        path = f"/rpki.{registry}.example/rrdp/notification.xml"
        return int(re.search(rb'serial="(\d+)"', self.get(path))[1])


def rows(text):
    """The payloads of a table whose first line names its columns."""
    lines = csv.reader(text.splitlines())
    next(lines)
    return {(row[0], row[1], int(row[2])) for row in lines}


def aspas(text):
    """The part of a list in JSON that has the ASPAs, byte for byte."""
    json.loads(text)
    return re.search(r'"aspas": \[\s*(.*?)\s*\]\n\}', text, re.S)[1]


class Validators:
    """The three, with their caches and what they need to trust."""

    def __init__(self, world, routinator, folder):
        self._world = world
        self._folder = folder
        self._routinator_program = routinator
        self._tals = folder / "tals"
        self._tals.mkdir()
        for registry in REGISTRIES:
            text = world.get(f"/_simulator/tals/{registry}.tal")
            (self._tals / f"{registry}.tal").write_bytes(text)
        self._ca = folder / "ca.pem"
        self._ca.write_bytes(world.get("/_simulator/tls/ca.pem"))
        # A file of its own, so that nobody's in the home folder counts.
        self._config = folder / "routinator.conf"
        self._config.write_text(f'repository-dir = "{folder / "routinator"}"\n')
        self._bundle = folder / "bundle.pem"
        system = pathlib.Path(BUNDLE)
        system = system.read_bytes() if system.exists() else b""
        self._bundle.write_bytes(system + self._ca.read_bytes())
        self._hashed = folder / "hashed"
        self._hashed.mkdir()
        (self._hashed / "ca.pem").write_bytes(self._ca.read_bytes())
        subprocess.run(["openssl", "rehash", self._hashed], check=True)
        for name in ["client-cache", "client-output"]:
            (folder / name).mkdir()
            subprocess.run(["chown", "_rpki-client", folder / name], check=True)

    def _run(self, *command):
        """Runs a command at the world's time; its output and its log."""
        moment = self._world.now().strftime("%Y-%m-%d %H:%M:%S")
        environment = dict(os.environ, TZ="UTC")
        done = subprocess.run(
            ["faketime", moment, *map(str, command)],
            capture_output=True, text=True, env=environment)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout, done.stderr

    def _routinator(self, form):
        output, _ = self._run(
            self._routinator_program, "--config", self._config, "--no-rir-tals",
            "--extra-tals-dir", self._tals, "--disable-rsync", "--allow-dubious-hosts",
            "--rrdp-root-cert", self._ca, "vrps", "--format", form)
        return output

    def routinator(self):
        return rows(self._routinator("csv"))

    def check_aspas(self, what, expected):
        """Routinator's are the world's; the other two take none of today's form."""
        assert self._world.aspas() == expected
        seen = aspas(self._routinator("json"))
        assert seen == expected, seen
        print(f"{what}: Routinator writes {seen or 'none'}")

    def rpki_client(self):
        """It knows no option for the TLS authority: it sees another bundle."""
        mount = (f"mount --make-rprivate / && mount --bind {self._bundle} {BUNDLE} "
                 '&& exec "$@"')
        tals = [part for name in REGISTRIES for part in ("-t", self._tals / f"{name}.tal")]
        output = self._folder / "client-output"
        told, _ = self._run(
            "unshare", "--mount", "sh", "-c", mount, "sh", "rpki-client", "-v", "-c", *tals,
            "-d", self._folder / "client-cache", output)
        clean = "0 failed parse, 0 stale" in told and " 0 invalid" in told
        assert clean or self._has_faults, told
        return rows((output / "csv").read_text())

    def fort(self):
        output, log = self._run(
            "fort", "--mode=standalone", f"--tal={self._tals}",
            f"--local-repository={self._folder / 'fort'}", "--rsync.enabled=false",
            f"--http.ca-path={self._hashed}", "--output.roa=-", "--log.level=warning",
            "--validation-log.enabled=true", "--validation-log.level=warning")
        table = output[output.index("ASN,"):]
        found = re.findall(r"^(AS\d+),([0-9a-f.:/]+),(\d+)$", table, re.M)
        clean = " ERR" not in log and " WRN: rsync" not in log
        assert clean or self._has_faults, log
        return {(asn, prefix, int(length)) for asn, prefix, length in found}

    def check(self, what, forgotten=frozenset()):
        """Those that keep nothing of an earlier fetch lack what is forgotten."""
        validated = self._world.validated()
        self._has_faults = self._world.has_faults()
        if not self._has_faults:
            assert validated == self._world.published()
        print(f"{what}, {self._world.now():%Y-%m-%d %H:%M}: {len(validated)} valid")
        ways = {}
        _, place = self._world.fetched(0)
        for name in ["routinator", "rpki_client", "fort"]:
            payloads = getattr(self, name)()
            expected = validated - (forgotten if name in FORGETFUL else set())
            assert payloads == expected, (
                f"{name}: lacks {expected - payloads}, has besides {payloads - expected}")
            ways[name], place = self._world.fetched(place)
            files = ", ".join(f"{many} {kind}" for kind, many in sorted(ways[name].items()))
            same = "the same" if payloads == validated else "only"
            print(f"  {name}: {same} {len(payloads)}; fetched {files}")
        return ways


def spoil_each(its, validators):
    """Each mistake, and the repository without it again."""
    roa = its.create("198.18.1.0/24", 24, "AS64500")
    its.advance("1h")
    whole = its.validated()
    for kind in ALONE:
        its.spoil(roa, kind)
        its.advance("1h")
        assert its.validated() == whole - {("AS64500", "198.18.1.0/24", 24)}
        validators.check(f"a ROA {kind}")
        its.mend(roa)
        its.advance("1h")
        assert its.validated() == whole
        validators.check("as it should be")
    its.spoil(roa, "manifest-mismatch")
    its.advance("1h")
    assert its.validated() == whole
    # All that the organisation has, its other ROAs included.
    its_own = {payload for payload in whole if payload[1].startswith("198.18.")}
    assert len(its_own) == 3
    validators.check("a ROA mislisted, what was fetched before still good", its_own)
    its.advance("1d")
    assert its.validated() == whole - its_own
    validators.check("a day later")
    its.mend(roa)
    its.advance("1h")
    assert its.validated() == whole
    validators.check("as it should be")


def attest(its, validators):
    """An ASPA, and another one in its place."""
    its.attest("POST", "AS64500", "AS1299", "AS174")
    its.advance("1h")
    validators.check("an ASPA beside the ROAs")
    line = '{ "customer": "AS64500", "providers": ["AS174", "AS1299"], "ta": "arin" }'
    validators.check_aspas("made", line)
    its.attest("PUT", "AS64500", "AS174")
    its.advance("1h")
    line = line.replace(', "AS1299"', "")
    validators.check_aspas("replaced", line)
    return line


def main():
    program, routinator, folder = sys.argv[1:]
    with Publisher(program, pathlib.Path(folder) / "asked.log") as its:
        for roa in ROAS:
            its.create(*roa)
        its.advance("1h")
        assert len(its.published()) >= len(ROAS)
        validators = Validators(its, routinator, pathlib.Path(folder))
        validators.check("the first time")
        unchanged = its.serial("lacnic")
        new = its.create("198.18.1.0/24", 24, "AS16509")
        its.advance("1h")
        ways = validators.check("one more ROA")
        for name in KEEPERS:
            assert ways[name]["delta"] == 1 and ways[name]["snapshot"] == 0, ways
        assert its.serial("lacnic") == unchanged
        its.delete(new)
        its.advance("1d")
        assert ("AS16509", "198.18.1.0/24", 24) not in its.published()
        # Everything has been issued anew: what was fetched before has run out.
        assert its.serial("lacnic") > unchanged
        ways = validators.check("one ROA less, a day later")
        for name in KEEPERS:
            assert ways[name]["delta"] > 0 and ways[name]["snapshot"] == 0, ways
        spoil_each(its, validators)
        aspa = attest(its, validators)
        # A year and a half: every certificate but the anchors' has been renewed.
        its.advance("13000h")
        validators.check("when every certificate has been renewed")
        validators.check_aspas("renewed", aspa)
        its.attest("DELETE", "AS64500")
        its.advance("1h")
        validators.check_aspas("deleted", "")


main()
