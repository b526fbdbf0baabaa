"""A card that begins in a right-to-left language takes the mirror image of its layout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_deck import DECK, Made, Make

from cardkit.geometry import Point
from cardkit.ink import KEY
from cardkit.layout.drawing import Face, Fill, Glyphs, Modules, Outline, Placed
from cardkit.layout.plain import words

FONTS = Path(__file__).parent.parent / "fonts"

TWO = (
    DECK.replace("languages: [en, zh-Hans]", "languages: [ar, en, mn-Mong]")
    .replace("zh-Hans:", "ar:")
    .replace("小卡", "بطاقات")
    .replace("地方", "أماكن")
)
TWO = TWO.replace(
    "  ar: {languages: [zh-Hans]}\n",
    "  ar: {languages: [ar]}\n  ar-en: {languages: [ar, en]}\n  en-ar: {languages: [en, ar]}\n"
    "  ar-mn: {languages: [ar, mn-Mong]}\n",
).replace("theme: long-horizon", "theme: mine")
TWO += "fonts: [fonts]\nwords: {scan: {ar: امسح الرمز, en: Scan, mn-Mong: ᠦᠵᠡ}, place: {ar: مكان, en: Place}}\n"

OURS = """\
kind: place
id: hohhot
number: 1
section: places
title: {ar: هوهوت, en: Hohhot, mn-Mong: ᠬᠥᠬᠡᠬᠣᠲᠠ}
tagline: {ar: المدينة الزرقاء, en: The blue city}
body: {ar: المدينة الزرقاء تحت الجبل., en: The blue city under the Daqing range.}
brief: {ar: المدينة الزرقاء تحت الجبل., en: The blue city under the Daqing range., mn-Mong: ᠬᠥᠬᠡ}
facts:
  - {label: {ar: الارتفاع, en: Height}, value: {ar: 1065 م, en: "1,065 m"}, source: {title: a book}}
