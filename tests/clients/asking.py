"""Requests put together by hand and signed by botocore, for what no SDK would
send: parameters that its model does not have."""

import json
import os
import re
import urllib.parse

import members
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session


class Asker:
    """Asks the server of the environment."""

    def __init__(self):
        self._url = os.environ["AWS_ENDPOINT_URL"]
        self._region = os.environ["AWS_REGION"]
        self._credentials = Credentials(
            os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
        self._session = URLLib3Session()

    def code(self, service, action, values):
        """The code of the refusal, or what came in its place."""
        answer = self._send(service, *_written(members.service(service), action, values))
        # <Code>…</Code> in both query protocols, "__type" in JSON, there with a
        # namespace before the #.
        found = re.search(r'<Code>([^<]*)</Code>|"__type":\s*"(?:[^"]*#)?([^"]*)"', answer.text)
        return found[1] or found[2] if found else f"{answer.status_code} {answer.text}"

    def _send(self, service, headers, body):
        request = AWSRequest("POST", self._url + "/", headers=headers, data=body)
        SigV4Auth(self._credentials, service, self._region).add_auth(request)
        return self._session.send(request.prepare())


def _written(model, action, values):
    if model.resolved_protocol == "json":
        target = f"{model.metadata['targetPrefix']}.{action}"
        headers = {"Content-Type": f"application/x-amz-json-{model.metadata['jsonVersion']}",
                   "X-Amz-Target": target}
        return headers, json.dumps(nested(values))
    form = {"Action": action, "Version": model.api_version, **values}
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    return headers, urllib.parse.urlencode(form)


def nested(values):
    """The object that has each value at its path; a 1 is a list's first item."""
    whole = {}
    for path, value in values.items():
        *way, last = path.split(".")
        place = whole
        for part in way:
            place = place.setdefault(part, {})
        place[last] = value
    return _listed(whole)


def _listed(value):
    if not isinstance(value, dict):
        return value
    if set(value) == {"1"}:
        return [_listed(value["1"])]
    return {name: _listed(inner) for name, inner in value.items()}
