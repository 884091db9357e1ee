"""Has bgpdump read a collector's tables and updates, and holds its lines against the
looking glass.

    dumps.py BYOIP_SIM FOLDER
"""

import datetime
import pathlib
import subprocess
import sys

import world

COLLECTOR = "RRC00"
HOME = "198.18.0.0/23", "AS64500"


def read(folder, its, path):
    """The fields of each line that bgpdump writes of a file."""
    name = path.split("?")[0].rsplit("/", 1)[-1]
    file = folder / name
    file.write_bytes(its.get(path))
    done = subprocess.run(
        ["bgpdump", "-m", file], capture_output=True, text=True, check=True)
    lines = [line.split("|") for line in done.stdout.splitlines()]
    print(f"  bgpdump: {len(lines)} lines of {path}")
    return lines


def add(table, lines):
    """Puts lines into a table of prefixes, each with paths by peer."""
    moments = [float(line[1]) for line in lines]
    assert moments == sorted(moments), "in the order of time"
    for _, _, what, peer, asn, prefix, *rest in lines:
        if what == "W":
            del table[prefix][peer]
            continue
        path, origin, next_hop = rest[:3]
        assert (path.split()[0], origin, next_hop) == (asn, "IGP", peer), rest
        table.setdefault(prefix, {})[peer] = path


def present(table):
    return {prefix: paths for prefix, paths in table.items() if paths}


def check(what, folder, its, table):
    """The table so far, and the one that the collector dumps, are the looking
    glass's."""
    expected = present(its.looking_glass(COLLECTOR))
    dumped = {}
    add(dumped, read(folder, its, f"/_simulator/mrt/{COLLECTOR.lower()}/bview"))
    assert dumped == expected, (dumped, expected)
    assert present(table) == expected, (table, expected)
    print(f"{what}: the looking glass's {sum(map(len, expected.values()))} paths")


def main():
    program, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    with world.World(program) as its:
        # The archive's last table, before the world began: 08:00.
        table = {}
        add(table, read(folder, its, "/data.ris.ripe.net/rrc00/latest-bview.gz"))
        check("at first", folder, its, table)
        for what, change in [
            ("a withdrawal", lambda: its.withdraw(*HOME)),
            ("a route of IPv6", lambda: its.announce("2001:db8::/32", "AS64501")),
            ("back again", lambda: its.announce(*HOME)),
        ]:
            began = its.now()
            change()
            its.advance("10m")
            day = began.strftime("%Y.%m/updates.%Y%m%d")
            for minutes in [0, 5]:
                moment = began + datetime.timedelta(minutes=minutes)
                path = f"/data.ris.ripe.net/rrc00/{day}.{moment:%H%M}.gz"
                add(table, read(folder, its, path))
            check(what, folder, its, table)


main()
