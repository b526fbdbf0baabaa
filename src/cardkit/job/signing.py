"""Draw what an office signs before cards go to print: the list with its reviews, and every card with its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cardkit.deck.card import reviews
from cardkit.deck.model import Card
from cardkit.edition.model import Edition, EditionCard
from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, Cmyk
from cardkit.job.laid import Laid
from cardkit.job.leaf import A4, GREY, HEAD, MARGIN, RED, SMALL, Leaf, broken, drafted
from cardkit.layout.drawing import Drawing, Face, Fill, Item, Outline, Path, Placed, Stroke
from cardkit.layout.plain import words

#: Lines over a card: where it is cut, how far the ink goes, what must stay inside.
_TRIM, _BLEED, _SAFE = Cmyk(0, 1, 0, 0), Cmyk(1, 0, 0, 0), Cmyk(0.8, 0, 1, 0)
_WIDTH = 0.2

#: Between two cards across, and down; above each for its name; above and below all of them.
_GAP, _BELOW = 6.0, 3.0
_CAPTION = 6.0
_HEAD, _FOOT = 14.0, 16.0

#: The columns of the list: number, card, title, reviews.
_COLUMNS = (MARGIN, MARGIN + 12, MARGIN + 62, MARGIN + 124)

#: What signatures take at the end of the list.
_SIGNATURES = 66.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one text of a card stands: in which language, and who has read it when."""

    language: str
    state: str
    by: str = ""
    on: str = ""

    @property
    def is_open(self) -> bool:
        return self.state not in ("approved", "")


def standings(card: Card, languages: Sequence[str]) -> tuple[Standing, ...]:
    """How a card's texts stand in these languages; a state is empty where no review is asked for."""
    told = {language: (state, record) for language, state, record in reviews(card.record)}
    found = []
    for language in languages:
        state, record = told.get(language) or told.get(None) or ("", None)
        by, on = (record.text("by") or "", record.text("on") or "") if record else ("", "")
        found.append(Standing(language, state, by, on))
    return tuple(found)


def faces(laid: Laid, sha256: str) -> tuple[Face, ...]:
    """The pages to be signed: the list first, with room for names, then every face of every card."""
    edition = laid.edition
    pages = [*_list(edition, sha256), *_cards(laid)]
    return tuple(drafted(page) for page in pages) if edition.draft else tuple(pages)


def _list(edition: Edition, sha256: str) -> Iterator[Face]:
    title = _title(edition)
    rows = [(card, standings(card.card, card.languages)) for card in edition.cards]
    waiting = sum(1 for _, stands in rows if any(one.is_open for one in stands))
    leaf = Leaf()
    number = 1
    leaf.skip(4)
    leaf.write("For signing before print · 付印前签审", size=SMALL, ink=GREY)
    leaf.write(title, size=HEAD)
    languages = ", ".join(edition.languages)
    form = edition.format
    leaf.write(
        f"Edition {edition.id} ({languages}) · {len(rows)} cards · {form.trim.width:g} × {form.trim.height:g} mm",
        ink=GREY,
    )
    approved = all(one.state == "approved" for _, stands in rows for one in stands)
    told = "Every text is approved · 全部已审" if approved else "No review is open · 无待审"
    if waiting:
        told = f"{waiting} of {len(rows)} cards still await review · 待审"
    leaf.write(told, ink=RED if waiting else KEY)
    leaf.skip(3)
    _heading(leaf)
    for card, stands in rows:
        if leaf.room < 12:
            yield leaf.face(f"list {number}")
            number += 1
            leaf = Leaf()
            _heading(leaf)
        said = "; ".join(_said(one) for one in stands)
        is_open = any(one.is_open for one in stands)
        leaf.row(
            (str(card.card.number or ""), card.card.id, _of(card), said),
            _COLUMNS,
            size=7.5,
            ink=(GREY, KEY, KEY, RED if is_open else KEY),
        )
        leaf.rule()
        leaf.skip(0.6)
    if leaf.room < _SIGNATURES:
        yield leaf.face(f"list {number}")
        number += 1
        leaf = Leaf()
    _signatures(leaf, edition, len(rows), sha256)
    yield leaf.face(f"list {number}")


def _heading(leaf: Leaf) -> None:
    leaf.row(("No.", "Card · 卡片", "Title · 标题", "Review · 审读"), _COLUMNS, size=SMALL, ink=(GREY,) * 4)
    leaf.rule(KEY)
    leaf.skip(0.6)


def _signatures(leaf: Leaf, edition: Edition, cards: int, sha256: str) -> None:
    leaf.skip(5)
    leaf.write(
        f"I have read the {cards} cards of the edition {edition.id} on the pages that follow and release them for print. "
        "本人已审读以下各页所有卡片，同意付印。"
    )
    leaf.write(f"The file: {edition.name}.pdf, SHA-256 {sha256}", size=SMALL, ink=GREY)
    leaf.skip(12)
    third = (A4.width - 2 * MARGIN - 2 * _GAP) / 3
    for _ in range(2):
        for column, label in enumerate(("Name, office · 姓名、单位", "Date · 日期", "Signature or seal · 签字或盖章")):
            x = MARGIN + column * (third + _GAP)
            leaf.items.append(Fill(Rect(x, leaf.y, third, 0.2), KEY))
            leaf.items.append(words(label, Point(x, leaf.y + 3.2), SMALL, GREY))
        leaf.skip(19)


def _said(one: Standing) -> str:
    if not one.state:
        return f"{one.language} —"
    by = f" by {one.by}" if one.by else ""
    on = f", {one.on}" if one.on else ""
    return f"{one.language} {one.state}{by}{on}"


