"""What is meant to bring a parser down gets a plain answer, and soon."""

from __future__ import annotations

import time

import pytest

from cardkit.source import growth, parse

#: Seconds after which reading counts as hanging; each of these takes some hundredths.
SOON = 5.0


def codes(text: str) -> list[str]:
    begin = time.monotonic()
    problems = parse(text, "f")[1]
    assert time.monotonic() - begin < SOON
    return [problem.code for problem in problems]


def bomb(entry: str) -> str:
    lines = ["a0: &a0 {x: y}"]
    lines += [entry.format(new=n + 1, old=",".join([f"*a{n}"] * 9)) for n in range(12)]
    return "\n".join(lines)


@pytest.mark.parametrize("sign", ["[", "- ", "[{a: ", "a: [{b: ["])
def test_endless_nesting(sign: str) -> None:
    assert codes(sign * 20_000) in (["too-deep"], ["yaml-syntax"])


def test_sixty_kilobytes_of_brackets() -> None:
    (problem,) = parse("[" * 60_000, "f")[1]
    assert (problem.code, str(problem.span)) == ("too-deep", "f:1:17")


def test_sixty_kilobytes_of_braces() -> None:
    assert codes("{" * 60_000) == ["complex-key", "too-deep"]


def test_sixteen_deep_is_read_and_seventeen_is_not() -> None:
    assert codes("[" * 16 + "]" * 16) == []
    node, problems = parse("a: " + "[" * 16 + "]" * 16 + "\nb: c\nb: d\n", "f")
    assert [(p.code, str(p.span)) for p in problems] == [("too-deep", "f:1:19"), ("duplicate-key", "f:3:1")]
    assert node is not None


def test_depth_is_told_once() -> None:
    deep = "[" * 20 + "]" * 20
    assert codes(f"a: {deep}\nb: {deep}\n") == ["too-deep"]


def test_alias_bomb() -> None:
    told = codes(bomb("a{new}: &a{new} [{old}]"))
    assert set(told) == {"yaml-anchor", "yaml-alias", "too-many-problems"}


def test_merge_bomb() -> None:
    told = codes(bomb("a{new}: &a{new} {{<<: [{old}]}}"))
    assert set(told) == {"yaml-anchor", "yaml-merge"}
    assert told.count("yaml-merge") == 12


def test_borrowed_text_has_a_bound() -> None:
    node, _ = parse(bomb("a{new}: &a{new} [{old}]").replace(" [", "\n  [", 3), "f")
    assert len(str(node)) < 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "a: *b\n" * 5_000,
        "- !t a\n" * 5_000,
        "a: b #c\n" * 5_000,
        "- \x07\n" * 5_000,
        'a: "' + "\\x07" * 5_000 + '"',
        "a: {" + "b:c, " * 5_000 + "}",
    ],
)
def test_endless_problems(text: str) -> None:
    told = codes(text)
    assert len(told) == growth.MAX_PROBLEMS + 1
    assert told.count("too-many-problems") == 1


@pytest.mark.parametrize("line", ["k{n}: a: b", "k{n}: @a", 'k{n}: "\\q"', "k{n}: 'a' b", "k{n}: [a] b"])
def test_many_mistakes_to_read_past(line: str) -> None:
    told = codes("\n".join(line.format(n=n) for n in range(3_000)))
    assert set(told) == {"yaml-syntax"}
    assert 10 <= len(told) <= 60


@pytest.mark.parametrize(
    "text",
    [
        "a: &" + "b" * 2_000_000,
        "a: " + "&b " * 500_000,
        "a" * 2_000_000 + ": b",
        "a: b " + "#" * 2_000_000,
        'a: "' + "\\\\" * 1_000_000 + '"',
        "a: x\n" + "  y\n" * 50_000 + "  z: y\n",
        "a:\n" + "\tb\n" * 100_000,
        "\n".join(" " * (1_000 - n) + "a: b" for n in range(1_000)),
        "\n" * 2_000_000,
    ],
)
def test_large_and_odd(text: str) -> None:
    codes(text)


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "MAX_NODES", 1_000)
    assert codes("- a\n" * 999) == []
    (problem,) = parse("- a\n" * 1_000, "f")[1]
    assert (problem.code, str(problem.span)) == ("too-large", "f:1000:3")
    assert "1,000 values" in problem.message


@pytest.mark.slow
def test_a_million_values_and_one() -> None:
    (problem,) = parse("- a\n" * 1_000_000, "f")[1]
    assert (problem.code, str(problem.span)) == ("too-large", "f:1000000:3")


def test_time_grows_with_the_cards_and_no_faster() -> None:
    def seconds(cards: int) -> float:
        text = "cards:\n" + "".join(f'  - {{id: "c{n}", title: {{en: a, zh: b}}}}\n' for n in range(cards))
        begin = time.process_time()
        assert parse(text, "f")[1] == ()
        return time.process_time() - begin

    # Eight times the cards take some eight times as long; were it quadratic, sixty-four.
    assert seconds(8_000) < 25 * max(min(seconds(1_000), seconds(1_000)), 0.005)
