"""The fixtures, seen from a pytest of their own."""

import os
import textwrap

import pytest

WORLD = """
version: 1
region: eu-west-1
accounts:
  - id: "210987654321"
    access_keys:
      - { id: test, secret: test, user: tester }
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Runs pytest on a file of tests."""
    # The outer run's workers are not the inner one's.
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)

    def run(tests, *arguments):
        pytester.makepyfile(textwrap.dedent(tests))
        return pytester.runpytest_subprocess("--strict-markers", *arguments)

    return run


def test_a_test_gets_a_world_as_it_was_at_its_beginning(run):
    result = run(
        """
        def test_one(byoip_simulator, byoip_simulator_process):
            byoip_simulator.roa("198.18.1.0/24", 16509)
            byoip_simulator.control("PUT", "clock", {"scale": 3600})
            byoip_simulator.advance("30d")
            assert byoip_simulator.base_url == byoip_simulator_process.base_url

        def test_two(byoip_simulator, byoip_simulator_process):
            assert byoip_simulator.events() == []
            assert byoip_simulator.control("GET", "clock")["mode"] == "manual"
            assert byoip_simulator.base_url == byoip_simulator_process.base_url
        """
    )
    result.assert_outcomes(passed=2)


def test_the_process_ends_with_the_session(run, pytester):
    result = run(
        """
        import pathlib

        def test_one(byoip_simulator_process):
            pathlib.Path("pid").write_text(str(byoip_simulator_process.pid))
            raise KeyboardInterrupt
        """
    )
    assert result.ret == pytest.ExitCode.INTERRUPTED
    pid = int((pytester.path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_mark_chooses_the_world(run, pytester):
    (pytester.path / "world.yaml").write_text(WORLD)
    result = run(
        """
        import pytest

        def drawn(simulator):
            return simulator.roa("198.18.1.0/24", 16509)["id"]

        ids = {}

        @pytest.mark.byoip(seed=7)
        class TestSeven:
            def test_first(self, byoip_simulator):
                ids["seven"] = drawn(byoip_simulator)

            @pytest.mark.byoip(start="2026-01-05T09:00:00Z")
            def test_elsewhen(self, byoip_simulator):
                assert byoip_simulator.control("GET", "clock")["now"] == "2026-01-05T09:00:00Z"
                assert drawn(byoip_simulator) == ids["seven"]

        def test_default(byoip_simulator):
            assert drawn(byoip_simulator) != ids["seven"]

        @pytest.mark.byoip(seed=7)
        def test_again(byoip_simulator):
            assert drawn(byoip_simulator) == ids["seven"]

        @pytest.mark.byoip(world="world.yaml")
        def test_elsewhere(byoip_simulator, byoip_simulator_process):
            sts = byoip_simulator.boto3_client("sts")
            assert sts.get_caller_identity()["Account"] == "210987654321"
            assert byoip_simulator.variables["AWS_REGION"] == "eu-west-1"
            assert byoip_simulator.base_url != byoip_simulator_process.base_url
        """
    )
    result.assert_outcomes(passed=5)


def test_the_seed_of_a_run_is_an_option(run):
    tests = """
        def test_id(byoip_simulator):
            print("\\nid", byoip_simulator.roa("198.18.1.0/24", 16509)["id"])
        """

    def told(seed):
        result = run(tests, "-s", f"--byoip-seed={seed}")
        [line] = [line for line in result.outlines if line.startswith("id ")]
        return line

    assert told(1) == told(1) != told(2)


def test_a_mark_with_a_slip_says_so(run):
    result = run(
        """
        import pytest

        @pytest.mark.byoip(sed=7)
        def test_one(byoip_simulator):
            pass

        @pytest.mark.byoip(world="nowhere.yaml")
        def test_two(byoip_simulator):
            pass
        """
    )
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(
        [
            "the mark byoip does not take sed; it takes seed, world, policy, start, by name",
            "byoip-sim ended with code 1:",
            "byoip-sim: cannot read */nowhere.yaml: No such file or directory*",
        ]
    )


def test_a_missing_program_says_so(run):
    result = run("def test_one(byoip_simulator): pass", "--byoip-sim", "/nowhere")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["--byoip-sim names /nowhere, which is no program that can be run"])


def test_a_failure_tells_what_happened(run, monkeypatch):
    monkeypatch.setenv("BYOIP_SIM_LOG", "debug")
    result = run(
        """
        def test_green(byoip_simulator):
            byoip_simulator.control("GET", "tals/ripe.tal")

        def test_red(byoip_simulator):
            byoip_simulator.control("GET", "tals/arin.tal")
            byoip_simulator.roa("198.18.1.0/24", 16509)
            byoip_simulator.run_to_next_event()
            assert False
        """
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- byoip-sim -*",
            "the world began with --start now --seed 1, at 20*Z",
            "*a ROA is created at ARIN: 198.18.1.0/24-24 => AS16509*",
            "*ARIN publishes the ROA 198.18.1.0/24-24 => AS16509",
            "*- byoip-sim stderr -*",
            "*DEBUG byoip_simulator*/tals/arin.tal*",
        ]
    )
    # What was told during another test is not this one's.
    result.stdout.no_fnmatch_line("*ripe.tal*")


def test_code_with_clients_of_its_own(run, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_EC2", "http://127.0.0.1:1")
    result = run(
        """
        import boto3, os

        def test_inside(byoip_environment):
            assert boto3.client("ec2").describe_byoip_cidrs(MaxResults=5)["ByoipCidrs"] == []
            assert os.environ["AWS_ENDPOINT_URL"] == byoip_environment["AWS_ENDPOINT_URL"]

        def test_outside():
            assert "AWS_ENDPOINT_URL" not in os.environ
            assert os.environ["AWS_ENDPOINT_URL_EC2"] == "http://127.0.0.1:1"
        """
    )
    result.assert_outcomes(passed=2)


def test_each_worker_has_a_process(run, pytester):
    result = run(
        """
        import pathlib, pytest

        @pytest.mark.parametrize("number", range(8))
        def test_many(number, byoip_simulator, byoip_simulator_process, worker_id):
            pathlib.Path(f"{worker_id}-{byoip_simulator_process.pid}").touch()
            byoip_simulator.advance("1d")
            assert byoip_simulator.events() == []
        """,
        "-n2",
    )
    result.assert_outcomes(passed=8)
    workers = sorted(path.name for path in pytester.path.glob("gw*"))
    assert [name.split("-")[0] for name in workers] == ["gw0", "gw1"], workers


def test_the_mark_is_listed(run):
    result = run("", "--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.byoip(seed=N, world=FILE*"])
