"""Words, dates, paths and tags, one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.deck import language, scalar
from cardkit.diagnostic import Diagnostic, Span
from cardkit.source import Scalar

PLACE = Span("card.yaml", 3, 7, 3, 9)


@pytest.mark.parametrize(
    "tag", ["en", "zh-Hans", "zh-Hant", "zh-Hans-CN", "mn-Mong", "mn-Cyrl", "ar", "pt-BR", "sr-Latn", "haw", "de-1996"]
)
def test_good_tags(tag: str) -> None:
    assert language.fault(tag) is None


@pytest.mark.parametrize(
    ("tag", "better"),
    [
        ("zh", "zh-Hans"),
        ("zh", "zh-Hant"),
        ("mn", "mn-Mong"),
        ("mn", "mn-Cyrl"),
        ("zh-CN", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-cn", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_Hans", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("ZH-HANS", "zh-Hans"),
        ("mn-MN", "mn-Cyrl"),
        ("mn-mong", "mn-Mong"),
        ("EN", "en"),
        ("en_us", "en-US"),
        ("Chinese", "zh-Hans"),
        ("中文", "zh-Hans"),
        ("cn", "zh-Hans"),
        ("jp", "ja"),
        ("english", "en"),
        ("text", "en"),
        ("x-private", "en"),
        ("", "en"),
        ("e\u0301n", "en"),
    ],
)
def test_faulty_tags_say_what_to_write(tag: str, better: str) -> None:
    found = language.fault(tag)
    assert found is not None
    assert f"`{better}`" in found[1]


@given(st.text(max_size=12))
def test_a_tag_that_is_advised_is_a_good_one(tag: str) -> None:
    found = language.fault(tag)
    if found:
        advised = [word for index, word in enumerate(found[1].split("`")) if index % 2]
        assert advised
        assert all(language.fault(word) is None for word in advised)


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    problems: list[Diagnostic] = []
    assert scalar.calendar_date(Scalar(day.isoformat(), PLACE), "on", problems)
    assert not problems


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-13-01", "2026-2-3", "1.12.2026", "2026/12/01", "20261201", "2026-W01-1", "２０２６-01-01", ""],
)
def test_other_dates_are_refused(text: str) -> None:
    problems: list[Diagnostic] = []
    assert scalar.calendar_date(Scalar(text, PLACE), "on", problems) is None
    assert len(problems) == 1


@given(st.from_regex(r"\A[a-z0-9-]{1,64}\Z"))
def test_ids_of_small_letters_digits_and_hyphens(text: str) -> None:
    problems: list[Diagnostic] = []
    found = scalar.identity(Scalar(text, PLACE), "id", problems)
    assert bool(found) != bool(problems)
    assert found or text in {"con", "prn", "aux", "nul"} or text[:3] in {"com", "lpt"}


@pytest.mark.parametrize(
    "text", ["A", "a b", "a_b", "é", "a.b", "../a", "a/b", "con", "com1", "lpt9", "a\n", "a" * 65, "ａ"]
)
def test_other_ids_are_refused(text: str) -> None:
    problems: list[Diagnostic] = []
    assert scalar.identity(Scalar(text, PLACE), "id", problems) is None
    assert [problem.code for problem in problems] == ["bad-id"]


def test_an_id_is_offered_that_can_be_one() -> None:
    problems: list[Diagnostic] = []
    scalar.identity(Scalar("Hohhot City", PLACE), "id", problems)
    assert problems[0].hint is not None
    assert "`hohhot-city`" in problems[0].hint


@given(st.lists(st.sampled_from(["..", ".", "", "a", "images"]), min_size=1, max_size=6))
def test_a_path_never_leads_out(parts: list[str]) -> None:
    text = "/".join(parts)
    problems: list[Diagnostic] = []
    if scalar.path(Scalar(text, PLACE), "file", problems):
        depth = 0
        for part in parts:
            depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
            assert depth >= 0
        assert not text.startswith("/")
    else:
        assert len(problems) == 1


@pytest.mark.parametrize("text", ["images/x.svg", "./x.svg", "images/../x.svg", "图/呼和浩特.svg", "a b.png"])
def test_paths_within_the_deck(text: str) -> None:
    problems: list[Diagnostic] = []
    assert scalar.path(Scalar(text, PLACE), "file", problems)


@given(st.floats(0, 1e9, allow_nan=False).map(lambda value: f"{value:.3f}"))
def test_decimals_are_read_as_written(text: str) -> None:
    problems: list[Diagnostic] = []
    found = scalar.number(Scalar(text, PLACE), "n", problems)
    assert found is not None
    assert (found.text, found.value) == (text, float(text))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "40°50N",
            "Write the degrees as a number from -90 to 90 with decimals, such as 40.84; south and west are below 0.",
        ),
        ("４０．５", "Write 40.5, in ordinary digits."),
        ("40 mm", "Write 40, without the unit."),
        ("7 cm", "Write 70: lengths are in mm."),
        ("0,3cm", "Write 3: lengths are in mm."),
        ("0.125 in", "Write 3.175: lengths are in mm."),
        ('1/8"', "Write 3.175: lengths are in mm."),
        ("1/0 in", "Write a number from -90 to 90."),
        ("９ ｃｍ", "Write 90: lengths are in mm."),
        ("9pt", "Write 9 alone where type is measured, which is in points; lengths are in mm."),
        ("3,5", "Write 3.5, with a point before decimals."),
        ("1,742", "Write the digits alone, with a point before decimals."),
        ("twelve", "Write a number from -90 to 90."),
    ],
)
def test_what_stands_for_a_number_is_told_how_to_become_one(text: str, hint: str) -> None:
    problems: list[Diagnostic] = []
    assert scalar.number(Scalar(text, PLACE), "lat", problems, minimum=-90, maximum=90) is None
    assert [problem.hint for problem in problems] == [hint]


@pytest.mark.parametrize("text", ["#12", "No. 12", "no 12", "№12", "Nr. 12"])
def test_a_number_with_its_sign_is_told_to_stand_alone(text: str) -> None:
    problems: list[Diagnostic] = []
    assert scalar.number(Scalar(text, PLACE), "number", problems, minimum=1, whole=True) is None
    assert [problem.hint for problem in problems] == ["Write 12, the number alone."]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2026/1/31", "Write `2026-01-31`."),
        ("2026-1-3", "Write `2026-01-03`."),
        ("2026–01–03", "Write `2026-01-03`."),
        ("2026.12.1", "Write `2026-12-01`."),
        ("2026年12月1日", "Write `2026-12-01`."),
        ("２０２６-１２-０１", "Write `2026-12-01`."),
        ("2026-12-01T00:00:00Z", "Write `2026-12-01`."),
        ("“2026-12-01”", "Write `2026-12-01`."),
        ("01.12.2026", "Write year, month and day as 2026-12-01."),
        ("2026/13/1", "Write year, month and day as 2026-12-01."),
    ],
)
def test_a_day_written_otherwise_is_shown_as_it_should_be(text: str, hint: str) -> None:
    problems: list[Diagnostic] = []
    assert scalar.calendar_date(Scalar(text, PLACE), "on", problems) is None
    assert [problem.hint for problem in problems] == [hint]
