"""Tests of `onboard` in a world where the review of a week takes no time."""

import subprocess
from datetime import timedelta

import pytest

import onboard

NETWORK = "198.18.0.0/23"
RANGE = "198.18.1.0/24"
AMAZON = ("AS16509", "AS14618")

# onboard's own clients find the simulator by the environment.
pytestmark = pytest.mark.usefixtures("byoip_environment")


@pytest.fixture
def pause(byoip_simulator):
    """Instead of sleeping, virtual time passes."""
    return lambda seconds: byoip_simulator.advance(f"{seconds}s")


@pytest.fixture
def expires(byoip_simulator):
    return byoip_simulator.now + timedelta(days=30)


def publish(simulator, certificate, origins):
    """What the holder does at ARIN, and the day it takes everybody to see it."""
    if certificate is not None:
        simulator.add_to_record("arin", NETWORK, "comments", certificate)
    for asn in origins:
        simulator.roa(RANGE, asn)
    simulator.advance("1d")


def test_the_range_is_provisioned_within_a_week(byoip_simulator, tmp_path, expires, pause):
    publish(byoip_simulator, onboard.prepare(tmp_path), AMAZON)
    handed_in = byoip_simulator.now
    onboard.provision(tmp_path, RANGE, expires)
    pool = onboard.wait(RANGE, pause)
    assert pool.startswith("ipv4pool-ec2-")
    assert byoip_simulator.now - handed_in <= timedelta(days=7)


def test_addresses_come_from_the_pool(byoip_simulator, tmp_path, expires, pause):
    publish(byoip_simulator, onboard.prepare(tmp_path), AMAZON)
    onboard.provision(tmp_path, RANGE, expires)
    pool = onboard.wait(RANGE, pause)
    ec2 = byoip_simulator.boto3_client("ec2")
    assert ec2.allocate_address(PublicIpv4Pool=pool)["PublicIp"].startswith("198.18.1.")


def test_without_a_roa_the_reason_is_told(byoip_simulator, tmp_path, expires, pause):
    publish(byoip_simulator, onboard.prepare(tmp_path), origins=[])
    onboard.provision(tmp_path, RANGE, expires)
    told = "The ROA is not valid or isn't found for the provided CIDR and Amazon ASNs"
    with pytest.raises(onboard.NotProvisioned, match=told):
        onboard.wait(RANGE, pause)


def test_without_a_certificate_the_reason_is_told(byoip_simulator, tmp_path, expires, pause):
    onboard.prepare(tmp_path)
    publish(byoip_simulator, None, AMAZON)
    onboard.provision(tmp_path, RANGE, expires)
    told = "No X509 certificate could be found in the Whois remarks"
    with pytest.raises(onboard.NotProvisioned, match=told):
        onboard.wait(RANGE, pause)


def test_preflight_knows_before_anything_is_handed_in(byoip_simulator, tmp_path):
    publish(byoip_simulator, onboard.prepare(tmp_path), origins=AMAZON[:1])
    asked = ["byoip", "preflight", "--cidr", RANGE, "--simulator", byoip_simulator.base_url]
    done = subprocess.run(asked, env=byoip_simulator.environment, capture_output=True, text=True)
    # 4: what was checked does not hold.
    assert done.returncode == 4, done.stderr
    assert "AS14618" in done.stdout
