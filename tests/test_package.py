"""What users install works: wheel, sdist and checkout, each outside the checkout, each with the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["RENDER", "TEST"])
def test_readme_shows_the_commands_that_ci_runs(name: str) -> None:
    (line,) = re.findall(rf'^{name}="(.*)"$', (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    command = line.replace('\\"', '"')
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt ")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in readme.splitlines()[:60], "the set-up commands stand near the top, each on a line of its own"


def test_constraints_pin_every_library_that_cardkit_names() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", pin)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    names = {_normal(re.split(r"[<>=\[]", line)[0]) for line in wanted} - {"cardkit"}
    assert names - {_normal(pin.split("==")[0]) for pin in pins} == set()


@pytest.mark.slow
def test_wheel_sdist_and_checkout_render_the_same_bytes(tmp_path: Path) -> None:
    # Without isolation nothing is fetched: hatchling comes with the test extra.
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    (sdist,) = (tmp_path / "dist").glob("*.tar.gz")
    found = {}
    sources: dict[str, list[str | Path]] = {"wheel": [wheel], "sdist": [sdist], "editable": ["-e", ROOT]}
    for name, what in sources.items():
        place = tmp_path / name
        place.mkdir()
        _run(sys.executable, "-m", "venv", place / "venv")
        _run(place / "venv/bin/pip", "install", "-q", "-c", ROOT / "constraints.txt", *what)
        found[name] = _render(place)
    assert found["wheel"] == found["sdist"] == found["editable"]
    assert any(file.endswith(".pdf") for file in found["wheel"])
    assert "manifest.json" in found["wheel"]


def _render(place: Path) -> dict[str, str]:
    """Make and render the starter deck outside the checkout; the digest of each file that is left behind."""
    cardkit = place / "venv/bin/cardkit"
    _run(cardkit, "doctor", cwd=place)
    _run(cardkit, "new", "deck", "starter", cwd=place)
    _run(cardkit, "render", "starter", cwd=place)
    build = place / "starter" / "build"
    files = [path for path in sorted(build.rglob("*")) if path.is_file() and path.suffix in (".pdf", ".json")]
    return {path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    # Neither the checkout nor the tests' own environment may be found by accident.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, check=False)
    said = (result.stdout + result.stderr).decode("utf-8", "replace")
    assert result.returncode == 0, f"{' '.join(map(str, command))}\n{said}"


def _normal(name: str) -> str:
    """A library's name as indexes compare them (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
