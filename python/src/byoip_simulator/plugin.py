"""The pytest fixtures.

- `byoip_simulator`: a world for one test, as it was at its beginning.
- `byoip_environment`: the same, with this process's environment pointed at it,
  for code that makes its own boto3 clients.
- `byoip_simulator_process`: the process behind both.

A process serves all tests of a session (of a worker, under pytest-xdist) that
want the same world file; its world begins anew for each of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import pytest

from .process import SimulatorProcess, StartError, Wanted, find
from .simulator import ControlError, Simulator

MARKER = (
    "byoip(seed=N, world=FILE, policy=FILE, start=MOMENT): the world that byoip_simulator "
    "hands out; files are looked for beside the test, start is `now` unless said"
)
SETTINGS = ("seed", "world", "policy", "start")

#: As many events as a report shows of a test that failed.
EVENTS_SHOWN = 20


class Pool:
    """The session's processes: one for each world that differs in more than
    its seed."""

    def __init__(self, program: Optional[str]) -> None:
        self._named = program
        self._running: dict[Wanted, SimulatorProcess] = {}

    def process(self, wanted: Wanted) -> SimulatorProcess:
        """The process with that world, begun if there is none."""
        key = replace(wanted, seed=None)
        if key not in self._running:
            try:
                self._running[key] = SimulatorProcess(find(self._named), key)
            except StartError as error:
                pytest.fail(str(error), pytrace=False)
        return self._running[key]

    def stop(self) -> None:
        """Ends them all."""
        for process in self._running.values():
            process.stop()


class Use:
    """A test's use of a process, for the report if it fails."""

    def __init__(self, process: SimulatorProcess, simulator: Simulator, wanted: Wanted) -> None:
        self.process = process
        self.simulator = simulator
        self.wanted = wanted
        self.since = process.stderr_end()
        self.began = simulator.now

    def sections(self) -> Iterator[tuple[str, str]]:
        """What a report tells of it."""
        yield "byoip-sim", self._world()
        stderr = self.process.stderr(self.since).rstrip()
        if stderr:
            yield "byoip-sim stderr", stderr

    def _world(self) -> str:
        arguments = " ".join(self.wanted.arguments())
        lines = [f"the world began with {arguments}, at {self.began:%Y-%m-%dT%H:%M:%SZ}"]
        try:
            events = self.simulator.events()
        except (ControlError, OSError) as error:
            return "\n".join([*lines, f"what happened cannot be asked any more: {error}"])
        if len(events) > EVENTS_SHOWN:
            lines.append(f"… {len(events) - EVENTS_SHOWN} events before these")
        lines += [f"{event.get('at', '')}  {event['text']}" for event in events[-EVENTS_SHOWN:]]
        return "\n".join(lines)


USE = pytest.StashKey[Use]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("byoip", "BYOIP simulator")
    group.addoption(
        "--byoip-sim",
        metavar="PATH",
        help="the byoip-sim to start; else BYOIP_SIM of the environment, else on the PATH",
    )
    group.addoption(
        "--byoip-seed",
        metavar="N",
        type=int,
        default=1,
        help="the seed of worlds whose test names none (default: 1)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    outcome = yield
    report: pytest.TestReport = outcome.get_result()
    use = item.stash.get(USE, None)
    if report.failed and use is not None:
        report.sections.extend(use.sections())


@pytest.fixture(scope="session")
def _byoip_pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    pool = Pool(request.config.getoption("--byoip-sim"))
    yield pool
    pool.stop()


@pytest.fixture(scope="session")
def byoip_simulator_process(_byoip_pool: Pool) -> SimulatorProcess:
    """The process that serves the default world, for the whole session."""
    return _byoip_pool.process(Wanted())


@pytest.fixture
def byoip_simulator(request: pytest.FixtureRequest, _byoip_pool: Pool) -> Iterator[Simulator]:
    """A world for this test alone; `@pytest.mark.byoip(…)` says which."""
    wanted = _wanted(request.node)
    process = _byoip_pool.process(wanted)
    simulator = Simulator(process.base_url, process.program)
    simulator.reset(wanted.seed)
    if wanted.start == "now":
        # The world's now is when the process began. Certificates that tools make
        # begin at the wall's, and none of those may lie in the world's future.
        wall = datetime.now(timezone.utc).replace(microsecond=0)
        simulator.advance_to(max(wall, simulator.now))
    request.node.stash[USE] = Use(process, simulator, wanted)
    yield simulator
    del request.node.stash[USE]


@pytest.fixture
def byoip_environment(
    byoip_simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Points this process's environment at `byoip_simulator` for this test."""
    for name in byoip_simulator.stray_variables:
        monkeypatch.delenv(name)
    for name, value in byoip_simulator.variables.items():
        monkeypatch.setenv(name, value)
    return byoip_simulator.variables


def _wanted(item: pytest.Item) -> Wanted:
    """What the test's marks say; a nearer one wins."""
    settings: dict[str, Any] = {"seed": item.config.getoption("--byoip-seed")}
    for mark in reversed(list(item.iter_markers("byoip"))):
        unknown = [name for name in mark.kwargs if name not in SETTINGS]
        if mark.args or unknown:
            said = ", ".join([*map(repr, mark.args), *unknown])
            pytest.fail(
                f"the mark byoip does not take {said}; it takes {', '.join(SETTINGS)}, by name",
                pytrace=False,
            )
        settings.update(mark.kwargs)
    for name in ("world", "policy"):
        if settings.get(name) is not None:
            settings[name] = _beside(item, settings[name])
    return Wanted(**settings)


def _beside(item: pytest.Item, file: str) -> Path:
    return Path(item.path).parent / file
