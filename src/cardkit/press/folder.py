"""Read a press's data file, and what it extends, into a printer's conditions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cardkit import source
from cardkit.deck.definition import DATA, shipped
from cardkit.deck.scalar import shortened
from cardkit.deck.shape import decode, suggestion
from cardkit.deck.value import Record, Text, Value
from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.press.model import Press
from cardkit.press.profile import profile_fault

#: Where the presses and the profiles that come with cardkit stand.
PRESSES, PROFILES = DATA / "presses", DATA / "icc"

#: The press of decks that name none.
DEFAULT = "fogra39-x4"


@dataclass(frozen=True, slots=True)
class PressFile:
    """Where a press's file stands, and how it is named to the user; ``home`` is the folder that it may not leave."""

    name: str
    path: Path
    shown_as: str
    home: Path


def presses(deck_root: Path | None = None, user: Path | None = None, shown_as: str = "") -> Mapping[str, PressFile]:
    """All presses at hand by name: a deck's own ``presses/`` win over the user's, and these over cardkit's.

    ``user`` is the user's folder, by default ``cardkit/presses`` where settings
    are kept; ``shown_as`` is the deck's folder as it was typed.
    """
    found: dict[str, PressFile] = {}
    own = user if user is not None else user_folder()
    places = [(PRESSES, "cardkit/data/presses", PRESSES)]
    if own is not None:
        places.append((own, own.as_posix(), own))
    if deck_root is not None:
        shown = f"{shown_as.rstrip('/')}/presses" if shown_as not in ("", ".") else "presses"
        places.append((deck_root / "presses", shown, deck_root))
    for place, shown, home in places:
        for path in _files(place):
            # A deck's presses stay inside the deck: a link out of it would make a file that no one else can make.
            if _is_inside(path, home):
                found[path.stem] = PressFile(path.stem, path, f"{shown}/{path.name}", home)
    return found


def user_folder() -> Path | None:
    """Where a user keeps presses for all decks (XDG Base Directory); nowhere on a machine that says no home."""
    told = os.environ.get("XDG_CONFIG_HOME")
    try:
        folder = Path(told) if told else Path.home() / ".config"
    except RuntimeError:
        return None
    return folder / "cardkit" / "presses" if folder.is_absolute() else None


def read_press(
    name: str, span: Span | None = None, files: Mapping[str, PressFile] | None = None
) -> tuple[Press | None, tuple[Diagnostic, ...]]:
    """The press of this name with all that it extends; ``span`` is where it is asked for.

    ``files`` are those of ``presses``; left out, they are the user's and
    cardkit's. Problems: unknown-press, press-loop, press-incomplete,
    press-profile, wrong-name, bad-value, and those of reading and decoding.
    """
    problems: list[Diagnostic] = []
    chain = _chain(name, span, presses() if files is None else files, problems)
    if not chain or problems:
        return None, tuple(problems)
    fields: dict[str, tuple[PressFile, Value]] = {}
    for file, record in reversed(chain):
        fields.update({field: (file, value) for field, value in record.fields.items()})
    found = _press(name, chain[0][1], fields, problems)
    return (None if problems else found), tuple(problems)


@cache
def shipped_press(name: str = DEFAULT) -> Press:
    """A press that comes with cardkit, whatever a user or a deck calls by the same name."""
    press, problems = read_press(name, files={path.stem: _shipped_file(path) for path in _files(PRESSES)})
    if press is None:
        raise ValueError(f"cardkit has no press {name!r}: {problems}")
    return press


def _shipped_file(path: Path) -> PressFile:
    return PressFile(path.stem, path, f"cardkit/data/presses/{path.name}", PRESSES)


def _is_inside(path: Path, home: Path) -> bool:
    try:
        return path.resolve().is_relative_to(home.resolve())
    except (OSError, RuntimeError):  # A link that leads to itself.
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # Such as a name that no system takes.
        return False


