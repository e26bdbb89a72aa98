"""What must hold of the repository's own files: pins, workflows, scripts, names."""

from __future__ import annotations

import json
import re
import site
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def run(*command: str | Path) -> None:
    """The command succeeds; if not, the test shows what it said."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def pins(name: str) -> dict[str, str]:
    """The packages of a requirements file, each with its version and at least one hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(
        r"^([a-z0-9-]+)==([^ ]+)[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    assert len(found) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), "a line that is no pin with hashes"
    return {package: version for package, version, _ in found}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^a-z0-9-]", each.lower().replace("_", "-"))[0] for each in requirements}


def test_everything_that_is_needed_is_pinned_with_hashes():
    assert names(PROJECT["project"]["dependencies"]) <= pins("requirements.txt").keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= pins("requirements-dev.txt").keys()


def test_the_tests_run_with_the_very_versions_that_the_build_uses():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_pins_name_no_place_to_load_from():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "//" not in (ROOT / name).read_text(encoding="utf-8")
    packages = json.loads((ROOT / "tests/tools/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if path:
            assert "resolved" not in package
            assert package["integrity"].startswith("sha512-")


def test_every_package_of_the_code_is_named_for_setuptools():
    found = {
        init.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for init in ROOT.glob("atlas/**/__init__.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found


def test_every_file_beside_the_code_is_taken_along_by_setuptools():
    taken = PROJECT["tool"]["setuptools"]["package-data"]
    for path in (ROOT / "atlas").rglob("*"):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            package = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
            assert any(path.match(pattern) for pattern in taken.get(package, ())), path


def test_no_name_here_hides_one_of_pythons_own():
    assert Path(site.__file__).is_relative_to(sysconfig.get_path("stdlib"))
    own = {path.stem for path in [*ROOT.glob("*.py"), *ROOT.glob("*/__init__.py")]}
    assert not own & sys.stdlib_module_names


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_follow_githubs_schema(workflow):
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)


def test_the_update_settings_follow_githubs_schema():
    settings = ROOT / ".github/dependabot.yml"
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.dependabot", settings)


def steps(workflow: Path) -> list[tuple[str, dict]]:
    """Each step of a workflow with the name of its job."""
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return [(name, step) for name, job in jobs.items() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_what_others_write_reaches_a_script_as_a_variable_only(workflow):
    scripts = [step["run"] for _, step in steps(workflow) if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_a_pull_request_shows_what_readers_will_see_change_and_is_never_stopped_by_it():
    found = [(job, step) for job, step in steps(ROOT / ".github/workflows/pages.yml") if "run" in step]
    ((job, told),) = [(job, step) for job, step in found if "build.py diff" in step["run"]]
    assert told["run"] == 'python build.py diff "$BASE" --format markdown >> "$GITHUB_STEP_SUMMARY"'
    assert told["env"] == {"BASE": "HEAD^1"}
    assert told["continue-on-error"] is True
    assert told["if"] == "github.event_name == 'pull_request'"
    first = next(step for name, step in steps(ROOT / ".github/workflows/pages.yml") if name == job)
    assert first["with"]["fetch-depth"] == 2, "the merge's first parent is there"


def test_workflows_have_no_known_weakness():
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    run(zizmor, "--offline", "--no-progress", "--quiet", "--persona=pedantic", ROOT / ".github")


def test_yaml_is_written_in_one_way():
    run(sys.executable, "-m", "yamllint", "--strict", "content", ".github", ".yamllint.yaml")


@pytest.mark.parametrize("script", ["tests/tools/install.sh", "tests/tools/pin.sh", ".ci/run"])
def test_shell_scripts_can_be_read(script):
    run("bash" if script == ".ci/run" else "sh", "-n", ROOT / script)


def test_the_makefile_explains_every_target_for_people():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE))
    declared = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())
    assert declared - explained == {"tools"}, "tools is a part of test"
