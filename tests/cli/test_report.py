"""Problems as people, programs and GitHub read them."""

import json

import pytest

from cardkit.cli.report import Style, human, tally, write
from cardkit.cli.terminal import Terminal
from cardkit.diagnostic import Diagnostic, Related, Report, Span, error, warning

CARD = "cards/x/places/hohhot.yaml"

SOURCES = {
    CARD: (
        "kind: place",
        "id: hohhot",
        "title: {en: Hohhot, zh-Hans: 呼和浩特, mn-Mong: ᠬᠥᠬᠡᠬᠣᠲᠠ}",
        "boddy: {en: The old town}",
        "brief: \u202egnp \x1b[31m[bold]x[/]",
        "body: " + "The old town of Hohhot was built in brick. " * 9,
    ),
    "cards/x/places/alxa.yaml": ("kind: place", "id: hohhot"),
}


def lines(file: str) -> tuple[str, ...]:
    return SOURCES.get(file, ())


def at(line: int, column: int, end: int, file: str = CARD) -> Span:
    return Span(file, line, column, line, end)


def shown(*problems: Diagnostic, width: int = 100, wrap: bool = True, colour: bool = False) -> str:
    return human(Report.of(problems), Terminal(colour, width, wrap), lines)


UNKNOWN = error("unknown-field", "a place has no field `boddy`", at(4, 1, 6), hint="Did you mean `body`?")


def test_a_problem_stands_with_its_line_its_marks_and_its_help() -> None:
    assert shown(UNKNOWN) == (
        "cards/x/places/hohhot.yaml:4:1: error[unknown-field]: a place has no field `boddy`\n"
        "  4 | boddy: {en: The old town}\n"
        "    | ^^^^^\n"
        "    help: Did you mean `body`?\n"
        "\n"
        "1 error in 1 file"
    )


def test_other_places_stand_below_with_their_lines() -> None:
    problem = error(
        "duplicate-card",
        "the id `hohhot` is used twice",
        at(2, 5, 11),
        hint="Choose another id.",
        related=[Related("first used here", at(2, 5, 11, "cards/x/places/alxa.yaml"))],
    )
    assert shown(problem) == (
        "cards/x/places/hohhot.yaml:2:5: error[duplicate-card]: the id `hohhot` is used twice\n"
        "  2 | id: hohhot\n"
        "    |     ^^^^^^\n"
        "    help: Choose another id.\n"
        "    note: first used here: cards/x/places/alxa.yaml:2:5\n"
        "  2 | id: hohhot\n"
        "    |     ------\n"
        "\n"
        "1 error in 1 file"
    )


def test_marks_stand_right_under_chinese_and_mongolian() -> None:
    text = shown(warning("a", "chinese", at(3, 30, 34)), warning("b", "mongolian", at(3, 45, 53)))
    assert (
        "  3 | title: {en: Hohhot, zh-Hans: 呼和浩特, mn-Mong: ᠬᠥᠬᠡᠬᠣᠲᠠ}\n    |                              ^^^^^^^^\n"
    ) in text
    assert (
        "  3 | title: {en: Hohhot, zh-Hans: 呼和浩特, mn-Mong: ᠬᠥᠬᠡᠬᠣᠲᠠ}\n"
        "    |                                                 ^^^^^^^^\n"
    ) in text


def test_what_a_user_writes_is_neither_obeyed_nor_taken_for_markup() -> None:
    text = shown(error("control-character", "ESC \x1b[2J [red]here[/] \u202e", at(5, 8, 12)), wrap=False)
    assert "ESC ␛[2J [red]here[/] <U+202E>" in text
    assert "  5 | brief: <U+202E>gnp ␛[31m[bold]x[/]\n" in text
    assert "    |        ^^^^^^^^^^^\n" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [60, 200])
