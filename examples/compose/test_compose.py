"""The commands of the compose files and of the image, run without containers:
each address of theirs becomes one of this machine's loopback."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from byoip_simulator import Simulator

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = yaml.safe_load(Path(__file__).with_name("compose.yaml").read_text())
[INCLUDED] = EXAMPLE["include"]
OWN = yaml.safe_load((Path(__file__).parent / INCLUDED).read_text())
SERVICES = {**OWN["services"], **EXAMPLE["services"]}


def instruction(name):
    """The words of one of the image's instructions, its last."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return json.loads(re.findall(rf"^(?:HEALTHCHECK.*)?\s*{name} (\[.*\])$", text, re.M)[-1])


@pytest.fixture(scope="module", params=["image", "compose"])
def simulator(request):
    """The container's program, with what the image or the compose file says."""
    asked = SERVICES["simulator"]["command"] if request.param == "compose" else instruction("CMD")
    command = [re.sub(r"^0\.0\.0\.0:\d+$", "127.0.0.1:0", word) for word in asked]
    assert command.count("127.0.0.1:0") == 2
    process = subprocess.Popen(
        [*instruction("ENTRYPOINT"), *command], stdout=subprocess.PIPE, text=True
    )
    line = process.stdout.readline()
    yield Simulator(re.search(r"http://\S+:\d+", line)[0])
    process.stdout.close()
    process.terminate()
    assert process.wait(10) == 0


def test_the_check_of_health_tells_who_is_ill(simulator):
    kind, *check = SERVICES["simulator"]["healthcheck"]["test"]
    assert kind == "CMD"
    image = re.search(r"^HEALTHCHECK.*\n +CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.M)
    assert json.loads(image[1]) == check
    # The container's simulator is where nobody says otherwise; this one is not.
    well = subprocess.run([*check, "--url", simulator.base_url], capture_output=True, text=True)
    assert (well.returncode, well.stdout, well.stderr) == (0, "", "")
    # Port 1 of the loopback: nobody answers there.
    ill = subprocess.run([*check, "--url", "http://127.0.0.1:1"], capture_output=True, text=True)
    assert ill.returncode == 3 and "no simulator answers" in ill.stderr


def test_the_client_is_answered(simulator):
    client = SERVICES["client"]
    environment = {**os.environ, **client["environment"], "AWS_CONFIG_FILE": os.devnull}
    assert environment["AWS_ENDPOINT_URL"] == "http://simulator:4566"
    environment["AWS_ENDPOINT_URL"] = simulator.base_url
    command = ["aws", *client["command"]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"ByoipCidrs": []}


def test_the_rehearsal_holds(simulator):
    rehearsal = SERVICES["rehearsal"]
    [mounted] = rehearsal["volumes"]
    here, there, _ = mounted.split(":")
    folder = Path(__file__).parent / here
    command = [
        word.replace("http://simulator:4566", simulator.base_url).replace(there, str(folder))
        for word in [*rehearsal["entrypoint"], *rehearsal["command"]]
    ]
    assert simulator.base_url in " ".join(command)
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
