"""What is drawn once more on a plate covers just what it covers; a die line follows the trim."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, PAPER, Cmyk, Spot
from cardkit.layout.drawing import Drawing, Face, Fill, Glyphs, Item, Outline, Placed, Stroke
from cardkit.layout.plate import on_plate, outlines, plates_last, plates_of
from cardkit.press.folder import shipped_press
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.typesetting.shelf import shelf
from cardkit.writers.pdf import Job, write

FOIL = Spot("Foil", Cmyk(0, 0, 0, 1), overprints=True)


def drawn(*items: Item) -> Image.Image:
    out = io.BytesIO()
    write([Face("a", "front", Size(40, 40), 0, items)], Job("A", "en", "2026-12-01", "c", shipped_press()), out)
    picture: Image.Image = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=6).to_pil()
    return picture.convert("L")


def line(text: str, family: str, *, vertical: bool = False, tracking: float = 0.0) -> Glyphs:
    path = next(font.path for (name, _, _), font in sorted(shelf()[0].items()) if name == family)
    shaped = open_font(path).shape(text, "en", tracking=tracking)
    size = 30.0
    set_line = Line.of([Part(shaped), Part(shaped, 0.15)], 2 * shaped.width + 0.15, text)
    return Glyphs(Point(5, 15), set_line, size, KEY, vertical=vertical, tracking=tracking * size * MM_PER_PT)


@pytest.mark.parametrize(
    ("text", "family", "vertical", "tracking"),
    [
        ("Aé", "Source Sans 3", False, 0.0),
        ("Of", "Fraunces", False, 0.1),
        ("草", "Noto Serif SC", False, 0.0),
        ("ᠮᠣᠩ", "Noto Sans Mongolian", True, 0.0),
        ("e\u0301\u0323", "Source Sans 3", False, 0.0),
    ],
)
def test_outlined_letters_cover_the_letters(text: str, family: str, vertical: bool, tracking: float) -> None:  # noqa: FBT001
    letters = line(text, family, vertical=vertical, tracking=tracking)
    as_text, as_path = drawn(letters), drawn(Outline(outlines(letters), fill=KEY))
    assert min(as_text.tobytes()) < 60
    # Letters are hinted and smoothed a little otherwise than paths: no pixel may differ by more than an edge.
    apart = ImageChops.difference(as_text, as_path).point(lambda value: 255 if value > 140 else 0)
    assert sum(1 for value in apart.tobytes() if value) <= 3


def test_all_that_is_drawn_comes_on_the_plate_in_one_ink() -> None:
    inner = Drawing((Fill(Rect(0, 0, 1, 1), PAPER), Outline((("M", 0.0, 0.0), ("L", 1.0, 1.0)), stroke=Stroke(KEY, 1))))
    items = (Fill(Rect(0, 0, 5, 5), Cmyk(1, 0, 0, 0)), Placed(inner, Point(3, 3), 2), line("A", "Source Sans 3"))
    plated = tuple(on_plate(items, FOIL))
    assert plates_of([Face("a", "front", Size(40, 40), 0, plated)]) == ("Foil",)
    assert plates_of([Face("a", "front", Size(40, 40), 0, items)]) == ()
    fill, placed, letters = plated
    assert isinstance(fill, Fill)
    assert isinstance(placed, Placed)
    assert isinstance(letters, Outline)
    assert (fill.box, fill.ink, placed.origin, placed.scale) == (Rect(0, 0, 5, 5), FOIL, Point(3, 3), 2)
    assert [getattr(item, "ink", None) or item.stroke.ink for item in placed.drawing.items] == [FOIL, FOIL]  # type: ignore[union-attr]
    (again,) = on_plate(items[1:2], FOIL)
    assert isinstance(again, Placed)
    assert again.drawing is placed.drawing, "a drawing on many faces is written once"


@given(st.floats(5, 200), st.floats(5, 200), st.floats(0, 2.4))
def test_a_die_line_runs_along_the_trim_and_closes(width: float, height: float, corner: float) -> None:
    from cardkit.deck.model import Format
    from cardkit.diagnostic import Span
    from cardkit.edition.theme import DIE_LINE, Plate, Theme
    from cardkit.layout.plate import die_lines

    span = Span("theme.yaml")
    plates = {"cut": Plate(FOIL, DIE_LINE, span), "foil": Plate(FOIL, "foil", span)}
    theme = Theme("t", "T", {}, {}, {}, (), None, {}, {}, {}, span, plates)
    (drawn,) = die_lines(theme, Format("f", Size(width, height), 3, 3, corner))
    assert (drawn.fill, drawn.stroke and drawn.stroke.ink) == (None, FOIL)
    xs = [v for _, *numbers in drawn.path for v in numbers[::2] if isinstance(v, float | int)]
    ys = [v for _, *numbers in drawn.path for v in numbers[1::2] if isinstance(v, float | int)]
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((0, width, 0, height), abs=1e-9)
    assert drawn.path[-1] == ("Z",)
    ends = [numbers[-2:] for _, *numbers in drawn.path if numbers]
    if corner:
        assert ends[0] == pytest.approx(ends[-1])


def test_a_white_field_drawn_first_is_not_knocked_out_by_the_picture_over_it() -> None:
    """White drawn in the first slot once left its plate empty: all that was printed later took it away."""
    box = Rect(0, 0, 9, 9)
    white, copper = Spot("White", Cmyk(0, 0.1, 0, 0), overprints=True), Spot("Copper", Cmyk(0, 0.6, 0.7, 0.2))
    white_field, field, line = Fill(box, white), Fill(box, Cmyk(0.5, 0, 0, 0)), Fill(box, copper)
    assert plates_last([white_field, field, line]) == [field, line, white_field]
