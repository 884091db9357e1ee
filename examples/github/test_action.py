"""The action's steps and the example's, run as a runner runs them, but for those
that bring something from elsewhere (`uses`) and for the build."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
WORKFLOW = yaml.safe_load((ROOT / "examples/github/rehearse.yml").read_text())

CONDITION = re.compile(r"inputs\.([a-z-]+) (==|!=) '([^']*)'")
EXPRESSION = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


class Runner:
    """As much of a runner as the steps need: files for outputs, environment and
    summary, a folder of its own, and bash."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = dict(os.environ, RUNNER_TEMP=str(folder), GITHUB_ACTION_PATH=str(ROOT))
        for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"):
            (folder / name).touch()
            self.environment[name] = str(folder / name)

    def action(self, **inputs):
        """Runs the action; the first code that is not 0."""
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        unknown = inputs.keys() - ACTION["inputs"].keys()
        assert not unknown, f"the action has no input {unknown}"
        values = {name: it["default"] for name, it in ACTION["inputs"].items()}
        values.update(inputs, **{"build-from-source": "false"})
        for step in ACTION["runs"]["steps"]:
            if "run" not in step or not holds(step.get("if", ""), values):
                continue
            env = {name: filled(text, values) for name, text in step.get("env", {}).items()}
            code = self.step(step["run"], env)
            if code != 0:
                return code
        return 0

    def step(self, script, env):
        """Runs a step; its code. What it put into the environment is there after."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=ROOT,
            env={**self.environment, **env},
        )
        self.environment.update(self.told("GITHUB_ENV"))
        return done.returncode

    def told(self, file):
        """What the steps wrote into a file of NAME=VALUE lines."""
        lines = (self.folder / file).read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self):
        return (self.folder / "GITHUB_STEP_SUMMARY").read_text()


def holds(condition, inputs):
    parts = condition.split(" && ") if condition else []
    matches = [CONDITION.fullmatch(part) for part in parts]
    return all(
        match is not None and (inputs[match[1]] == match[3]) == (match[2] == "==")
        for match in matches
    )


def filled(text, inputs):
    return EXPRESSION.sub(lambda match: inputs[match[1]], text)


@pytest.fixture
def runner(tmp_path):
    it = Runner(tmp_path)
    yield it
    pid = it.told("GITHUB_OUTPUT").get("pid")
    if pid is not None:
        os.kill(int(pid), signal.SIGTERM)


def test_scenarios_that_hold(runner, tmp_path):
    junit = tmp_path / "junit.xml"
    scenarios = "examples/compose/*.yaml"
    # The compose file beside the scenario is none.
    assert runner.action(scenarios=scenarios, junit=str(junit)) == 2
    scenarios = "examples/compose/first-*.yaml"
    assert runner.action(scenarios=scenarios, junit=str(junit), args="--seed 7") == 0
    assert 'failures="0"' in junit.read_text()
    assert "| 5 | 0 | 0 | 7 |" in runner.summary


def test_a_scenario_that_does_not_hold(runner, tmp_path):
    text = (ROOT / "examples/compose/first-step.yaml").read_text()
    red = tmp_path / "red.yaml"
    red.write_text(text.replace("No X509 certificate", "Every X509 certificate"))
    junit = tmp_path / "junit.xml"
    assert runner.action(scenarios=str(red), junit=str(junit)) == 4
    assert 'failures="1"' in junit.read_text()
    assert "No X509 certificate could be found" in runner.summary


def test_the_steps_that_follow_find_the_simulator(runner):
    steps = WORKFLOW["jobs"]["automation"]["steps"]
    assert runner.action(serve="true") == 0
    endpoint = runner.told("GITHUB_OUTPUT")["endpoint"]
    assert runner.environment["AWS_ENDPOINT_URL"] == endpoint
    for step in steps:
        if "run" in step:
            assert runner.step(step["run"], {"ENDPOINT": endpoint}) == 0, step["name"]


def test_a_simulator_that_does_not_start(runner, capfd):
    assert runner.action(serve="true", serve_args="--seed none") == 1
    assert "invalid value 'none' for '--seed <N>'" in capfd.readouterr().out


def test_the_example_names_inputs_that_there_are():
    used = [
        step["with"]
        for job in WORKFLOW["jobs"].values()
        for step in job["steps"]
        if step.get("uses", "").startswith("OWNER/")
    ]
    assert len(used) == 2
    for inputs in used:
        assert inputs.keys() <= ACTION["inputs"].keys()
