"""Begin a deck or a card."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath
from cardkit.cli.stop import GOOD, TROUBLE, USAGE, Stop, did_you_mean, listed
from cardkit.cli.talk import Talk, remark, shown
from cardkit.diagnostic import Span, error, has_errors

if TYPE_CHECKING:
    from cardkit.deck import Deck

_STARTER = Path(__file__).parent.parent / "data" / "starter" / "deck"

#: Names that differ from those in the package, where a file beginning with a dot would be passed over.
_RENAMED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}


def deck(
    name: Annotated[
        Path, typer.Argument(metavar="NAME", help="The new deck's folder; its last part becomes the deck's id.")
    ],
    *,
    talk: Talk,
) -> int:
    """Begin a deck that renders as it is.

    Three cards in English and Chinese, which teach by their comments.

    \b
    Examples:
      cardkit new deck my-deck
      cardkit render my-deck
    """
    from cardkit.cli import schema

    folder = name.absolute()
    _check_id(folder.name)
    title = folder.name.replace("-", " ").title()
    files = {}
    for path in sorted(_STARTER.rglob("*")):
        if path.is_file():
            relative = path.relative_to(_STARTER)
            text = path.read_text(encoding="utf-8")
            filled = text.replace("DECK-ID", folder.name).replace("DECK-TITLE", title)
            files[folder / relative.with_name(_RENAMED.get(relative.name, relative.name))] = filled
    _create(files)
    schema.save(folder, schema.of(folder))
    remark(f"Wrote a deck of three cards to `{shown(folder)}`. Next:", talk)
    remark(f"  cardkit render {_typed(folder)}", talk)
    sheet, first = folder / "build" / f"{folder.name}.en.proof.png", folder / "places" / "river-mill.yaml"
    remark(f"Then look at `{shown(sheet)}`, and change a text in", talk)
    remark(f"`{shown(first)}`; `cardkit watch {_typed(folder)}` renders at each save.", talk)
    return GOOD


def card(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What the card is about: place, industry, story, …")],
    id: Annotated[str, typer.Argument(metavar="ID", help="Its name for ever: small letters, digits and hyphens.")],
    deck: DeckPath = None,
    *,
    talk: Talk,
) -> int:
    """Begin a card in a deck.

    A file with all that its kind asks for, numbered, in the right folder and section.

    \b
    Examples:
      cardkit new card place baotou
      cardkit new card story white-month cards/inner-mongolia
    """
    from cardkit.cli.blank import blank
    from cardkit.cli.request import request

    _check_id(id)
    wanted = request(deck)
    whole = wanted.deck
    if kind not in whole.kinds:
        hint = did_you_mean(kind, whole.kinds, otherwise=f"There is {listed(whole.kinds)}.")
        raise Stop(USAGE, error("unknown-kind", f"there is no kind `{kind}`", hint=hint))
    taken = next((card for card in whole.cards if id in (card.id, *card.was)), None)
    if taken is not None:
        hint = "Choose another id; each is used once and for ever."
        raise Stop(
            USAGE, error("already-there", f"the deck has a card `{id}` already", taken.record.span_of("id"), hint=hint)
        )
    path = wanted.folder / _folder(whole, kind) / f"{id}.yaml"
    number = max((card.number for card in whole.cards if card.kind == kind), default=0) + 1
    way_up = "../" * len(path.relative_to(wanted.folder).parts[:-1])
    _create({path: blank(whole, kind, id, number, _section(whole, kind), way_up)})
    remark(
        f"Wrote `{shown(path)}`. Fill it in; `cardkit validate {_typed(wanted.folder)}` says what is still wrong.", talk
    )
    return GOOD


def _typed(folder: Path) -> str:
    """A folder as it is typed into a shell."""
    return shlex.quote(shown(folder))


def _check_id(word: str) -> None:
    from cardkit.deck import decode
    from cardkit.deck.field import WordShape
    from cardkit.source import Scalar

    _, problems = decode(Scalar(word, Span.start_of(""), quoted=True), WordShape("id"), "the name")
    if has_errors(problems):
        raise Stop(USAGE, *(replace(problem, span=None) for problem in problems))


def _create(files: Mapping[Path, str]) -> None:
    """Write files that do not exist yet, all or none."""
    from cardkit.job.atomic import naming

    for path in files:
        if path.exists() or path.is_symlink():
            hint = "Choose another name, or move it away; cardkit writes over nothing."
            raise Stop(TROUBLE, error("already-there", f"`{shown(path)}` exists already", hint=hint))
    made: list[Path] = []
    try:
        for path, text in files.items():
            made += reversed([folder for folder in path.parents if not folder.exists()])
            path.parent.mkdir(parents=True, exist_ok=True)
            with naming(path), path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except OSError:
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir() if one.is_dir() else one.unlink()
        raise


def _folder(deck: Deck, kind: str) -> Path:
    """Where the deck keeps cards of this kind; a folder named after it where it has none."""
    root = Path(os.path.realpath(deck.root))
    folders = Counter(
        Path(os.path.realpath(card.file)).parent.relative_to(root) for card in deck.cards if card.kind == kind
    )
    return folders.most_common(1)[0][0] if folders else Path(kind)


def _section(deck: Deck, kind: str) -> str:
    """The section that most cards of this kind are in; else the first."""
    sections = Counter(card.section for card in deck.cards if card.kind == kind)
    return sections.most_common(1)[0][0] if sections else deck.sections[0].id
