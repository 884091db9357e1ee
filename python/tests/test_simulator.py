"""What a test can do with a world."""

import json
import socket
import subprocess
import urllib.request
from datetime import timedelta

import pytest

from byoip_simulator import ControlError


def test_time_passes_when_told(byoip_simulator):
    before = byoip_simulator.now
    assert byoip_simulator.advance("7d") == []
    assert byoip_simulator.now - before == timedelta(days=7)
    byoip_simulator.advance_to(byoip_simulator.now + timedelta(hours=1))
    assert byoip_simulator.now - before == timedelta(days=7, hours=1)


def test_a_roa_comes_and_goes(byoip_simulator):
    roa = byoip_simulator.roa("198.18.1.0/24", "AS16509")
    assert roa["stage"] == "created" and roa["max_length"] == 24
    [published] = byoip_simulator.run_to_next_event()
    assert published["text"] == "ARIN publishes the ROA 198.18.1.0/24-24 => AS16509"
    texts = [event["text"] for event in byoip_simulator.events()]
    assert texts[-1] == published["text"]
    assert byoip_simulator.events(after=published["sequence"]) == []
    byoip_simulator.delete_roa(roa["id"])
    byoip_simulator.advance("1d")
    assert roa["id"] not in [it["id"] for it in byoip_simulator.control("GET", "roas")["roas"]]


@pytest.mark.parametrize(
    ("call", "status", "told"),
    [
        (lambda it: it.advance("1q"), 400, "by: not a duration; write it like 90s, 15m, 2h, 7d or 1d12h"),
        (lambda it: it.run_to_next_event(), 409, "nothing is due; do something, or advance by a duration"),
        (lambda it: it.control("GET", "nowhere"), 404, "no such path; see /_simulator/openapi.json"),
    ],
)
def test_refusals_keep_their_text(byoip_simulator, call, status, told):
    with pytest.raises(ControlError) as caught:
        call(byoip_simulator)
    assert (caught.value.status, caught.value.text) == (status, told)
    assert str(caught.value).endswith(f"answers {status}: {told}")


def test_real_urls_have_a_counterpart(byoip_simulator):
    url = byoip_simulator.rdap_url("198.18.1.0")
    assert url == byoip_simulator.url("https://rdap.arin.net/registry/ip/198.18.1.0")
    with urllib.request.urlopen(url) as answer:
        assert json.load(answer)["handle"] == "NET-198-18-0-0-1"
    for registry, address in (("ripe", "192.0.2.0"), ("apnic", "203.0.113.0")):
        with urllib.request.urlopen(byoip_simulator.rdap_url(address, registry)) as answer:
            assert answer.url == byoip_simulator.rdap_url(address, registry)
    with pytest.raises(ValueError, match="there is no registry iana; there are arin, ripe"):
        byoip_simulator.rdap_url("198.18.1.0", "iana")
    with pytest.raises(ValueError, match="is no https:// URL"):
        byoip_simulator.url("rdap.arin.net")


def test_a_record_is_edited(byoip_simulator):
    byoip_simulator.add_to_record("arin", "198.18.0.0/23", "comments", "moving soon")
    byoip_simulator.advance("1d")
    where = (byoip_simulator.whois_host, byoip_simulator.whois_port)
    with socket.create_connection(where) as whois:
        whois.sendall(b"198.18.1.0\r\n")
        told = whois.makefile().read()
    assert "Comment:        moving soon" in told


def test_boto3_has_the_worlds_account(byoip_simulator, monkeypatch):
    # Each would lead a client elsewhere.
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
    identity = byoip_simulator.boto3_client("sts").get_caller_identity()
    assert identity["Account"] == "123456789012"


def test_a_subprocess_has_the_worlds_account(byoip_simulator, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    environment = byoip_simulator.environment
    assert "AWS_PROFILE" not in environment and "AWS_ENDPOINT_URL_STS" not in environment
    asked = ["aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text"]
    done = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "123456789012"
    subprocess.run(["byoip-sim", "--version"], env=environment, check=True, capture_output=True)