def _files(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # Most decks and users have none; one that may not be read holds none for them.
        return
    yield from (path for path in entries if path.suffix == ".yaml" and not path.name.startswith("."))


def _chain(
    name: str, span: Span | None, files: Mapping[str, PressFile], problems: list[Diagnostic]
) -> list[tuple[PressFile, Record]]:
    """The records of a press and of those that it extends, itself first.

    A press may extend the one of its own name that it stands over: a user's
    `fogra39-x4` that changes one limit of cardkit's.
    """
    chain: list[tuple[PressFile, Record]] = []
    seen: set[Path] = set()
    wanted: str | None = name
    while wanted:
        file = files.get(wanted)
        if file is not None and chain and file.path in seen and wanted == chain[-1][0].name:
            below = PRESSES / f"{wanted}.yaml"
            file = _shipped_file(below) if below.is_file() and below != file.path else file
        if file is None:
            near = suggestion(wanted, files)
            hint = f"Did you mean `{near}`?" if near else f"Presses at hand: {', '.join(sorted(files))}."
            problems.append(error("unknown-press", f"there is no press `{wanted}`", span, hint=hint))
            return []
        if file.path in seen:
            message = f"the press `{wanted}` extends itself"
            problems.append(error("press-loop", message, span, hint="Delete one `extends:`."))
            return []
        seen.add(file.path)
        record = _record(file, problems)
        if record is None:
            return []
        chain.append((file, record))
        wanted, span = record.text("extends"), record.span_of("extends")
    return chain


def _record(file: PressFile, problems: list[Diagnostic]) -> Record | None:
    node, found = source.read(file.path, file.shown_as)
    problems.extend(found)
    record, found = decode(node, shipped("press")) if node is not None else (None, ())
    problems.extend(found)
    if not isinstance(record, Record):
        return None
    written = record.get("press")
    if isinstance(written, Text) and written.text != file.name:
        message = f"the press calls itself `{written.text}`, and its file `{file.name}.yaml`"
        hint = f"Write `press: {file.name}`, or rename the file."
        problems.append(error("wrong-name", message, written.span, hint=hint))
    return record


#: What a press may leave unsaid.
_OPTIONAL = frozenset(["press", "title", "note", "extends", "bleed_most"])


def _press(
    name: str, own: Record, fields: Mapping[str, tuple[PressFile, Value]], problems: list[Diagnostic]
) -> Press | None:
    shape = shipped("press")
    lacking = [field for field in getattr(shape, "fields", ()) if field not in fields and field not in _OPTIONAL]
    if lacking:
        listed = ", ".join(f"`{field}`" for field in lacking)
        hint = f"Add {'it' if len(lacking) == 1 else 'them'}, or take them from another press: `extends: {DEFAULT}`."
        problems.append(
            error("press-incomplete", f"the press `{name}` does not say {listed}", own.span_of("press"), hint=hint)
        )
        return None
    whole = Record({field: value for field, (_, value) in fields.items()}, own.span, {})
    standard = whole.text("standard")
    profile = _profile(*fields["profile"], standard, problems)
    problems.extend(_contradictions(whole))
    if profile is None:
        return None
    return Press(
        name=name,
        title=own.text("title") or name,
        note=own.text("note") or "",
        standard=None if standard == "none" else standard,
        profile=profile,
        condition=whole.text("condition") or "",
        registry=whole.text("registry") or "",
        ink_limit=_number(whole, "ink_limit") / 100,
        ink_warning=_number(whole, "ink_warning") / 100,
        bleed=_number(whole, "bleed"),
        marks=whole.flag("marks") is True,
        text_least=_number(whole, "text_least"),
        text_inks_least=_number(whole, "text_inks_least"),
        line_least=_number(whole, "line_least"),
        line_inks_least=_number(whole, "line_inks_least"),
        image_error=_number(whole, "image_error"),
        image_warning=_number(whole, "image_warning"),
        spots=whole.flag("spots") is True,
        order=whole.text("order") or "pairs",
        bleed_most=whole.number("bleed_most"),
    )


def _number(record: Record, field: str) -> float:
    return record.number(field) or 0.0


def _contradictions(whole: Record) -> Iterable[Diagnostic]:
    """Limits that no file can keep both of."""
    for low, high, unit in (("ink_warning", "ink_limit", " %"), ("bleed", "bleed_most", " mm")):
        least, most = whole.number(low), whole.number(high)
        if least is not None and most is not None and least > most:
            message = f"`{low}` is {least:g}{unit}, which is more than `{high}`, {most:g}{unit}"
            place = whole.span_of(high)
            yield error(
                "bad-value", message, place, hint=f"Write at least {least:g} for `{high}`, or less for `{low}`."
            )


def _profile(file: PressFile, value: Value, standard: str | None, problems: list[Diagnostic]) -> Path | None:
    """The ICC file that a press names: beside its own file, or one that comes with cardkit."""
    name = value.text if isinstance(value, Text) else ""
    span = value.span
    if Path(name).name != name or "\\" in name or "\0" in name:
        message = f"`{shortened(name)}` is not the name of a file beside the press"
        hint = "Copy the profile beside the press's file and write its name alone."
        problems.append(error("press-profile", message, span, hint=hint))
        return None
    beside = file.path.parent / name
    path = beside if _is_there(beside) else PROFILES / name
    if not _is_there(path):
        known = ", ".join(sorted(one.name for one in PROFILES.glob("*.icc")))
        hint = f"Copy the profile beside the press's file, or take one that comes with cardkit: {known}."
        problems.append(error("press-profile", f"there is no profile `{shortened(name)}`", span, hint=hint))
        return None
    if path == beside and not _is_inside(path, file.home):
        message = f"the profile `{name}` is a link that leads out of its folder"
        hint = "Copy the profile beside the press's file: what others cannot open, they cannot print."
        problems.append(error("press-profile", message, span, hint=hint))
        return None
    fault = profile_fault(path, standard or "")
    if fault:
        message = f"the profile `{name}` {fault}"
        hint = "Take the CMYK output profile that the printer names, such as `FOGRA39L_coated.icc`."
        problems.append(error("press-profile", message, span, hint=hint))
        return None
    return path
