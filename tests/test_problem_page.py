"""The pages about problems tell the truth: each Example gives just the page's problem, and its Instead gives none.

What a page shows is placed into a small sound deck and judged as a user would have it judged. A line `# PATH` in a
block says whose part the lines below it are; without one they belong to the card `places/hohhot.yaml`.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import cardkit
from cardkit.cli import main
from cardkit.cli.report import Style
from cardkit.cli.talk import Talk, answer
from cardkit.cli.validate import validate

PAGES = Path(cardkit.__file__).parent / "data" / "problems"

DECK = """\
deck: inner-mongolia
title: {en: Inner Mongolia, zh-Hans: 内蒙古}
languages: [en, zh-Hans]
editions:
  en: {languages: [en]}
  zh-Hans: {languages: [zh-Hans]}
theme: long-horizon
format: pocket-70x120
sections: [{id: places, title: {en: Places, zh-Hans: 地方}}]
links: {base: "https://nmg.museum.cn", hosts: [nmg.museum.cn]}
"""

CARD = """\
kind: place
id: ID
number: NUMBER
section: places
title: {en: Hohhot, zh-Hans: 呼和浩特}
tagline: {en: The blue city, zh-Hans: 青色的城}
body: {en: The blue city under the Daqing range., zh-Hans: 大青山下的青城。}
image: {file: images/hohhot.svg, alt: {en: A white stupa, zh-Hans: 白塔}}
review: {state: approved, by: A. Reader, on: 2026-01-02}
"""

SCENE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 76 90">
SHAPES
</svg>
"""
SHAPES = '<rect class="sky-2" x="-3" y="-3" width="76" height="90"/>'

#: What stands in a file before a page's lines take the place of what they name again.
BASES = {
    "deck.yaml": DECK,
    "themes/mine/theme.yaml": "theme: mine\nextends: long-horizon\n",
    "themes/mine/layouts/mine.yaml": "layout: mine\nextends: pocket-70x120\n",
}

#: Pages whose examples are parts of a deck's files. The others tell of finished PDFs, pictures, servers, paper or other
#: machines, or are about what is too large to show.
FILES = [
    "bad-box", "bad-id", "bad-language", "bad-path", "bad-path-data", "bad-size", "bad-value", "base-changed", "bidi-control",
    "card-in-no-edition", "code-changed", "code-collision", "code-invalid", "comma-cuts-value",
    "comment-cuts-value", "complex-key", "control-character", "duplicate-id", "duplicate-key", "duplicate-kind",
    "duplicate-language", "duplicate-number", "duplicate-slot", "empty-edition", "empty-face", "empty-file",
    "empty-value", "exhibit-without-alt", "fact-without-source", "field-taken", "hyphen-in-range",
    "ledger-code", "ledger-conflict", "ledger-doubled", "ledger-edited", "ledger-foreign", "ledger-lost",
    "ledger-malformed", "ledger-withdrawn", "line-break", "link-base", "link-characters", "link-foreign-host",
    "link-fragment", "link-host", "link-long", "link-redirect", "link-scheme", "link-shortener",
    "link-tracking", "link-userinfo", "markup-in-text", "merge-conflict", "missing-field", "missing-file", "missing-glyph",
    "missing-links", "missing-text", "missing-translation", "missing-word", "no-code", "no-layout",
    "no-picture", "no-size-for-script", "no-style-for-script", "outside-safe", "placeholder-host", "plate-name",
    "press-incomplete", "press-loop", "press-profile", "press-without-spots", "qr-contrast", "qr-near-trim",
    "qr-too-small", "review-open", "scene-attribute", "scene-class", "scene-doctype", "scene-element",
    "scene-empty", "scene-geometry", "scene-syntax", "scene-view-box", "serial-taken", "slot-incomplete",
    "spot-twice", "text-overflow", "text-to-write", "theme-loop", "too-deep", "translation-lock",
    "undeclared-language",
    "unknown-content", "unknown-field", "unknown-font", "unknown-format", "unknown-kind", "unknown-layout",
    "unknown-plate", "unknown-press", "unknown-row", "unknown-section", "unknown-shape", "unknown-slot",
    "unknown-style", "unknown-theme", "unknown-token", "unknown-word", "was-taken", "wrong-name", "wrong-type",
    "yaml-alias", "yaml-anchor", "yaml-documents", "yaml-merge", "yaml-syntax", "yaml-tag",
]  # fmt: skip

