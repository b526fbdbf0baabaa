"""The tutorial does what it says: every command of it is run, every file of it is written, every output is compared."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cardkit.picture.scene import parse

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = ("tutorial.md", "themes.md", "scenes.md")

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# What differs from one machine and one hour to the next.
_VARYING = re.compile(r"\d+(\.\d+)? (s|kB|MB)\b")

#: What a clone holds that an install and the first render need.
_CLONE = ("src", "fonts", "LICENSES", "cards", "pyproject.toml", "constraints.txt", "README.md", "LICENSE")


@dataclass(frozen=True)
class Block:
    """One fenced block of a page: what it is, what it says, and on which line it begins."""

    sort: str
    text: str
    line: int


def blocks(text: str) -> Iterator[Block]:
    for match in _FENCE.finditer(text):
        yield Block(match[1], match[2], text.count("\n", 0, match.start()) + 1)


def is_install(block: Block) -> bool:
    """Whether a block belongs to the first step, which happens in the clone."""
    return "venv" in block.text


def test_blocks_are_of_the_sorts_that_the_tests_know() -> None:
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    assert text.count("```") == 2 * len(tutorial())
    assert {block.sort for block in tutorial()} == {"sh", "text", "yaml", "xml", "diff"}


@pytest.mark.parametrize("name", PAGES)
def test_links_of_a_page_lead_somewhere(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    assert [target for target in targets if "://" not in target and not (DOCS / target).exists()] == []


@pytest.mark.parametrize("picture", sorted(DOCS.glob("pictures/t*.png")), ids=lambda path: path.name)
def test_pictures_are_light(picture: Path) -> None:
    data = picture.read_bytes()
    assert len(data) <= 300_000
    # Width and height are the first two numbers of IHDR (PNG, 11.2.1).
    assert int.from_bytes(data[16:20], "big") <= 1400


@pytest.mark.parametrize("prefix", ["scene-", "picture-"])
def test_every_problem_of_pictures_is_told_about(prefix: str) -> None:
    codes = {page.stem for page in (ROOT / "src/cardkit/data/problems").glob(f"{prefix}*.md")}
    text = (DOCS / "scenes.md").read_text(encoding="utf-8")
    assert {code for code in codes if f"`{code}`" not in text} == set()


def test_the_scene_that_is_explained_is_sound() -> None:
    (drawing,) = [block.text for block in page("scenes.md") if block.sort == "xml"]
    theme = (ROOT / "src/cardkit/data/themes/long-horizon/theme.yaml").read_text(encoding="utf-8")
    tokens = re.findall(r"^  ([a-z]+-[1-5]|snow|key): \[", theme, re.MULTILINE)
    scene, problems = parse(drawing.encode(), "ferry.svg", tokens)
    assert problems == ()
    assert scene is not None
    assert len(scene.shapes) == 8


def test_the_pen_draws_what_the_page_shows() -> None:
    (program,) = [block.text for block in page("scenes.md") if block.sort == "python"]
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    scene, problems = parse(done.stdout.encode(), "ferry.svg", re.findall(r'class="(?:line )?([\w-]+)"', done.stdout))
    assert problems == ()
    assert scene is not None
    assert len(scene.shapes) == 7
    assert scene.horizon == 56


@pytest.mark.slow
def test_install_as_the_tutorial_says(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in _CLONE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__", "build"))
        else:
            shutil.copy2(ROOT / name, clone / name)
    installs = [block for block in tutorial() if block.sort == "sh" and is_install(block)]
    assert len(installs) == 3
    for block in installs:
        assert_right(block, run(block.text, clone, {}), 0)
    assert list((clone / "cards/inner-mongolia/build").glob("*.pdf"))


@pytest.mark.slow
def test_every_step_of_the_tutorial(tmp_path: Path) -> None:
    own = [block for block in tutorial() if not is_install(block)]
    path = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for block, following in zip(own, [*own[1:], Block("", "", 0)], strict=True):
        expected = following.text if following.sort == "text" else ""
        if block.sort == "sh":
            said = watched(block.text, tmp_path, path) if " watch " in block.text else run(block.text, tmp_path, path)
            assert_right(block, said, 1 if "error[" in expected else 0, expected)
        elif block.sort == "diff":
            change(tmp_path, block)
        elif block.sort in ("yaml", "xml"):
            write(tmp_path, block)


def page(name: str) -> list[Block]:
    return list(blocks((DOCS / name).read_text(encoding="utf-8")))


def tutorial() -> list[Block]:
    return page("tutorial.md")


def run(commands: str, folder: Path, more: dict[str, str]) -> tuple[int, str]:
    """The exit code of commands and all that they say."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env=environment(more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8")


def watched(command: str, folder: Path, more: dict[str, str]) -> tuple[int, str]:
    """As run, for a command that goes on until Ctrl-C: pressed when it says that it watches."""
    with subprocess.Popen(
        command.split(),
        cwd=folder,
        env=environment(more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # A shell that begins the tests in the background has taken Ctrl-C away from all that they begin.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line.decode("utf-8")
            if line.startswith(b"Watching"):
                process.send_signal(signal.SIGINT)
        return process.wait(), said


def environment(more: dict[str, str]) -> dict[str, str]:
    """The user's own, but for what would lead to another Python or another width."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "COLUMNS"))}
    return {**kept, "PYTHONUTF8": "1", **more}


def assert_right(block: Block, said: tuple[int, str], code: int, expected: str = "") -> None:
    """The exit code, and every stretch of expected lines between two that say only "…"."""
    where = f"docs/tutorial.md:{block.line}:\n{block.text}\n{said[1]}"
    assert said[0] == code, where
    for stretch in re.split(r"^…\n", expected, flags=re.MULTILINE):
        shown = _VARYING.sub("…", stretch) in _VARYING.sub("…", said[1])
        assert shown, f"{where}\nis not what the page shows:\n{stretch}"


def change(folder: Path, block: Block) -> None:
    """Make the change that a block with `---`, `-` and `+` lines shows."""
    head, *lines = block.text.splitlines(keepends=True)
    file = folder / head.removeprefix("--- ").strip()
    old = "".join(line[1:] for line in lines if line.startswith("-"))
    new = "".join(line[1:] for line in lines if line.startswith("+"))
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"docs/tutorial.md:{block.line}: {file} does not hold\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def write(folder: Path, block: Block) -> None:
    """Write the file that a block gives, named in its first line."""
    name = re.match(r"(?:# |<!-- )(\S+)(?: -->)?\n", block.text)
    assert name, f"docs/tutorial.md:{block.line}: the block does not begin with its path"
    file = folder / name[1]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")