image: {file: images/scene.svg}
"""

_FACES = ", ".join(
    f"{role}: {{Arab: {{fonts: [Noto Naskh Arabic 400, Source Sans 3 600], breaking: {breaking}}}}}"
    for role, breaking in {
        **dict.fromkeys(("title", "tagline", "label", "strong"), "balance"),
        **dict.fromkeys(("text", "quote"), "even"),
    }.items()
)
THEME = f"theme: mine\nextends: long-horizon\nscripts: {{Arab: Latn, Hans: Latn}}\nstyles: {{{_FACES}}}\n"

FORMATS = {"pocket-70x120": 70.0, "card-90x54": 90.0, "postcard-a6": 148.0}


@pytest.fixture
def made(make: Make, tmp_path: Path) -> Make:
    """Lay out the deck in Arabic, English or both."""
    (tmp_path / "fonts").mkdir()
    shutil.copy(FONTS / "NotoNaskhArabic-Regular.ttf", tmp_path / "fonts")

    def lay_out(edition: str, name: str = "pocket-70x120", files: dict[str, str] | None = None) -> Made:
        deck = TWO.replace("format: pocket-70x120", f"format: {name}")
        own = {"deck.yaml": deck, "hohhot.yaml": OURS, "themes/mine/theme.yaml": THEME}
        found = make({**own, **(files or {})}, edition)
        assert found.codes == []
        return found

    return lay_out


def shapes(face: Face, width: float) -> list[tuple[object, ...]]:
    """Where all but words stands, rounded to a hundredth of a millimetre, as it is seen or in a mirror."""
    found: list[tuple[object, ...]] = []
    for item in face.items:
        match item:
            case Fill():
                found.append(("fill", item.box.x, item.box.right))
            case Modules():
                found.append(("code", item.box.x, item.box.right))
            case Outline():
                xs = [float(segment[1]) for segment in item.path if len(segment) == 3]
                found.append(("rule", min(xs), max(xs)))
            case Placed() if item.clip:
                found.append((item.drawing.name, item.clip.x, item.clip.right))
    flipped = [(name, width - right, width - left) for name, left, right in found] if width else found  # type: ignore[operator]
    return [(name, round(left, 2), round(right, 2)) for name, left, right in flipped]  # type: ignore[call-overload]


@pytest.mark.parametrize("name", FORMATS)
def test_everything_changes_sides(name: str, made: Make) -> None:
    english, arabic = made("en", name), made("ar", name)
    for one, other in zip(english.faces, arabic.faces, strict=True):
        assert shapes(one, 0) == shapes(other, FORMATS[name])


def test_the_scene_and_the_code_are_not_turned_around(made: Make) -> None:
    english, arabic = made("en", "card-90x54"), made("ar", "card-90x54")
    scenes = [next(i for i in one.faces[0].items if isinstance(i, Placed)) for one in (english, arabic)]
    assert [scene.scale for scene in scenes] == [scenes[0].scale] * 2
    assert scenes[1].origin.x - scenes[0].origin.x == pytest.approx(90 - 51.3 + 3)
    codes = [next(i for i in one.faces[1].items if isinstance(i, Modules)) for one in (english, arabic)]
    assert codes[0].matrix == codes[1].matrix


@pytest.mark.parametrize("name", FORMATS)
def test_words_end_where_they_would_begin(name: str, made: Make) -> None:
    """Each text that is alone in its slot stands as far from the right as the English one from the left."""
    english, arabic = made("en", name), made("ar", name)
    for word, other in (("Hohhot", "هوهوت"), ("The blue city", "المدينة الزرقاء")):
        one, two = line_of(english.faces[0], word), line_of(arabic.faces[0], other)
        assert one.origin.x == pytest.approx(FORMATS[name] - two.origin.x - two.width)


def line_of(face: Face, text: str) -> Glyphs:
    return next(item for item in face.items if isinstance(item, Glyphs) and item.text.strip() == text)


def test_the_first_language_decides(made: Make) -> None:
    arabic, english = made("ar-en").faces[1], made("en-ar").faces[1]
    assert code_of(arabic) < 35 < code_of(english)
    # Short texts keep together at the side of the first; paragraphs begin at their own.
    assert right_of(line_of(made("ar-en").faces[0], "Hohhot")) == pytest.approx(65)
    assert line_of(made("en-ar").faces[0], "هوهوت").origin.x == pytest.approx(5)
    assert line_of(arabic, "The blue city under the Daqing range.").origin.x == pytest.approx(5)
    assert right_of(line_of(english, "المدينة الزرقاء تحت الجبل.")) == pytest.approx(65)


def code_of(face: Face) -> float:
    return next(item.box.centre.x for item in face.items if isinstance(item, Modules))


def right_of(line: Glyphs) -> float:
    return line.origin.x + line.width


def test_each_language_of_a_table_has_its_half_and_its_own_direction(made: Make) -> None:
    for edition, arabic_first in (("ar-en", True), ("en-ar", False)):
        face = made(edition).faces[1]
        label, value = line_of(face, "الارتفاع"), line_of(face, "1065 م")
        name, figure = line_of(face, "Height"), line_of(face, "1,065 m")
        assert right_of(label) == pytest.approx(65)
        assert right_of(value) < label.origin.x
        assert right_of(name) < figure.origin.x
        assert right_of(figure) < value.origin.x, edition
        assert name.origin.x == pytest.approx(5), arabic_first


def test_a_layout_may_say_that_it_is_never_turned_around(made: Make, checkout: Path) -> None:
    shipped = checkout / "src/cardkit/data/themes/long-horizon/layouts/pocket-70x120.yaml"
    own = shipped.read_text(encoding="utf-8").replace("across: [1]", "across: [1]\nmirror: never")
    face = made("ar", files={"themes/mine/layouts/pocket-70x120.yaml": own}).faces[1]
    assert code_of(face) > 35
    assert right_of(line_of(face, "المدينة الزرقاء تحت الجبل.")) == pytest.approx(65)


def test_columns_stand_at_the_left_whatever_the_first_language(made: Make) -> None:
    front, back = made("ar-mn").faces
    assert code_of(back) > 35
    (column,) = [item for item in front.items if isinstance(item, Glyphs) and item.vertical]
    assert column.origin.x < line_of(front, "هوهوت").origin.x


def test_what_is_said_about_a_card_stands_in_the_order_in_which_it_is_seen() -> None:
    line = words("a \u05d0\u05d1 b", Point(0, 0), 8, KEY)
    assert "".join(part.shaped.text for part in line.line.parts).count("?") == 2
    advance = sum(part.before + part.shaped.width for part in line.line.parts)
    assert line.width == pytest.approx(advance * 8 * 25.4 / 72, abs=1e-6)


def test_a_number_and_its_count_stay_in_the_order_of_figures(made: Make) -> None:
    other = OURS.replace("id: hohhot", "id: ordos").replace("number: 1", "number: 2")
    face = made("ar", files={"ordos.yaml": other}).faces[0]
    word, number, slash, count = (line_of(face, text) for text in ("مكان", "01", "/", "02"))
    assert number.origin.x < slash.origin.x < count.origin.x < word.origin.x
    assert right_of(number) == pytest.approx(slash.origin.x, abs=0.01)
    assert right_of(count) < word.origin.x - 0.5
