"""A BYOIP world for tests: AWS, the registries, the RPKI and the internet.

- `process`: finds `byoip-sim`, starts it, stops it.
- `simulator`: what a test does with a world that runs.
- `plugin`: the pytest fixtures; pytest finds them by itself.

What the world does is the program's; nothing here knows a rule of AWS's.
"""

from .process import SimulatorProcess, StartError, Wanted, find
from .simulator import ControlError, Event, Simulator

__all__ = [
    "ControlError",
    "Event",
    "Simulator",
    "SimulatorProcess",
    "StartError",
    "Wanted",
    "find",
]
