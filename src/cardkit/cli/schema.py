"""Print or write the JSON Schemas by which editors complete, explain and check a deck."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from cardkit.cli.option import DeckPath
from cardkit.cli.stop import GOOD, Stop
from cardkit.cli.talk import Talk, remark, shown
from cardkit.cli.terminal import put


def schema(
    deck: DeckPath = None,
    *,
    write: Annotated[
        bool, typer.Option("--write", help="Write them to DECK/schema, where the first line of a card looks for them.")
    ] = False,
    talk: Talk,
) -> int:
    """Print the JSON Schema of cards and of deck.yaml, with the kinds of the deck, as one JSON object by file name.

    \b
    Examples:
      cardkit schema --write                      into the deck you are in
      cardkit schema cards/inner-mongolia > schemas.json
    """
    from cardkit.cli.request import find

    try:
        folder = find(deck)
    except Stop:
        if deck is not None or write:
            raise
        folder = None
    schemas = of(folder)
    if write and folder is not None:
        for path in save(folder, schemas):
            remark(f"wrote {shown(path)}", talk)
    else:
        put(json.dumps(schemas, ensure_ascii=True, indent=2))
    return GOOD


def of(folder: Path | None) -> Mapping[str, Mapping[str, Any]]:
    """The schemas by file name: with the deck's own kinds and languages where there is a deck."""
    from cardkit import deck as decks

    deck = decks.load(folder)[0] if folder is not None else None
    if deck is None:
        return decks.json_schemas(decks.shipped_kinds().values())
    return decks.json_schemas(deck.kinds.values(), deck.languages)


def save(folder: Path, schemas: Mapping[str, Mapping[str, Any]]) -> list[Path]:
    """Write the schemas into the deck's ``schema`` folder, whole or not at all."""
    from cardkit.job.atomic import commit_all, temporary

    target = folder / "schema"
    target.mkdir(exist_ok=True)
    written = []
    for name, content in schemas.items():
        with temporary(target / name) as file:
            text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
            file.path.write_text(text, encoding="utf-8", newline="\n")
            commit_all([file])
        written.append(target / name)
    return written
