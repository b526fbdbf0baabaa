"""The repository's own deck: what editors and readers of its files rely on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

DECK = Path(__file__).parent.parent / "cards" / "inner-mongolia"

CARDS = sorted(path for folder in ("places", "industries", "stories") for path in (DECK / folder).glob("*.yaml"))


def test_the_schemas_for_editors_are_current(tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "deck"
    shutil.copytree(DECK, copy, ignore=shutil.ignore_patterns("build", "schema"))
    subprocess.run([sys.executable, "-m", "cardkit", "schema", str(copy), "--write"], check=True, capture_output=True)
    for name in ("card.schema.json", "deck.schema.json"):
        assert (copy / "schema" / name).read_bytes() == (DECK / "schema" / name).read_bytes(), (
            f"{name} is old: run `cardkit schema cards/inner-mongolia --write`"
        )


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_every_card_pleases_an_editor(path: Path) -> None:
    import json

    schema = json.loads((DECK / "schema" / "card.schema.json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/card.schema.json\n")
    jsonschema.Draft7Validator(schema).validate(yaml.safe_load(text))


def test_every_text_awaits_its_native_reader() -> None:
    for path in CARDS:
        card = yaml.safe_load(path.read_text(encoding="utf-8"))
        review = card["review"]
        states = [review] * len(card["title"]) if isinstance(review, str) else list(review.values())
        assert set(states) == {"needed"}, path.name
        assert len(states) >= len(card["title"]), f"{path.name} has a language that no one is asked to read"


def test_validate_finds_no_error_in_any_format() -> None:
    command = [sys.executable, "-m", "cardkit", "validate", str(DECK), "--all-formats", "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout
