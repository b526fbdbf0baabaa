"""Read a theme's folder, and what it extends, into a Theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cardkit import source
from cardkit.deck.asset import leads_out
from cardkit.deck.definition import DATA, shipped
from cardkit.deck.shape import decode, suggestion
from cardkit.deck.value import Items, LocalText, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.edition.layout_file import read_layouts
from cardkit.edition.plate import cmyk, read_plates
from cardkit.edition.theme import Look, MarkPath, Ornament, Rank, Style, Theme
from cardkit.ink import Ink
from cardkit.picture.path import parse
from cardkit.typesetting.line import Breaking
from cardkit.typesetting.opportunity import Kinsoku
from cardkit.typesetting.shelf import FontFile, Key

#: Where the themes that come with cardkit stand.
THEMES = DATA / "themes"


@dataclass(frozen=True, slots=True)
class ThemeFolder:
    """Where a theme stands, and how its files are named to the user."""

    name: str
    path: Path
    shown_as: str


def theme_folders(deck_root: Path | None = None, shown_as: str = "") -> Mapping[str, ThemeFolder]:
    """All themes at hand by name; a deck's own ``themes/`` wins over cardkit's."""
    found: dict[str, ThemeFolder] = {}
    places = [(THEMES, "cardkit/data/themes")]
    if deck_root is not None:
        places.append((deck_root / "themes", f"{shown_as}/themes" if shown_as not in ("", ".") else "themes"))
    for place, shown in places:
        for folder in _folders(place):
            # A deck's themes stay inside the deck: a link out of it would make a card that no one else can make.
            inside = deck_root is None or place == THEMES or not leads_out(folder, deck_root)
            if inside and _has_theme(folder):
                found[folder.name] = ThemeFolder(folder.name, folder, f"{shown}/{folder.name}")
    return found


def _folders(place: Path) -> list[Path]:
    """What stands in a folder; nothing where it cannot be read: then the theme asked for is not there."""
    try:
        return sorted(place.iterdir()) if place.is_dir() else []
    except OSError:
        return []


def _has_theme(folder: Path) -> bool:
    try:
        return (folder / "theme.yaml").is_file()
    except OSError:  # A folder that may not be entered.
        return False


def read_theme(
    name: str, span: Span, folders: Mapping[str, ThemeFolder], fonts: Mapping[Key, FontFile]
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """The theme of this name with all that it extends; ``span`` is where it is asked for.

    Problems: unknown-theme, theme-loop, unknown-token, unknown-style,
    unknown-font, unknown-slot, unknown-layout, unknown-plate, slot-incomplete,
    plate-name, spot-twice, and those of reading and decoding.
    """
    problems: list[Diagnostic] = []
    records = _chain(name, span, folders, problems)
    if not records:
        return None, tuple(problems)
    maps: dict[str, dict[str, Value]] = {}
    for _, record in reversed(records):
        for field in ("palette", "plates", "scripts", "styles", "kinds", "words"):
            inner = record.record(field)
            if inner:
                maps.setdefault(field, {}).update(_merged(maps.get(field, {}), inner, field))
    plates, found_problems = read_plates(maps.get("palette", {}), maps.get("plates", {}))
    problems.extend(found_problems)
    palette: dict[str, Ink] = {
        token: cmyk(value) for token, value in maps.get("palette", {}).items() if isinstance(value, Items)
    }
    palette.update({token: plate.spot for token, plate in plates.items()})
    styles = _styles(maps.get("styles", {}), fonts, problems)
    looks = {kind: _look(value, problems) for kind, value in maps.get("kinds", {}).items() if isinstance(value, Record)}
    ornament = next((found for _, record in records if (found := record.record("ornament"))), None)
    for look in looks.values():
        _check_inks(look, palette, problems)
    own = records[0][1]
    ranks = next((listed for _, record in records if (listed := record.items("ranks"))), ())
    words = {word: value for word, value in maps.get("words", {}).items() if isinstance(value, LocalText)}
    layouts, found_problems = read_layouts([folder for folder, _ in records], palette, looks, styles, plates)
    problems.extend(found_problems)
    theme = Theme(
        name=name,
        title=own.text("title") or name,
        palette=palette,
        scripts={s: v.text for s, v in maps.get("scripts", {}).items() if isinstance(v, Text)},
        styles=styles,
        ranks=tuple(_rank(item) for item in ranks if isinstance(item, Record)),
        ornament=_ornament(ornament) if ornament else None,
        looks=looks,
        words=words,
        layouts=layouts,
        span=span,
        plates=plates,
    )
    return theme, tuple(problems)


def _chain(
    name: str, span: Span, folders: Mapping[str, ThemeFolder], problems: list[Diagnostic]
) -> list[tuple[ThemeFolder, Record]]:
    """The records of a theme and of those that it extends, itself first."""
    chain: list[tuple[ThemeFolder, Record]] = []
    seen: set[str] = set()
    wanted: str | None = name
    while wanted:
        folder = folders.get(wanted)
        if folder is None:
            near = suggestion(wanted, folders)
            hint = f"Did you mean `{near}`?" if near else f"Themes at hand: {', '.join(sorted(folders))}."
            hint += "" if near else f" A deck brings its own as `themes/{wanted}/theme.yaml`."
            problems.append(error("unknown-theme", f"there is no theme `{wanted}`", span, hint=hint))
            return []
        if wanted in seen:
            problems.append(
                error("theme-loop", f"the theme `{wanted}` extends itself", span, hint="Delete one `extends:`.")
            )
            return []
        seen.add(wanted)
        node, found = source.read(folder.path / "theme.yaml", f"{folder.shown_as}/theme.yaml")
        problems.extend(found)
        if node is None:
            return []
        record, found = decode(node, shipped("theme"))
        problems.extend(found)
        if not isinstance(record, Record):
            return []
        written = record.get("theme")
        if isinstance(written, Text) and written.text != folder.name:
            message = f"the theme calls itself `{written.text}`, and its folder `{folder.name}`"
            hint = f"Write `theme: {folder.name}`, or rename the folder."
            problems.append(error("wrong-name", message, written.span, hint=hint))
        chain.append((folder, record))
        wanted, span = record.text("extends"), record.span_of("extends")
    return chain


def _merged(known: Mapping[str, Value], more: Record, field: str) -> dict[str, Value]:
    """The entries of ``more``; where styles or words meet, they join script by script and language by language."""
    merged: dict[str, Value] = {}
    for name, value in more.fields.items():
        before = known.get(name)
        if field == "styles" and isinstance(before, Record) and isinstance(value, Record):
            value = Record({**before.fields, **value.fields}, value.span, {**before.keys, **value.keys})
        if field == "words" and isinstance(before, LocalText) and isinstance(value, LocalText):
            value = LocalText({**before.texts, **value.texts}, value.span)
        merged[name] = value
    return merged


def _styles(
    values: Mapping[str, Value], fonts: Mapping[Key, FontFile], problems: list[Diagnostic]
) -> dict[str, dict[str, Style]]:
    styles: dict[str, dict[str, Style]] = {}
    for role, by_script in values.items():
        if not isinstance(by_script, Record):
            continue
        styles[role] = {}
        for script, record in by_script.fields.items():
            if isinstance(record, Record):
                styles[role][script] = Style(
                    fonts=tuple(
                        font
                        for item in record.items("fonts")
                        if isinstance(item, Text) and (font := _font(item, fonts, problems))
                    ),
                    tracking=record.number("tracking") or 0.0,
                    whole=record.text("whole") == "true",
                    breaking=_breaking(record.text("breaking")),
                    kinsoku=_kinsoku(record.text("kinsoku")),
                    hyphens=record.text("hyphens") == "true",
                    hyphens_at=record.span_of("hyphens") if record.get("hyphens") else None,
                    justify=record.text("justify") == "true",
                    features=tuple((item.text, 1) for item in record.items("features") if isinstance(item, Text)),
                )
    return styles


def _kinsoku(word: str | None) -> Kinsoku:
    if word == "loose":
        return "loose"
    return "normal" if word == "normal" else "strict"


def _breaking(word: str | None) -> Breaking:
    if word == "fill":
        return "fill"
    return "balance" if word == "balance" else "even"


def _font(text: Text, fonts: Mapping[Key, FontFile], problems: list[Diagnostic]) -> FontFile | None:
    """The font that `Family weight` (and `italic`) names."""
    words = text.text.split()
    italic = bool(words) and words[-1] == "italic"
    if italic:
        words = words[:-1]
    if len(words) > 1 and words[-1].isdigit():
        family, weight = " ".join(words[:-1]), int(words[-1])
        font = fonts.get((family, weight, italic))
        if font:
            return font
        weights = sorted(f"{w}{' italic' if i else ''}" for f, w, i in fonts if f == family)
        families = {f for f, _, _ in fonts}
        near = suggestion(family, families)
        if weights:
            hint = f"{family} is here in {', '.join(weights)}."
        elif near:
            meant = text.text.replace(family, near, 1) if (near, weight, italic) in fonts else near
            hint = f"Did you mean `{meant}`?"
        else:
            hint = "Put the font's file into the deck's fonts/ folder and name it under `fonts:` in deck.yaml."
    else:
        hint = "Write the family and the weight, such as `Source Sans 3 600`."
        given = sorted(w for f, w, i in fonts if f == " ".join(words) and i == italic)
        if given:
            hint = f"Write the weight, too: `{' '.join(words)} {given[0]}`" + "".join(f", {w}" for w in given[1:]) + "."
    problems.append(error("unknown-font", f"there is no font `{text.text}`", text.span, hint=hint))
    return None


def _look(record: Record, problems: list[Diagnostic]) -> Look:
    inks = record.record("inks")
    ornament = record.get("ornament")
    paths = [ornament, *(item.get("path") for item in record.items("mark") if isinstance(item, Record))]
    problems.extend(fault for path in paths if isinstance(path, Text) and (fault := _path_fault(path)))
    return Look(
        inks={role: v.text for role, v in (inks.fields if inks else {}).items() if isinstance(v, Text)},
        ornament=ornament if isinstance(ornament, Text) else None,
        mark=tuple(
            MarkPath(path, item.number("stroke"), item.text("rule") == "evenodd")
            for item in record.items("mark")
            if isinstance(item, Record) and isinstance(path := item.get("path"), Text)
        ),
        span=inks.span if inks else record.span,
    )


def _path_fault(path: Text) -> Diagnostic | None:
    try:
        parse(path.text)
    except ValueError as fault:
        hint = "Write SVG path data, such as `M0 2.1L1.75 .4L3.5 2.1`."
        return error("bad-path-data", f"this cannot be drawn: {fault}", path.span, hint=hint)
    return None


def _rank(record: Record) -> Rank:
    return Rank(record.text("script") or "", record.text("before") or "", record.number("size") or 0.0, record.span)


def _ornament(record: Record) -> Ornament:
    period, height, stroke = (record.number(field) or 1.0 for field in ("period", "height", "stroke"))
    return Ornament(period, height, stroke)


def _check_inks(look: Look, palette: Mapping[str, Ink], problems: list[Diagnostic]) -> None:
    for role, token in look.inks.items():
        if token not in palette:
            near = suggestion(token, palette)
            hint = f"Did you mean `{near}`?" if near else "Name a token of the theme's `palette`."
            problems.append(
                error(
                    "unknown-token",
                    f"`{role}` takes the colour `{token}`, which is not in the palette",
                    look.span,
                    hint=hint,
                )
            )