#: Pages whose examples are commands that are refused before they begin.
COMMANDS = [
    "already-there", "format-not-served", "ledger-unlocked", "missing-catalogue", "no-pdf", "option-conflict",
    "unknown-card", "unknown-code", "unknown-edition", "unknown-language",
]  # fmt: skip


def test_the_deck_that_the_examples_go_into_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told({}, tmp_path, monkeypatch, capsys) == set()


@pytest.mark.parametrize("code", FILES)
def test_page(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, right = blocks((PAGES / f"{code}.md").read_text(encoding="utf-8"))
    assert told(dict(parts(wrong)), tmp_path / "wrong", monkeypatch, capsys) == {code}
    assert told(dict(parts(right)), tmp_path / "right", monkeypatch, capsys) == set()


@pytest.mark.parametrize("code", COMMANDS)
def test_page_of_a_command(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    both = {"places/hohhot.yaml": "title: {en: Hohhot, zh-Hans: 呼和浩特}\n"}
    assert told(both, tmp_path, monkeypatch, capsys) == set()
    for block, expected in zip(blocks((PAGES / f"{code}.md").read_text(encoding="utf-8")), (True, False), strict=True):
        for line in block.splitlines():
            main(shlex.split(line.removeprefix("$ "), comments=True)[1:])
        said = capsys.readouterr()
        assert (f"error[{code}]" in said.out + said.err) is expected, block


def blocks(page: str) -> list[str]:
    """The first fenced block of Example and of Instead."""
    found = re.findall(r"^## (?:Example|Instead)\n[\s\S]*?```\w+\n([\s\S]*?)```", page, re.MULTILINE)
    assert len(found) == 2
    return found


def parts(block: str) -> Iterator[tuple[str, str]]:
    path, lines = "places/hohhot.yaml", list[str]()
    for line in block.splitlines(keepends=True):
        named = re.match(r"(?:# |<!-- )([\w/.-]+\.\w+)\b", line)
        if named:
            if lines:
                yield path, "".join(lines)
            path, lines = named[1], []
        else:
            lines.append(line)
    yield path, "".join(lines)


def told(
    written: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> set[str]:
    """The codes of all problems of the sound deck with what a page writes in its place."""
    files = dict.fromkeys(("deck.yaml", "places/hohhot.yaml", "places/baotou.yaml", "images/hohhot.svg"), "") | written
    if any(path.startswith("themes/mine/") for path in written):
        files.setdefault("themes/mine/theme.yaml", "")
        files["deck.yaml"] += "theme: mine\n"
    if "presses/our-shop.yaml" in written:
        files["deck.yaml"] += "press: our-shop\n"
    chinese = "zh-Hans" in "".join(written.values())
    for number, (path, lines) in enumerate(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        base = CARD.replace("NUMBER", str(number)).replace("ID", target.stem) if path.startswith("places/") else ""
        text = merged(base or BASES.get(path, ""), lines) if target.suffix == ".yaml" else scene(lines)
        target.write_text(text if chinese else english(text), encoding="utf-8")
    monkeypatch.chdir(folder)
    talk = Talk(style=Style.JSON)
    answer(lambda: validate(talk=talk), talk)
    said = capsys.readouterr()
    return {problem["code"] for problem in json.loads(said.out)["problems"]}


def merged(base: str, lines: str) -> str:
    """The file without what the page's lines say anew, and then those lines."""
    again = set(re.findall(r"^([\w-]+)", lines, re.MULTILINE))
    whole = any(again >= keys for keys in ({"kind", "id", "number"}, {"deck", "title"}, {"layout", "format"}))
    if whole or (lines and not again):
        return lines
    kept = [block for block in re.split(r"^(?=\S)", base, flags=re.MULTILINE) if block.partition(":")[0] not in again]
    return "".join(kept) + lines


def scene(lines: str) -> str:
    return lines if "<svg" in lines else SCENE.replace("SHAPES", lines.rstrip() or SHAPES)


def english(text: str) -> str:
    """The same without Chinese, which most pages need not say everything in."""
    without = re.sub(r", zh-Hans: [^{}]+}", "}", text).replace("[en, zh-Hans]", "[en]")
    return without.replace("  zh-Hans: {languages: [zh-Hans]}\n", "")
