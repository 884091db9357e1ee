"""Programs that do not start, and one that does."""

import os
import stat
from pathlib import Path

import pytest

from byoip_simulator import Simulator, SimulatorProcess, StartError, Wanted, find


def program(folder: Path, lines: str) -> Path:
    path = folder / "byoip-sim"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_named_program_comes_first(tmp_path, monkeypatch):
    folders = [tmp_path / name for name in ("named", "variable", "path")]
    for folder in folders:
        folder.mkdir()
    named, variable, path = (program(folder, "") for folder in folders)
    monkeypatch.setenv("PATH", str(folders[2]))
    monkeypatch.delenv("BYOIP_SIM", raising=False)
    assert find() == path
    monkeypatch.setenv("BYOIP_SIM", str(variable))
    assert find() == variable
    assert find(named) == named


@pytest.mark.parametrize(
    ("named", "variable", "told"),
    [
        ("/nowhere/byoip-sim", None, "--byoip-sim names /nowhere/byoip-sim, which is no program"),
        (None, "/nowhere/byoip-sim", "BYOIP_SIM names /nowhere/byoip-sim, which is no program"),
        (None, None, "there is no byoip-sim on the PATH"),
    ],
)
def test_a_program_that_is_not_there(tmp_path, monkeypatch, named, variable, told):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BYOIP_SIM", raising=False)
    if variable is not None:
        monkeypatch.setenv("BYOIP_SIM", variable)
    with pytest.raises(StartError, match=told):
        find(named)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("echo 'no such world' >&2; exit 2", "ended with code 2:\nno such world"),
        ("echo hello; exec sleep 60", "is no byoip-sim: its first line is 'hello'"),
    ],
)
def test_a_program_that_does_not_serve(tmp_path, lines, told):
    with pytest.raises(StartError, match=told):
        SimulatorProcess(program(tmp_path, lines))


def test_the_programs_own_words_are_told():
    with pytest.raises(StartError, match="ended with code 1:\nbyoip-sim: cannot read nowhere.yaml"):
        SimulatorProcess(find(), Wanted(world=Path("nowhere.yaml")))


def test_it_answers_until_it_is_stopped():
    process = SimulatorProcess(find())
    assert Simulator(process.base_url).control("GET", "health")["status"] == "ok"
    os.kill(process.pid, 0)
    process.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
    with pytest.raises(OSError):
        Simulator(process.base_url).control("GET", "health")
