"""The page of themes says what the shapes say, and its examples print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardkit.cli import main
from cardkit.cli.theme_reference import reference, renewed
from cardkit.deck.definition import shipped
from cardkit.deck.field import ChoiceShape, RecordShape
from cardkit.layout.shown import COMPUTED
from cardkit.layout.type import STEPS

PAGE = Path(__file__).parents[2] / "docs" / "themes.md"
TEXT = PAGE.read_text(encoding="utf-8")

# Whatever a slot may need, as the layout file would say it.
_EXAMPLES = {
    "ink": "key",
    "centre": "[5, 5]",
    "radii": "[3]",
    "inks": "[key]",
    "weight": "1",
    "parts": "[{shows: title, style: title, sizes: {Latn: [10, 4, 8], Hans: [10, 4, 8]}}]",
    "items": "[{shows: title, style: title}]",
    "size": "{Latn: [10, 8], Hans: [10, 8]}",
    "rows": "{count: 1, height: 5, columns: [0, 0.5], label-style: strong, value-style: text, rule: 0.35}",
}


def test_docs_are_current() -> None:
    assert renewed(TEXT) == TEXT, "write it anew: python -m cardkit.cli.theme_reference"


def test_renewing_keeps_what_is_written_by_hand() -> None:
    stale = TEXT.replace("\n### A slot\n", "\n### An old slot\n")
    assert stale != TEXT
    assert renewed(stale) == TEXT


@pytest.mark.parametrize(
    "name", ["`palette`", "`beside.of`", "`clear.else`", "`label-style`", "`mark`", "`quote.text`"]
)
def test_every_sort_of_key_is_told(name: str) -> None:
    assert re.search(rf"^\| {re.escape(name)} \|", reference(), re.MULTILINE)


def test_every_heading_that_is_linked_to_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in TEXT.splitlines()
        if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) - headings == set()


def test_fitting_is_told_as_it_is() -> None:
    assert ", ".join(f"{step:.0%}".replace("%", " %") for step in STEPS) in TEXT
    assert all(f"`{name}`" in TEXT for name in COMPUTED)


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The starter with the theme of the page's worked example."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "deck", "my-deck"]) == 0
    capsys.readouterr()
    for path, text in files():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    plan = tmp_path / "my-deck" / "deck.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("theme: long-horizon", "theme: river"), encoding="utf-8")
    return tmp_path / "my-deck"


def files() -> Iterator[tuple[str, str]]:
    """The files of the worked example: blocks whose first line is a path."""
    for block in re.findall(r"^```yaml\n(# my-deck/.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        yield block.split("\n")[0].removeprefix("# "), block


def test_the_worked_example_prints(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--format", "poker"]) == 0
    said = capsys.readouterr()
    assert "Rendered 2 files, 12 faces, 6 codes proved" in said.err
    # Two warnings are the starter's own; the example adds none.
    assert re.findall(r"(?:warning|error)\[([\w-]+)\]", said.out) == ["review-open", "placeholder-host"]
    assert (deck / "build" / "my-deck.en.poker.pdf").is_file()


def drawn() -> dict[str, list[str]]:
    """The page's table of what slots draw, each with what it says is needed."""
    table = TEXT.partition("### What a slot draws")[2].partition("### ")[0]
    rows = re.findall(r"^\| `([\w-]+)` \|.*\|([^|]*)\|$", table, re.MULTILINE)
    return {draws: re.findall(r"`([\w-]+)`", needed) for draws, needed in rows[1:]}


def test_all_that_a_slot_can_draw_is_told() -> None:
    slots = shipped("slot")
    assert isinstance(slots, RecordShape)
    shape = slots.fields["draws"].shape
    assert isinstance(shape, ChoiceShape)
    assert set(shape.choices) == set(drawn())


@pytest.mark.parametrize(("draws", "needed"), drawn().items())
def test_what_a_slot_needs_is_told(
    draws: str, needed: list[str], deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert missing(deck, draws, needed, capsys) == ""
    for name in needed:
        assert missing(deck, draws, [other for other in needed if other != name], capsys) == name


def missing(deck: Path, draws: str, given: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a slot that says just so much is told to lack; nothing where it is complete."""
    slot = ", ".join([f"slot: one, draws: {draws}, box: [10, 10, 30, 30]", *(f"{n}: {_EXAMPLES[n]}" for n in given)])
    layout = f"layout: poker\nformat: poker\nacross: [1]\nupright: [0]\nfront:\n  - {{{slot}}}\n"
    layout += "back:\n  - {slot: way, draws: code, box: [15, 30, 30, 30], ink: key, ground: snow}\n"
    (deck / "themes" / "river" / "layouts" / "poker.yaml").write_text(layout, encoding="utf-8")
    code = main(["validate", "my-deck", "--format", "poker", "--edition", "en"])
    said = capsys.readouterr().out
    found = re.findall(r"error\[slot-incomplete\]: .* says no `([\w-]+)`", said)
    assert code == (1 if found else 0), said
    return found[0] if found else ""
