"""Lay out the cards of an edition: each slot of the layout filled, two faces a card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from cardkit.deck.fold import spread_out
from cardkit.deck.kind import rows
from cardkit.deck.value import LocalText, Record
from cardkit.diagnostic import Diagnostic, Related, Span, error, has_errors
from cardkit.edition.link import Link
from cardkit.edition.model import Edition, EditionCard
from cardkit.edition.slot import Layout, LineItem, Shows, Slot
from cardkit.geometry import MM_PER_PT, Rect
from cardkit.ink import Ink
from cardkit.layout import art
from cardkit.layout.draft import mark_draft, write_problems
from cardkit.layout.drawing import Face, Glyphs, Item
from cardkit.layout.hyphenation import judge_hyphenation
from cardkit.layout.line import Piece, set_line
from cardkit.layout.mirror import mirrors, slots_on
from cardkit.layout.numbering import Drawn, copies, first_copy, links_of, varies
from cardkit.layout.plan import Plan, of_direction
from cardkit.layout.plate import die_lines, on_plate, plates_last
from cardkit.layout.range import judge_ranges
from cardkit.layout.rank import Standing, judge_ranks
from cardkit.layout.shown import Shown, find, unknown_names
from cardkit.layout.stack import Text, set_stack
from cardkit.layout.table import Cell, set_table
from cardkit.layout.type import Copy, copy_of, no_sizes, sizes_for
from cardkit.typesetting.character import INVISIBLE, is_upright, script_of
from cardkit.typesetting.family import family_of

SIDES = ("front", "back")


#: The faces of a card, those of all its copies, and what stands against them.
LaidOut = tuple[tuple[Face, ...], tuple[Diagnostic, ...]]


def lay_out(edition: Edition, cards: Callable[[Edition], Iterable[LaidOut]] | None = None) -> LaidOut:
    """Front and back of every card, in deck order, and what stands against them.

    Reports text-overflow, missing-glyph, missing-translation, missing-text,
    unknown-content, no-style-for-script, no-size-for-script, low-resolution,
    no-picture, outside-safe and what the codes' rules find. In a draft the cards with errors are
    drawn all the same, with the problems written over them and no code.
    ``cards`` gives each card laid out, in turn; ``lay_out_card`` does where none is given.
    """
    problems = list(_unset_scripts(edition))
    if problems:
        return (), tuple(problems)
    problems.extend(judge_hyphenation(edition))
    for layout in _layouts(edition):
        problems.extend(unknown_names(edition, _names(layout)))
    faces: list[Face] = []
    plan = Plan.of(edition)
    for drawn, found in cards(edition) if cards else (lay_out_card(plan, card) for card in edition.cards):
        faces.extend(drawn)
        problems.extend(found)
    return tuple(faces), tuple(dict.fromkeys(problems))


def lay_out_card(plan: Plan, card: EditionCard) -> LaidOut:
    """The faces of one card, those of all its copies; they depend on no other card."""
    edition = plan.edition
    card = replace(card, card=spread_out(card.card))
    sheets = [_Sheet(plan, first_copy(card), side) for side in SIDES]
    for sheet in sheets:
        sheet.fill()
    problems = [problem for sheet in sheets for problem in sheet.problems]
    faulty = has_errors(problems)
    faces = [sheet.face(faulty=faulty) for sheet in sheets]
    if edition.draft:
        faces = [mark_draft(face) for face in faces]
        if faulty:
            faces = [write_problems(face, problems) for face in faces]
    elif links_of(card) and not faulty:
        faces = list(_copies(sheets, faces, links_of(card)))
        problems.extend(_of_copies(sheets))
    return tuple(faces), tuple(problems)


def _copies(sheets: Sequence[_Sheet], faces: Sequence[Face], links: Sequence[Link]) -> Iterable[Face]:
    """The faces of all copies of a card, copy by copy."""
    numbered = [copies(face, sheet.drawn, links, sheet.redraw) for sheet, face in zip(sheets, faces, strict=True)]
    return [face for one in zip(*numbered, strict=True) for face in one]


def _of_copies(sheets: Iterable[_Sheet]) -> Iterable[Diagnostic]:
    """What was found on copies, each place once: what holds for one serial holds for its neighbour."""
    return {(problem.code, problem.span): problem for sheet in sheets for problem in sheet.of_copies}.values()


def _unset_scripts(edition: Edition) -> Iterable[Diagnostic]:
    """Languages of the edition for whose script the theme has no fonts at all: one problem each, at the edition."""
    roles: set[str] = set()
    for slot in (slot for layout in _layouts(edition) for slot in _slots(layout)):
        roles.update(part.style for part in slot.parts)
        roles.update(item.style for item in slot.items)
    theme = edition.theme
    for language in dict.fromkeys(language for card in edition.cards for language in card.languages):
        script = script_of(language)
        lacking = sorted(role for role in roles if theme.style(role, script) is None)
        if lacking == sorted(roles) and roles:
            yield error(
                "no-style-for-script",
                f"the theme `{theme.name}` has no fonts for {script}, which {language} needs",
                edition.deck.editions[edition.id].span,
                hint=f"Bring {family_of(script) or 'fonts'} under `fonts:`, and a theme whose styles have "
                f"`{script}: {{fonts: […]}}`.",
            )


def _layouts(edition: Edition) -> Iterable[Layout]:
    return dict.fromkeys(card.layout for card in edition.cards)


def _slots(layout: Layout) -> tuple[Slot, ...]:
    return (*layout.front, *layout.back)


@dataclass(slots=True)
class _Sheet:
    """One face while it is filled."""

    plan: Plan
    card: EditionCard
    side: str
    items: list[Item] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    taken: dict[str, Rect] = field(default_factory=dict)
    codes: list[Item] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    plated: list[Item] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    of_copies: list[Diagnostic] = field(default_factory=list)

    def fill(self) -> None:
        layout = self.card.layout
        mirror = self.edition.format.trim.width if mirrors(layout, self.card.languages) else None
        for slot in slots_on(layout, self.side, mirror):
            self._draw(slot)
        self.problems.extend(judge_ranks(self.standings, self.edition.theme.ranks))

    @property
    def edition(self) -> Edition:
        return self.plan.edition

    def redraw(self, link: Link) -> Sequence[Drawn]:
        """What the slots that vary from copy to copy draw for another link; all else stands as it is."""
        copy = _Sheet(self.plan, replace(self.card, link=link), self.side, taken=self.taken)
        for drawn in self.drawn:
            if varies(drawn.slot):
                copy._draw(drawn.slot)
        self.of_copies += copy.problems
        return copy.drawn

    def _draw(self, slot: Slot) -> None:
        items, texts, plated = len(self.items), len(self.texts), len(self.plated)
        _FILLERS[slot.draws](self, self._beside(slot))
        if slot.plate:
            self._plate(slot.plate, self.items[items:])
        if self.card.numbering:  # Else there are no copies, and nobody asks which slot drew what.
            self.drawn.append(Drawn(slot, self.items[items:], self.texts[texts:], self.plated[plated:]))

    def _beside(self, slot: Slot) -> Slot:
        """The slot with its left edge where the slot that it stands beside has ended; its right one in a mirror."""
        other = self.taken.get(slot.beside.of) if slot.beside else None
        if slot.beside is None or other is None:
            return slot
        # Words fill what is left of their box; anything else keeps its size and moves.
        fills = slot.draws in ("text", "line", "rows")
        if slot.mirrored:
            right = other.x - slot.beside.by
            width = right - slot.box.x if fills else slot.box.width
            return replace(slot, box=Rect(right - width, slot.box.y, width, slot.box.height))
        left = other.right + slot.beside.by
        width = slot.box.right - left if fills else slot.box.width
        return replace(slot, box=Rect(left, slot.box.y, width, slot.box.height))

    def face(self, *, faulty: bool) -> Face:
        format_, card = self.edition.format, self.card.card
        language = next((one for one in self.card.languages if not is_upright(one)), self.card.languages[0])
        title = card.record.local("title")
        text = title.get(language) if title else None
        items = [item for item in self.items if not faulty or item not in self.codes]
        if self.edition.theme.plates:
            # Above all else, since whatever is printed later would knock a plate out.
            items = [*plates_last(items), *self.plated, *die_lines(self.edition.theme, format_)]
        return Face(
            card=card.id,
            side=self.side,
            trim=format_.trim,
            bleed=format_.bleed,
            items=tuple(items),
            texts=tuple(map(_visible, self.texts)),
            title=text.text if text else card.id,
            section=card.section,
            language=language,
            span=card.span,
        )

    def ink(self, name: str) -> Ink:
        """The ink of a role of the card's kind, or of a token of the palette."""
        return self.plan.ink(self.card.card.kind, name)

    def picture(self, slot: Slot) -> None:
        items, found = art.picture(slot, self.edition, self.card, self.ink)
        self.items.extend(items)
        self.problems.extend(found)

    def code(self, slot: Slot) -> None:
        items, found = art.code(slot, self.edition, self.card, self.ink)
        self.items.extend(items)
        self.codes.extend(items)
        self.problems.extend(found)

    def text(self, slot: Slot) -> None:
        texts: list[Text] = []
        for part in slot.parts:
            for language in self._languages(slot):
                copy = self._copy(part.shows, language, part.style, part.span, needed=part.needed)
                if copy is None or any(copy.shown.text == text.copy.shown.text for text in texts if text.part is part):
                    continue
                sizes = sizes_for(part.sizes, language, self.edition.theme)
                if sizes is None:
                    self.problems.append(no_sizes(copy.shown.name, language, part.span))
                    continue
                texts.append(Text(copy, part, *sizes))
        glyphs, found = set_stack(slot, texts, self.ink)
        self.problems.extend(found)
        if glyphs:
            if self._has_ranks():
                self.standings.extend(_standing(text.copy.shown, glyphs, slot) for text in texts)
            self._print(slot, glyphs, [text.copy.shown.text for text in texts])
            for text in texts:
                if text.part.plate:
                    self._plate(text.part.plate, [line for line in glyphs if line.span == text.copy.shown.span])

    def line(self, slot: Slot) -> None:
        pieces: list[Piece] = []
        words: list[str] = []
        says_something = False
        for item in slot.items:
            for copy, gap in self._item(item, slot):
                size = sizes_for(slot.size or {}, copy.shown.language, self.edition.theme)
                if size is None:
                    self.problems.append(no_sizes(slot.name, copy.shown.language, slot.span))
                    return
                if pieces and not gap:
                    words[-1] += copy.shown.text
                else:
                    words.append(copy.shown.text)
                says_something = says_something or item.shows is not None
                pieces.append(Piece(copy, *size, gap))
        if not says_something:
            return
        glyphs, box, found = set_line(slot, pieces, self.ink(slot.ink))
        if slot.clear and box and not self._is_clear(box, slot):
            if slot.clear.otherwise is None:
                return
            glyphs, box, found = set_line(slot, pieces, self.ink(slot.ink), slot.clear.otherwise)
        self.problems.extend(found)
        if glyphs:
            self._print(slot, glyphs, words)

    def rows(self, slot: Slot) -> None:
        plan = slot.rows
        if plan is None:
            return
        kind = self.edition.deck.kinds[self.card.card.kind]
        cells: list[Cell] = []
        for i, row in enumerate(rows(self.card.card, kind)[: plan.count]):
            for k, language in enumerate(self._languages(slot)[: len(plan.columns) // 2]):
                value = "short" if row.get("short") is not None else "value"
                for name, style, column in (("label", plan.label_style, 2 * k), (value, plan.value_style, 2 * k + 1)):
                    copy = self._cell(row, name, style, slot, language)
                    if copy:
                        cells.append(Cell(copy, i, column))
        sizes = [sizes_for(slot.size or {}, language, self.edition.theme) for language in self._languages(slot)]
        if None in sizes or not sizes[0]:
            self.problems.append(no_sizes(slot.name, self._languages(slot)[sizes.index(None)], slot.span))
            return
        items, found = set_table(slot, plan, cells, *sizes[0], self.ink(slot.ink))
        self.problems.extend(found)
        self.items.extend(items)
        self._note(slot, [item for item in items if isinstance(item, Glyphs)])
        self.texts.extend(cell.copy.shown.text for cell in cells)

    def _cell(self, row: Record, name: str, style: str, slot: Slot, language: str) -> Copy | None:
        local = row.get(name)
        text = local.get(language) if isinstance(local, LocalText) else None
        if text is not None:
            return self._set(Shown(name, language, text.text, text.span), style, slot.span)
        if isinstance(local, LocalText):
            self.problems.append(
                error(
                    "missing-translation",
                    f"`{name}` of a fact of `{self.card.card.id}` has no {language}, "
                    f"which the edition `{self.edition.id}` prints (it has {', '.join(local.texts)})",
                    local.span,
                    hint=f"Add `{language}:` to `{name}`.",
                    related=[Related(f"the slot `{slot.name}` shows it", slot.span)],
                )
            )
        return None

    def _item(self, item: LineItem, slot: Slot) -> list[tuple[Copy, float]]:
        """What an item puts on the line, and the room in em ahead of each: once a language, the same text once."""
        found: list[tuple[Copy, float]] = []
        for language in self._languages(slot):
            if item.shows is None:
                shown = Shown("text", language, item.text, item.span)
                copy = copy_of(shown, item.style, self.plan.types, item.span)
                if not isinstance(copy, Copy):
                    self.problems.append(copy)
                    return []
                return [(copy, item.gap)]
            one = self._copy(item.shows, language, item.style, item.span, needed=False, digits=item.digits)
            if one and all(one.shown.text != other.shown.text for other, _ in found):
                found.append((one, _BETWEEN_LANGUAGES if found else item.gap))
        return found

    def _copy(
        self, shows: Shows, language: str, style: str, where: Span, *, needed: bool, digits: int = 1
    ) -> Copy | None:
        shown = find(self.edition, self.card, shows, language)
        if isinstance(shown, Diagnostic):
            self.problems.append(shown)
            return None
        if shown is None:
            if needed:
                self.problems.append(self._nothing(shows))
            return None
        if shown.text.isdigit() and len(shown.text) < digits:
            shown = Shown(shown.name, language, shown.text.zfill(digits), shown.span)
        return self._set(shown, style, where)

    def _set(self, shown: Shown, style: str, where: Span) -> Copy | None:
        copy = copy_of(shown, style, self.plan.types, where)
        if isinstance(copy, Copy):
            self.problems.extend(judge_ranges(shown))
            return copy
        self.problems.append(copy)
        return None

    def _nothing(self, shows: Shows) -> Diagnostic:
        name = shows.names[0]
        return error(
            "missing-text",
            f"the {self.side} shows `{name}`, and `{self.card.card.id}` has none",
            self.card.card.span,
            hint=f"Write `{name}:`.",
            related=[Related("the layout shows it here", shows.span)],
        )

    def _languages(self, slot: Slot) -> Sequence[str]:
        """The languages that a slot shows: those of its direction."""
        languages = of_direction(self.card.languages, slot.upright)
        return languages[:1] if slot.first_only else languages

    def _print(self, slot: Slot, glyphs: Sequence[Glyphs], words: Sequence[str]) -> None:
        self.items.extend(glyphs)
        self.texts.extend(words)
        self._note(slot, glyphs)

    def _note(self, slot: Slot, glyphs: Sequence[Glyphs]) -> None:
        """Remember where the slot's words stand, and report words that leave the safe area."""
        if not glyphs:
            return
        box = self.taken[slot.name] = _around(glyphs)
        if not self.edition.format.safe_box.contains(box, tolerance=0.05):
            self.problems.append(
                error(
                    "outside-safe",
                    f"the words of the slot `{slot.name}` leave the safe area of `{self.edition.format.name}` "
                    f"({self.edition.format.safe:g} mm inside the trim) by {_beyond(self.edition.format.safe_box, box)}",
                    slot.span,
                    hint="Move the slot's `box` inward in the layout, or make it smaller.",
                )
            )

    def _has_ranks(self) -> bool:
        """Whether the theme ranks any two of the scripts on this card."""
        scripts = {script_of(language) for language in self.card.languages}
        return any(rank.script in scripts and rank.before in scripts for rank in self.edition.theme.ranks)

    def _plate(self, name: str, items: Iterable[Item]) -> None:
        """Draw things once more on a plate of the theme."""
        plate = self.edition.theme.plates.get(name)
        if plate:
            self.plated.extend(on_plate(items, plate.spot))

    def _is_clear(self, box: Rect, slot: Slot) -> bool:
        other = self.taken.get(slot.clear.of) if slot.clear else None
        return other is None or slot.clear is None or not box.overlaps(other.inset(-slot.clear.by))


# Room in em between the same word in two languages on a line.
_BETWEEN_LANGUAGES = 0.35


def _visible(text: str) -> str:
    """What a text says once it is printed."""
    return text if INVISIBLE.isdisjoint(text) else "".join(c for c in text if c not in INVISIBLE)


def _standing(shown: Shown, glyphs: Sequence[Glyphs], slot: Slot) -> Standing:
    """Where one text of a slot stands, found by the place of its value."""
    own = [line for line in glyphs if line.span == shown.span]
    size = max((line.size for line in own), default=0.0)
    return Standing(shown.name, shown.language, script_of(shown.language), _around(own), size, slot.span)


def _around(lines: Sequence[Glyphs]) -> Rect:
    """The box round the ink of lines."""
    lefts, tops, rights, bottoms = zip(*[_ink_box(line) for line in lines], strict=True) if lines else ((0,),) * 4
    left, top = min(lefts), min(tops)
    return Rect(left, top, max(rights) - left, max(bottoms) - top)


def _beyond(safe: Rect, box: Rect) -> str:
    """How far a box stands out of the safe area, and where: at its worst side."""
    sides = {"the left": safe.x - box.x, "the top": safe.y - box.y}
    sides |= {"the right": box.right - safe.right, "the bottom": box.bottom - safe.bottom}
    worst = max(sides, key=lambda side: sides[side])
    return f"{sides[worst]:.1f} mm at {worst}"


def _ink_box(line: Glyphs) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of what a line's ink covers across itself; along itself, of what it advances."""
    (x, y), set_line, size, _, vertical, *_ = line
    em = size * MM_PER_PT
    above, below, width = set_line.above * em, set_line.below * em, set_line.width * em
    if vertical:
        return x - below, y, x + above, y + width
    return x, y - above, x + width, y + below


def _names(layout: Layout) -> Iterable[Shows]:
    for slot in _slots(layout):
        yield from (part.shows for part in slot.parts)
        yield from (item.shows for item in slot.items if item.shows)


def _plain(draw: Callable[[Slot, Callable[[str], Ink]], Sequence[Item]]) -> Callable[[_Sheet, Slot], None]:
    def fill(sheet: _Sheet, slot: Slot) -> None:
        sheet.items.extend(draw(slot, sheet.ink))

    return fill


def _of_kind(
    draw: Callable[[Slot, Edition, EditionCard, Callable[[str], Ink]], Sequence[Item]],
) -> Callable[[_Sheet, Slot], None]:
    def fill(sheet: _Sheet, slot: Slot) -> None:
        sheet.items.extend(draw(slot, sheet.edition, sheet.card, sheet.ink))

    return fill


_FILLERS: dict[str, Callable[[_Sheet, Slot], None]] = {
    "flood": _plain(art.flood),
    "rule": _plain(art.rule),
    "disc": _plain(art.disc),
    "ornament": _of_kind(art.ornament),
    "mark": _of_kind(art.mark),
    "picture": _Sheet.picture,
    "code": _Sheet.code,
    "text": _Sheet.text,
    "line": _Sheet.line,
    "rows": _Sheet.rows,
}
