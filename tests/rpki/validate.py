"""Validates the repositories of a world with Routinator, rpki-client and FORT,
each with a cache of its own that it keeps, and holds what they make of them
against what the world says is published.

    validate.py BYOIP_SIM ROUTINATOR FOLDER
"""

import collections
import csv
import os
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
# FORT 1.5 forgets between two runs which serial it had.
KEEPERS = ["routinator", "rpki_client"]
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

    def serial(self, registry):
        path = f"/rpki.{registry}.example/rrdp/notification.xml"
        return int(re.search(rb'serial="(\d+)"', self.get(path))[1])


def rows(text):
    """The payloads of a table whose first line names its columns."""
    lines = csv.reader(text.splitlines())
    next(lines)
    return {(row[0], row[1], int(row[2])) for row in lines}


class Validators:
    """The three, with their caches and what they need to trust."""

    def __init__(self, world, routinator, folder):
        self._world = world
        self._folder = folder
        self._routinator = routinator
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

    def routinator(self):
        output, _ = self._run(
            self._routinator, "--config", self._config, "--no-rir-tals",
            "--extra-tals-dir", self._tals, "--disable-rsync", "--allow-dubious-hosts",
            "--rrdp-root-cert", self._ca, "vrps", "--format", "csv")
        return rows(output)

    def rpki_client(self):
        """It knows no option for the TLS authority: it sees another bundle."""
        mount = (f"mount --make-rprivate / && mount --bind {self._bundle} {BUNDLE} "
                 '&& exec "$@"')
        tals = [part for name in REGISTRIES for part in ("-t", self._tals / f"{name}.tal")]
        output = self._folder / "client-output"
        told, _ = self._run(
            "unshare", "--mount", "sh", "-c", mount, "sh", "rpki-client", "-v", "-c", *tals,
            "-d", self._folder / "client-cache", output)
        assert "0 failed parse, 0 stale" in told and " 0 invalid" in told, told
        return rows((output / "csv").read_text())

    def fort(self):
        output, log = self._run(
            "fort", "--mode=standalone", f"--tal={self._tals}",
            f"--local-repository={self._folder / 'fort'}", "--rsync.enabled=false",
            f"--http.ca-path={self._hashed}", "--output.roa=-", "--log.level=warning",
            "--validation-log.enabled=true", "--validation-log.level=warning")
        table = output[output.index("ASN,"):]
        found = re.findall(r"^(AS\d+),([0-9a-f.:/]+),(\d+)$", table, re.M)
        assert " ERR" not in log and " WRN: rsync" not in log, log
        return {(asn, prefix, int(length)) for asn, prefix, length in found}

    def check(self, what):
        expected = self._world.published()
        print(f"{what}, {self._world.now():%Y-%m-%d %H:%M}: {len(expected)} published")
        ways = {}
        _, place = self._world.fetched(0)
        for name in ["routinator", "rpki_client", "fort"]:
            payloads = getattr(self, name)()
            assert payloads == expected, (
                f"{name} lacks {expected - payloads}, has besides {payloads - expected}")
            ways[name], place = self._world.fetched(place)
            files = ", ".join(f"{many} {kind}" for kind, many in sorted(ways[name].items()))
            print(f"  {name}: the same {len(payloads)}; fetched {files}")
        return ways


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
        # A year and a half: every certificate but the anchors' has been renewed.
        its.advance("13000h")
        validators.check("when every certificate has been renewed")


main()