def _of(card: EditionCard) -> str:
    title = card.card.record.local("title")
    found = (title.get(language) for language in card.languages) if title else ()
    return " / ".join(text.text for text in found if text)


def _title(edition: Edition) -> str:
    title = edition.deck.title
    found = dict.fromkeys(text.text for tag in edition.languages if (text := title.get(tag)))
    return " / ".join(found) or edition.deck.id


def _cards(laid: Laid) -> Iterator[Face]:
    """The faces, a card's side by side or one over the other, at their true size where the page takes them."""
    edition = laid.edition
    by_card: dict[str, dict[str, Face]] = {}
    for face in laid.faces:
        by_card.setdefault(face.card, {}).setdefault(face.side, face)  # Of numbered copies, the first.
    form = edition.format
    with_bleed = Size(form.trim.width + 2 * form.bleed, form.trim.height + 2 * form.bleed)
    cell, beside, scale = _arranged(with_bleed)
    columns = int((A4.width - 2 * MARGIN + _GAP) // (cell.width + _GAP))
    rows = int((A4.height - _HEAD - _FOOT + _BELOW + 0.01) // (cell.height + _CAPTION + _BELOW))
    per_page = max(1, columns) * max(1, rows)
    states = {card.card.id: standings(card.card, card.languages) for card in edition.cards}
    listed = [(card, tuple(own.values())) for card, own in by_card.items()]
    pages = [listed[at : at + per_page] for at in range(0, len(listed), per_page)]
    for number, page in enumerate(pages, start=1):
        items: list[Item] = [*_head(edition, number, len(pages), scale)]
        for place, (card, own) in enumerate(page):
            x = MARGIN + (place % max(1, columns)) * (cell.width + _GAP)
            y = _HEAD + (place // max(1, columns)) * (cell.height + _CAPTION + _BELOW)
            items += _caption(card, states.get(card, ()), Point(x, y), cell.width)
            for side, face in enumerate(own):
                step = side * (with_bleed.width * scale + _GAP / 2) if beside else 0.0
                down = 0.0 if beside else side * (with_bleed.height * scale + _GAP / 2)
                items += _shown(face, edition, Point(x + step, y + _CAPTION + down), scale)
        yield Face(f"cards {number}", "proof", A4, 0.0, tuple(items), title=f"cards {number}")


def _arranged(face: Size) -> tuple[Size, bool, float]:
    """The room of a card's two faces, whether they stand side by side, and the scale that both need."""
    wide = Size(2 * face.width + _GAP / 2, face.height)
    high = Size(face.width, 2 * face.height + _GAP / 2)
    room = Size(A4.width - 2 * MARGIN, A4.height - _HEAD - _FOOT - _CAPTION)

    def scale(size: Size) -> float:
        return min(1.0, room.width / size.width, room.height / size.height)

    # At true size what lies side by side reads best; else what is shown larger.
    beside = scale(wide) >= scale(high)
    chosen, shown = (wide, scale(wide)) if beside else (high, scale(high))
    return Size(chosen.width * shown, chosen.height * shown), beside, shown


def _head(edition: Edition, number: int, count: int, scale: float) -> Iterator[Item]:
    size = "true size · 原大" if scale == 1.0 else f"at {scale:.0%}"
    yield words(f"{_title(edition)} · {edition.name} · {number} of {count} · {size}", Point(MARGIN, 11.5), SMALL, KEY)
    x, y = MARGIN, A4.height - 10.0
    legend: Mapping[str, Cmyk] = {"trim · 裁切": _TRIM, "bleed · 出血": _BLEED, "safe · 安全区": _SAFE}
    for label, ink in legend.items():
        yield Fill(Rect(x, y - 1.0, 8.0, 0.4), ink)
        line = words(label, Point(x + 10.0, y), SMALL, KEY)
        yield line
        x += 10.0 + line.width + 8.0


def _caption(card: str, stands: Sequence[Standing], at: Point, width: float) -> Iterator[Item]:
    waiting = [one.language for one in stands if one.is_open]
    said = f"{card} · awaits review · 待审: {', '.join(waiting)}" if waiting else card
    line = broken(said, SMALL, width)[0]
    yield words(line, Point(at.x, at.y + SMALL * MM_PER_PT * 1.3), SMALL, RED if waiting else KEY)


def _shown(face: Face, edition: Edition, at: Point, scale: float) -> Iterator[Item]:
    """A face with its bleed, and the three lines over it; ``at`` is the bleed's top-left."""
    form = edition.format
    origin = Point(at.x + face.bleed * scale, at.y + face.bleed * scale)
    boxes = ((form.bleed_box, _BLEED), (form.trim_box, _TRIM), (form.safe_box, _SAFE))
    placed = {ink: _scaled(box, origin, scale) for box, ink in boxes}
    yield Placed(Drawing(face.items, face.card), origin, scale=scale, clip=placed[_BLEED])
    for ink, box in placed.items():
        yield Outline(_rectangle(box), stroke=Stroke(ink, _WIDTH))


def _scaled(box: Rect, origin: Point, scale: float) -> Rect:
    return Rect(origin.x + box.x * scale, origin.y + box.y * scale, box.width * scale, box.height * scale)


def _rectangle(box: Rect) -> Path:
    return (
        ("M", box.x, box.y),
        ("L", box.right, box.y),
        ("L", box.right, box.bottom),
        ("L", box.x, box.bottom),
        ("Z",),
    )
