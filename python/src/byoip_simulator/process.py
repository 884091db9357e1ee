"""A `byoip-sim serve` that belongs to these tests.

It listens on free ports of the loopback interface and its clock stands still
until told; it is stopped by its own process id. What it answers is in
`simulator`.
"""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Optional, Union

#: How long it may take to say where it answers, in seconds. It says so within
#: a fraction of one; a machine that compiles beside it needs more.
START_LIMIT = 60.0

#: How long it may take to end once asked, in seconds.
STOP_LIMIT = 10.0

#: What it prints first, once it listens.
WELCOME = re.compile(r"byoip-sim answers on (http://\S+:\d+)[ ,]")


class StartError(Exception):
    """No simulator could be started; the text says why and what to do."""


@dataclass(frozen=True)
class Wanted:
    """The world a test wants. Only the seed can change while a process runs."""

    seed: Optional[int] = None
    world: Optional[Path] = None
    policy: Optional[Path] = None
    start: str = "now"

    def arguments(self) -> list[str]:
        """What `byoip-sim serve` is to be told."""
        arguments = ["--start", self.start]
        if self.seed is not None:
            arguments += ["--seed", str(self.seed)]
        if self.world is not None:
            arguments += ["--world", str(self.world)]
        if self.policy is not None:
            arguments += ["--policy", str(self.policy)]
        return arguments


def find(named: Union[str, Path, None] = None) -> Path:
    """The program: the one that is named, else `BYOIP_SIM`, else on the PATH."""
    for source, name in (("--byoip-sim", named), ("BYOIP_SIM", os.environ.get("BYOIP_SIM"))):
        if not name:
            continue
        found = shutil.which(str(name))
        if found is None:
            raise StartError(f"{source} names {name}, which is no program that can be run")
        return Path(found).absolute()
    found = shutil.which("byoip-sim")
    if found is None:
        raise StartError(
            "there is no byoip-sim on the PATH; build it with `cargo build --bin byoip-sim` and "
            "name it with --byoip-sim PATH or in the environment variable BYOIP_SIM"
        )
    return Path(found).absolute()


class SimulatorProcess:
    """A running `byoip-sim serve`."""

    def __init__(self, program: Path, wanted: Wanted = Wanted()) -> None:
        self.program = program
        self.wanted = wanted
        # A file and no pipe: nobody has to read it for the program to go on.
        self._stderr: IO[bytes] = tempfile.TemporaryFile()
        command = [str(program), "serve", "--listen", "127.0.0.1:0", "--tls", "127.0.0.1:0"]
        command += ["--whois", "127.0.0.1:0", "--rtr", "127.0.0.1:0", "--bgp", "127.0.0.1:0"]
        command += ["--clock", "manual", *wanted.arguments()]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                text=True,
                # What it says on stderr goes into reports, where colours are noise.
                env={**os.environ, "NO_COLOR": "1"},
            )
        except OSError as error:
            self._stderr.close()
            raise StartError(f"cannot start {program}: {error}") from error
        try:
            self.base_url = self._welcome()
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def stderr(self, since: int = 0) -> str:
        """What it has written to stderr, from a place on that `stderr_end` gave."""
        size = self.stderr_end() - since
        # os.pread leaves the file's position, which is the program's too, alone.
        return os.pread(self._stderr.fileno(), max(size, 0), since).decode(errors="replace")

    def stderr_end(self) -> int:
        """How much it has written there."""
        return os.fstat(self._stderr.fileno()).st_size

    def stop(self) -> None:
        """Ends it, politely first."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._stderr.close()

    def _welcome(self) -> str:
        """Waits for the line that says where it answers."""
        stdout = self._process.stdout
        assert stdout is not None, "its output is piped"
        lines: queue.Queue[str] = queue.Queue()

        def read() -> None:
            # To its end, so that the program never waits for a full pipe.
            with stdout:
                lines.put(stdout.readline())
                for _ in stdout:
                    pass

        threading.Thread(target=read, name="byoip-sim stdout", daemon=True).start()
        try:
            line = lines.get(timeout=START_LIMIT)
        except queue.Empty:
            raise StartError(
                f"{self.program} did not say where it answers within {START_LIMIT:.0f} s"
            ) from None
        match = WELCOME.match(line)
        if match is not None:
            return match.group(1)
        if line:
            raise StartError(f"{self.program} is no byoip-sim: its first line is {line.strip()!r}")
        code = self._process.wait()
        raise StartError(f"byoip-sim ended with code {code}:\n{self.stderr().rstrip()}")
