"""Writes the scripts inside an action or a workflow into a folder, a file for
each, and refuses expressions in them: what stands in `${{ }}` becomes part of
the script's text, whoever wrote it.

Arguments: the folder, the YAML files.
"""

import sys
from pathlib import Path

import yaml


def steps(document):
    jobs = [document["runs"]] if "runs" in document else document["jobs"].values()
    return [step for job in jobs for step in job["steps"] if "run" in step]


folder, *files = map(Path, sys.argv[1:])
found = 0
for file in files:
    for step in steps(yaml.safe_load(file.read_text())):
        name = step["name"]
        if "${{" in step["run"]:
            found += 1
            print(f"{file}: {name}: an expression in the script; hand it over in env")
        script = folder / f"{file.name}: {name}"
        script.write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{step['run']}")
sys.exit(1 if found else 0)
