"""A part of an edition is laid out as the whole is; what cards share is made once for all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_deck import CARD, Make

from cardkit import layout
from cardkit.diagnostic import Diagnostic, Span
from cardkit.edition.theme import Style
from cardkit.geometry import Rect
from cardkit.layout.drawing import Face
from cardkit.layout.mirror import slots_on
from cardkit.layout.shown import Shown
from cardkit.layout.type import Copy
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Line, break_lines, setting
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf

NAMES = ("hohhot", "alxa", "baotou")
FILES = {
    f"{name}.yaml": CARD.replace("hohhot", name).replace("number: 1", f"number: {i}") for i, name in enumerate(NAMES, 1)
}
BODY = "The blue city under the Daqing range where the caravans of four winds met and meet. "


def look(face: Face) -> str:
    """All that is on a face; a scene's drawing says itself with its paths."""
    return repr((face.card, face.side, face.texts, face.items, face.span))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_part_is_laid_out_as_in_the_whole(make: Make, language: str) -> None:
    long = FILES["alxa.yaml"].replace("The blue city under the Daqing range.", BODY * 30)
    made = make({**FILES, "alxa.yaml": long}, language)
    assert made.edition is not None
    whole: list[Face] = []
    problems: list[Diagnostic] = []
    for card in made.edition.cards:
        faces, found = layout.lay_out(replace(made.edition, cards=(card,)))
        whole.extend(faces)
        problems.extend(found)
    assert [look(face) for face in whole] == [look(face) for face in made.faces]
    assert problems == [problem for problem in made.problems if problem.code == "text-overflow"]
    assert bool(problems) == (language == "en")


def test_the_slots_of_a_face_are_made_once(make: Make) -> None:
    made = make(FILES)
    assert made.edition is not None
    plan = made.edition.cards[0].layout
    width = made.edition.format.trim.width
    turned = slots_on(plan, "front", width)
    assert slots_on(plan, "front", width) is turned
    assert slots_on(plan, "front", None) is plan.front
    assert slots_on(plan, "back", None) is plan.back
    for slot, other in zip(plan.front, turned, strict=True):
        if slot.draws != "rule":
            assert other.box == Rect(width - slot.box.right, *slot.box[1:])
        assert other.mirrored


def said(lines: tuple[Line, ...]) -> list[tuple[str, float, list[float]]]:
    return [(line.text, line.width, [part.before for part in line.parts]) for line in lines]


@pytest.mark.parametrize(
    "text", ["Hohhot", "Two words", "One\ntwo", "", BODY, BODY * 3, "Donau\u00addampf\u00adschiff " * 4]
)
@pytest.mark.parametrize("breaking", ["fill", "even", "balance"])
def test_a_text_has_the_lines_that_breaking_gives_it_at_any_width(text: str, breaking: str) -> None:
    path = shelf()[0]["Source Sans 3", 400, False]
    face = Typeface((open_font(path.path),), "en")
    style = Style((path,), breaking=breaking, justify=True)  # type: ignore[arg-type]
    segments, missing = cut(text, face)
    assert not missing
    copy = Copy(Shown("body", "en", text, Span("a.yaml")), style, face, setting(text, face))
    for tenths in range(1, 1500, 11):
        wanted = break_lines(segments, tenths / 10, style.breaking, justify=True)
        assert said(copy.lines(72 / 25.4, tenths / 10)) == said(wanted)
