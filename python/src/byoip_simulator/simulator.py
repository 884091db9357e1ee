"""What a test does with a world that runs: the control API under
`/_simulator`, and the environment that points AWS tools at it.

The whole API is described at `/_simulator/openapi.json`; what has no method
here is reached by `control`.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional, Union

#: An event of the world's log; `text` is one line for a reader.
Event = dict[str, Any]

#: How long an answer may take, in seconds: moving a world by years takes some.
PATIENCE = 120.0

#: Where each registry's RDAP service begins.
RDAP = {
    "arin": "rdap.arin.net/registry",
    "ripe": "rdap.db.ripe.net",
    "apnic": "rdap.apnic.net",
    "lacnic": "rdap.lacnic.net/rdap",
    "afrinic": "rdap.afrinic.net/rdap",
}

#: What would lead AWS tools past the simulator, to the real AWS.
STRAY = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")


class ControlError(Exception):
    """The control API said no; the text is its own."""

    def __init__(self, call: str, status: int, text: str) -> None:
        super().__init__(f"{call} answers {status}: {text}")
        self.status = status
        self.text = text


class Simulator:
    """A running simulator, by its URL."""

    def __init__(self, base_url: str, program: Optional[Path] = None) -> None:
        self.base_url = base_url.rstrip("/")
        self._program = program
        # No proxy of the environment has a way to a loopback port.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._variables: Optional[dict[str, str]] = None

    # Pointing tools at it.

    @property
    def variables(self) -> dict[str, str]:
        """What `byoip-sim env` prints, and what keeps the AWS configuration of
        whoever runs the tests out of the way."""
        if self._variables is None:
            told: dict[str, str] = self.control("GET", "environment")
            told["AWS_CONFIG_FILE"] = os.devnull
            told["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
            told["AWS_EC2_METADATA_DISABLED"] = "true"
            told["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false"
            told["AWS_PAGER"] = ""
            self._variables = told
        return dict(self._variables)

    @property
    def stray_variables(self) -> list[str]:
        """The variables of this process that would lead AWS tools elsewhere: an
        endpoint for one service wins over the simulator's for all."""
        return [
            name
            for name in os.environ
            if (name in STRAY or name.startswith("AWS_ENDPOINT_URL_"))
            and name not in self.variables
        ]

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment for a subprocess, its programs on the PATH."""
        environment = dict(os.environ)
        for name in self.stray_variables:
            del environment[name]
        environment.update(self.variables)
        if self._program is not None:
            path = environment.get("PATH", os.defpath)
            environment["PATH"] = f"{self._program.parent}{os.pathsep}{path}"
        return environment

    @property
    def whois_host(self) -> str:
        """Where whois answers."""
        return self.variables["BYOIP_WHOIS_HOST"]

    @property
    def whois_port(self) -> int:
        """The port where whois answers."""
        return int(self.variables["BYOIP_WHOIS_PORT"])

    def url(self, real: str) -> str:
        """The simulator's URL for a real one."""
        if not real.startswith("https://"):
            raise ValueError(f"{real} is no https:// URL of the real internet")
        return f"{self.base_url}/{real[len('https://'):]}"

    def rdap_url(self, resource: str, registry: str = "arin") -> str:
        """The RDAP URL of an address or a prefix at a registry (`arin`, `ripe`,
        `apnic`, `lacnic`, `afrinic`)."""
        if registry not in RDAP:
            raise ValueError(f"there is no registry {registry}; there are {', '.join(RDAP)}")
        return f"{self.base_url}/{RDAP[registry]}/ip/{resource}"

    def boto3_client(self, service: str, **arguments: Any) -> Any:
        """A boto3 client of the world's first account; needs boto3."""
        import boto3
        import botocore.session

        variables = self.variables
        # Neither a profile nor a configuration file of the user's is read.
        own = {"profile": (None, None, None, None), "config_file": (None, None, os.devnull, None)}
        session = boto3.Session(
            aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=variables.get("AWS_SESSION_TOKEN"),
            region_name=variables["AWS_REGION"],
            botocore_session=botocore.session.Session(session_vars=own),
        )
        return session.client(service, **{"endpoint_url": self.base_url, **arguments})

    # Time.

    @property
    def now(self) -> datetime:
        """The world's moment."""
        text: str = self.control("GET", "clock")["now"]
        return datetime.fromisoformat(text.split(".")[0].rstrip("Z")).replace(tzinfo=timezone.utc)

    def advance(self, by: str) -> list[Event]:
        """Lets time pass: `90s`, `2h`, `7d`, `1d12h`; what happened on the way."""
        events: list[Event] = self.control("POST", "clock/advance", {"by": by})["events"]
        return events

    def advance_to(self, moment: datetime) -> list[Event]:
        """Lets time pass until a moment, which must not be past."""
        text = moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        events: list[Event] = self.control("POST", "clock/advance", {"to": text})["events"]
        return events

    def run_to_next_event(self) -> list[Event]:
        """Lets time pass until something happens by itself. An error where
        nothing is due."""
        events: list[Event] = self.control("POST", "clock/advance", {"to": "next-event"})["events"]
        return events

    def events(self, after: int = 0) -> list[Event]:
        """What has happened so far, or since the event of that number."""
        events: list[Event] = self.control("GET", f"events?after={after}")["events"]
        return events

    def reset(self, seed: Optional[int] = None) -> None:
        """Begins the world anew, its clock in the test's hand."""
        self.control("PUT", "clock", {"mode": "manual", "paused": False})
        self.control("POST", "reset", {} if seed is None else {"seed": seed})

    # What the holder of a range does at portals.

    def roa(
        self,
        prefix: str,
        asn: Union[int, str],
        max_length: Optional[int] = None,
        until: Optional[str] = None,
    ) -> dict[str, Any]:
        """Creates a ROA; validators see it after a delay."""
        wanted = {"prefix": prefix, "asn": asn, "max_length": max_length, "until": until}
        document = {name: value for name, value in wanted.items() if value is not None}
        created: dict[str, Any] = self.control("POST", "roas", document)
        return created

    def delete_roa(self, id: str) -> None:
        """Deletes a ROA by the `id` that `roa` answered."""
        self.control("DELETE", f"roas/{id}")

    def add_to_record(self, registry: str, network: str, field: str, text: str) -> None:
        """Adds lines to a network's record, named by handle or prefix; the field
        is named as the registry names it (`comments`, `descr`, `remarks`). Public
        after a delay."""
        self.control("POST", f"registry/{registry}/networks/{network}/{field}", text)

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the control API: text goes as it is, everything else as JSON;
        the answer's JSON, or `None` where it has no body."""
        data = None
        if body is not None:
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
        call = f"{method} /_simulator/{path}"
        url = f"{self.base_url}/_simulator/{path}"
        # Left out, urllib would call the body a form.
        headers = {"Content-Type": "text/plain" if isinstance(body, str) else "application/json"}
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                raise ControlError(call, error.code, _told(error.read().decode())) from None
        if not text:
            return None
        try:
            return json.loads(text)
        except ValueError:
            return text


def _told(text: str) -> str:
    """The text of an error answer."""
    try:
        return str(json.loads(text)["error"])
    except (ValueError, KeyError, TypeError):
        return text