def test_narrow_and_wide_screens_both_hold_everything(width: int) -> None:
    problem = error(
        "text-overflow",
        "the English body needs 15 lines of 4.70 mm, and its slot holds 9: it is 28.2 mm too long",
        at(6, 7, 390),
        hint="Cut about 150 characters, or move some of it into `facts`, which the exhibit shows in full.",
    )
    text = shown(problem, width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "15 lines" in text.replace("\n    ", " ")
    assert "..." in text


def test_logs_keep_each_message_on_one_line() -> None:
    long = error("long", "words " * 60, at(1, 1, 5))
    assert "words " * 59 in shown(long, wrap=False).splitlines()[0]


def test_colour_marks_without_changing_a_word() -> None:
    plain, coloured = shown(UNKNOWN, wrap=False), shown(UNKNOWN, wrap=False, colour=True)
    assert "\x1b[1;31merror[unknown-field]\x1b[0m" in coloured
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_problems_of_a_pdf_stand_on_its_page() -> None:
    problem = error("code-stray", "there is a second code", Span("build/x.pdf"), page=4, box_mm=(1.25, 2.0, 3.0, 4.0))
    assert shown(problem).splitlines()[0] == (
        "build/x.pdf: page 4 at 1.2, 2.0 mm: error[code-stray]: there is a second code"
    )
    on_a_card = error("code-mismatch", "one module is wrong", at(2, 5, 11), page=4, box_mm=(1.25, 2.0, 3.0, 4.0))
    assert "    note: in the PDF: page 4 at 1.2, 2.0 mm" in shown(on_a_card).splitlines()


def test_a_source_that_is_gone_takes_only_its_line_away() -> None:
    assert shown(error("x", "gone", at(3, 1, 2, "no/such.yaml"))).splitlines()[0] == (
        "no/such.yaml:3:1: error[x]: gone"
    )


def test_files_keep_their_order_and_the_count_stands_last() -> None:
    many = [error("e", f"n{i}", at(i % 7 + 1, i + 1, i + 2, f"f{i % 4}.yaml")) for i in range(200)]
    text = shown(*many)
    places = [line.split(":")[0] for line in text.splitlines() if line.startswith("f")]
    assert places == sorted(places)
    assert len(places) == 200
    assert text.splitlines()[-1] == "200 errors in 4 files"


def test_what_is_said_again_and_again_is_shown_whole_three_times() -> None:
    same = [error("unknown-field", "unknown field `kynd`", at(1, 1, 5), hint="Did you mean `kind`?")]
    same += [
        error("unknown-field", "unknown field `kynd`", at(1, 1, 5, f"x{i}.yaml"), hint="Did you mean `kind`?")
        for i in range(5)
    ]
    text = shown(*same, UNKNOWN)
    assert text.count("help: Did you mean `kind`?") == 3
    assert text.count("help: Did you mean `body`?") == 1
    assert text.endswith(
        "x2.yaml:1:1: error[unknown-field]: unknown field `kynd`\n"
        "x3.yaml:1:1: error[unknown-field]: unknown field `kynd`\n"
        "x4.yaml:1:1: error[unknown-field]: unknown field `kynd`\n"
        "\n"
        "7 errors in 6 files"
    )


def test_names_and_numbers_do_not_make_another_problem_but_another_help_does() -> None:
    same = [
        error("e", f"`t` of `card-{i}` is {i}.5 mm over", at(1, 1, 5, f"x{i}.yaml"), hint="Cut it.") for i in range(5)
    ]
    text = shown(*same)
    assert text.count("help: Cut it.") == 3
    assert "x4.yaml:1:1: error[e]: `t` of `card-4` is 4.5 mm over\n\n" in text
    helped = [
        error("e", "unknown", at(1, 1, 5, f"x{i}.yaml"), hint=f"Write `{name}`.") for i, name in enumerate("abcde")
    ]
    assert shown(*helped).count("help: ") == 5


def test_a_line_that_explains_many_problems_is_shown_three_times() -> None:
    where = Related("the slot is here", at(2, 5, 11))
    many = [
        error("e", "over", at(1, 1, 5, f"x{i}.yaml"), hint=f"Cut `{name}`.", related=[where])
        for i, name in enumerate("abcde")
    ]
    text = shown(*many)
    assert text.count("note: the slot is here: cards/x/places/hohhot.yaml:2:5") == 5
    assert text.count("  2 | id: hohhot") == 3


def test_many_problems_are_counted_by_their_codes() -> None:
    many = [error("e", f"n{i}", at(1, i + 1, i + 2)) for i in range(101)] + [warning("w", "w", at(1, 1, 2))] * 1
    text = shown(*many)
    assert text.endswith("101 × error[e]\n  1 × warning[w]\n\n101 errors, 1 warning in 1 file")
    assert "×" not in shown(*many[:20])


def test_counts_in_words() -> None:
    assert tally(Report.of([])) == "no problems"
    assert tally(Report.of([UNKNOWN])) == "1 error in 1 file"
    several = [UNKNOWN, warning("w", "w", at(1, 1, 2)), warning("w", "w", at(1, 1, 2, "other.yaml"))]
    assert tally(Report.of(several)) == "1 error, 2 warnings in 2 files"


def test_json_is_the_object_of_the_contract() -> None:
    problem = error(
        "unknown-field",
        "呼 \x1b \u202e",
        Span(CARD, 4, 1, 4, 6),
        hint="Did you mean `body`?",
        related=[Related("there", at(2, 5, 11))],
    )
    text = write(Report.of([problem]), Style.JSON, Terminal(), summary={"deck": "x"})
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "呼" in text
    assert json.loads(text) == {
        "problems": [
            {
                "code": "unknown-field",
                "severity": "error",
                "message": "呼 \x1b \u202e",
                "file": CARD,
                "line": 4,
                "column": 1,
                "end_line": 4,
                "end_column": 6,
                "hint": "Did you mean `body`?",
                "related": [{"message": "there", "file": CARD, "line": 2, "column": 5}],
                "page": None,
                "box_mm": None,
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "files": 1, "deck": "x"},
    }


def test_json_says_null_for_what_does_not_apply() -> None:
    text = write(Report.of([warning("x", "m", Span("a.pdf"), page=2, box_mm=(0, 1, 2, 3))]), Style.JSON, Terminal())
    problem = json.loads(text)["problems"][0]
    assert [problem[key] for key in ("line", "column", "end_line", "end_column", "hint")] == [None] * 5
    assert (problem["file"], problem["page"], problem["box_mm"]) == ("a.pdf", 2, [0, 1, 2, 3])
    placeless = json.loads(write(Report.of([error("x", "m")]), Style.JSON, Terminal()))["problems"][0]
    assert placeless["file"] is None


def test_github_gets_workflow_commands_with_everything_escaped() -> None:
    problem = error("x", "50% of\x1b it", Span("a,b:c.yaml", 3, 2, 3, 9), hint="Mend it.")
    assert write(Report.of([problem]), Style.GITHUB, Terminal()) == (
        "::error file=a%2Cb%3Ac.yaml,line=3,endLine=3,col=2,endColumn=9,title=x::50%25 of␛ it%0AMend it."
    )
