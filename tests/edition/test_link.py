"""Every card's link: from its id, from the ledger, from its own word; and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.codes.name import code_for, with_check
from cardkit.deck.model import Card, Deck, Format, LinkPlan
from cardkit.deck.value import Items, LocalText, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Severity, Span
from cardkit.edition.ledger import NAME, Ledger, Locked, locked, read, text
from cardkit.edition.link import Link, links, numbered
from cardkit.geometry import Size

BASE = "https://nmg.museum.cn"


def at(line: int, file: str = "deck.yaml") -> Span:
    return Span(file, line, 9, line, 20)


def record(fields: Mapping[str, Value], file: str) -> Record:
    return Record(fields, Span.start_of(file), {key: Span(file, n) for n, key in enumerate(fields, 1)})


def card(name: str, *, was: Sequence[str] = (), code: str | None = None, exhibit: str | None = None) -> Card:
    file = f"{name}.yaml"
    fields: dict[str, Value] = {"id": Text(name, at(2, file))}
    if code is not None:
        fields["code"] = Text(code, at(3, file))
    if exhibit is not None:
        fields["exhibit"] = record({"url": Text(exhibit, at(5, file))}, file)
    return Card(name, "place", record(fields, file), at(1, file), 1, "places", was=tuple(was))


def deck(cards: Iterable[Card], base: str | None = BASE, hosts: Sequence[str] = ("nmg.museum.cn",)) -> Deck:
    fields: dict[str, Value] = {"deck": Text("inner-mongolia", at(1))}
    plan = None
    if base is not None:
        named = tuple(Text(host, at(12 + n)) for n, host in enumerate(hosts))
        plan = LinkPlan(Text(base, at(11)), named, at(10))
        fields["links"] = record({"base": plan.base, "hosts": Items(named, at(12))}, "deck.yaml")
    return Deck(
        id="inner-mongolia",
        root=Path(),
        record=record(fields, "deck.yaml"),
        span=at(1),
        title=LocalText({}, at(2)),
        issued=None,
        languages=("en",),
        editions={},
        theme=Text("long-horizon", at(3)),
        format=Format("pocket-70x120", Size(70, 120), 3, 4),
        sections=(),
        words={},
        links=plan,
        cards=tuple(cards),
        kinds={},
    )


def said(problems: Iterable[Diagnostic]) -> list[str]:
    assert all(problem.hint for problem in problems)
    return [f"{problem.span} {problem.code}" for problem in problems]


def judged(one: Deck, *entries: Locked) -> list[str]:
    return said(links(one, Ledger(entries))[1])


HOHHOT = code_for("inner-mongolia", "hohhot")
PRINTED = Locked("7K3QX4", "hohhot", "2026-12-01", span=Span("links.lock.yaml", 4, 9, 4, 15))


def test_a_card_has_its_link() -> None:
    made, problems = links(deck([card("hohhot")]), Ledger())
    assert problems == ()
    assert made == {"hohhot": Link(HOHHOT, f"{BASE}/c/{HOHHOT}", f"nmg.museum.cn/c/{HOHHOT}")}


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://nmg.museum.cn/", "nmg.museum.cn/c/"),
        ("HTTPS://NMG.Museum.CN//", "nmg.museum.cn/c/"),
        ("https://nmg.museum.cn/Cards/", "nmg.museum.cn/Cards/c/"),
    ],
)
def test_base_is_normalised(base: str, address: str) -> None:
    made, problems = links(deck([card("hohhot")], base), Ledger())
    assert problems == ()
    assert (made["hohhot"].address, made["hohhot"].url) == (address + HOHHOT, f"https://{address}{HOHHOT}")


def test_long_hosts_work_and_are_warned_of() -> None:
    host = "a" * 36 + ".org"
    made, problems = links(deck([card("hohhot")], f"https://{host}", [host]), Ledger())
    assert made["hohhot"].address == f"{host}/c/{HOHHOT}"
    assert said(problems) == ["deck.yaml:11:9 link-long"]
    assert "57 characters" in problems[0].message


def test_ledger_wins_over_the_id() -> None:
    made, problems = links(deck([card("hohhot")]), Ledger((PRINTED,)))
    assert (made["hohhot"].code, problems) == ("7K3QX4", ())


def printed_behind(base: str | None, *cards: str) -> Ledger:
    codes = {name: code_for("inner-mongolia", name) for name in cards or ("hohhot",)}
    return locked(Ledger(), "inner-mongolia", codes, "2026-12-01", base=base)


def test_a_base_that_is_not_the_printed_one_is_told_once() -> None:
    ledger = printed_behind("https://old.museum.cn", "alxa", "hohhot")
    made, (problem,) = links(deck([card("hohhot"), card("alxa")]), ledger)
    assert said([problem]) == ["deck.yaml:11:9 base-changed"]
    assert problem.is_error
    assert problem.message == (
        "2 codes went to print behind `https://old.museum.cn`, and `links.base` is now `https://nmg.museum.cn`"
    )
    assert problem.hint
    assert "`base: https://old.museum.cn`" in problem.hint
    assert "`was: [https://old.museum.cn]`" in problem.hint
    assert len(made) == 2


@pytest.mark.parametrize(
    "base", [None, BASE, "https://NMG.museum.cn/", "https://cards.example.org", "https://cards.museum.test"]
)
def test_a_base_that_was_printed_unknown_or_a_placeholder_is_none_that_changed(base: str | None) -> None:
    assert links(deck([card("hohhot")]), printed_behind(base))[1] == ()


def test_another_path_is_another_base() -> None:
    assert [one.code for one in links(deck([card("hohhot")]), printed_behind(f"{BASE}/cards"))[1]] == ["base-changed"]


def test_each_base_of_old_is_told_until_the_deck_owns_up_to_it() -> None:
    mixed = Ledger((*printed_behind("https://a.cn").entries, *printed_behind("https://b.cn", "alxa").entries))
    one = deck([card("hohhot"), card("alxa")])
    assert [problem.message.split("`")[1] for problem in links(one, mixed)[1]] == ["https://a.cn", "https://b.cn"]
    assert one.links
    own = replace(one, links=replace(one.links, was=(Text("https://A.cn/", at(13)),)))
    assert [problem.message.split("`")[1] for problem in links(own, mixed)[1]] == ["https://b.cn"]


def test_renamed_card_keeps_its_code() -> None:
    made, problems = links(deck([card("huhhot", was=["kweisui", "hohhot"])]), Ledger((PRINTED,)))
    assert (made["huhhot"].code, problems) == ("7K3QX4", ())


def test_card_says_its_code_itself() -> None:
    made, problems = links(deck([card("hohhot", code="7k3-qx4")]), Ledger())
    assert (made["hohhot"].code, problems) == ("7K3QX4", ())


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("7K3QX5", "Write `code: 7K3QX4`, or delete the line."),
        ("7K3QX", "Write `code: 7K3QX4`, or delete the line."),
        ("HUHHUT", "Delete the line: the code then comes from the card's id."),
        ("呼和浩特", "Delete the line: the code then comes from the card's id."),
    ],
)
def test_what_is_no_code(code: str, hint: str) -> None:
    made, problems = links(deck([card("hohhot", code=code)]), Ledger())
    assert said(problems) == ["hohhot.yaml:3:9 code-invalid"]
    assert (made, problems[0].hint) == ({}, hint)


def test_printed_code_does_not_change() -> None:
    made, problems = links(deck([card("hohhot", code=HOHHOT)]), Ledger((PRINTED,)))
    assert said(problems) == ["hohhot.yaml:3:9 code-changed"]
    assert (made, problems[0].related[0].span) == ({}, PRINTED.span)
    assert judged(deck([card("hohhot", code="7K3QX4")]), PRINTED) == []


def test_printed_card_is_lost() -> None:
    one = deck([card("alxa")])
    assert judged(one, PRINTED) == ["links.lock.yaml:4:9 ledger-lost"]
    assert links(one, Ledger((PRINTED,)), complete=False)[1] == ()


def test_withdrawn_card() -> None:
    withdrawn = replace(PRINTED, withdrawn="2027-01-01")
    assert judged(deck([card("alxa")]), withdrawn) == []
    assert judged(deck([card("hohhot")]), withdrawn) == ["hohhot.yaml:2:9 ledger-withdrawn"]


def test_two_cards_with_one_code() -> None:
    one = deck([card("hohhot"), card("alxa", code=HOHHOT), card("hulunbuir")])
    made, problems = links(one, Ledger())
    assert said(problems) == ["alxa.yaml:3:9 code-collision"]
    assert "`alxa`" in problems[0].message
    assert "`hohhot`" in problems[0].message
    assert problems[0].related[0].span == at(2, "hohhot.yaml")
    assert list(made) == ["hulunbuir"]


def test_ids_that_happen_to_meet() -> None:
    by_code: dict[str, str] = {}
    for number in range(30_000):
        name = f"card-{number}"
        twin = by_code.setdefault(code_for("inner-mongolia", name), name)
        if twin != name:
            break
    made, problems = links(deck([card(twin), card(name)]), Ledger())
    assert said(problems) == [f"{name}.yaml:2:9 code-collision"]
    assert made == {}
    free = (problems[0].hint or "").split("`")[1].removeprefix("code: ")
    mended, problems = links(deck([card(twin), card(name, code=free)]), Ledger())
    assert problems == ()
    assert mended[name].code == free


def test_id_that_two_cards_have_is_not_said_again() -> None:
    assert judged(deck([card("hohhot"), card("hohhot")])) == []
    assert judged(deck([card("a", was=["hohhot"]), card("b", was=["hohhot"])]), PRINTED) == []


def test_new_card_meets_a_printed_code() -> None:
    """Also one that was withdrawn: a code is never given twice."""
    for entry in (PRINTED, replace(PRINTED, withdrawn="2027-01-01")):
        cards = [card("alxa", code="7K3QX4")] + ([] if entry.withdrawn else [card("hohhot")])
        made, problems = links(deck(cards), Ledger((entry,)))
        assert said(problems) == ["alxa.yaml:3:9 code-collision"]
        assert problems[0].related[0].span == PRINTED.span
        assert list(made) == [one.id for one in cards[1:]]


@pytest.mark.parametrize(
    ("base", "hosts", "expected"),
    [
        ("http://nmg.museum.cn", ["nmg.museum.cn"], ["deck.yaml:11:9 link-scheme"]),
        ("nmg.museum.cn", ["nmg.museum.cn"], ["deck.yaml:11:9 link-scheme"]),
        ("https://nmg.musuem.cn", ["nmg.museum.cn"], ["deck.yaml:11:9 link-foreign-host"]),
        ("https://nmg.museum.cn:8443", ["nmg.museum.cn"], ["deck.yaml:11:9 link-host"]),
        ("https://localhost", ["localhost"], ["deck.yaml:11:9 link-host"]),
        ("https://192.168.0.1", ["192.168.0.1"], ["deck.yaml:11:9 link-host"]),
        ("https://nmg.museum.cn/?a=1", ["nmg.museum.cn"], ["deck.yaml:11:9 link-base"]),
        ("https://nmg.museum.cn/#a", ["nmg.museum.cn"], ["deck.yaml:11:9 link-base"]),
        ("https://nmg.museum.cn", ["https://nmg.museum.cn/"], ["deck.yaml:12:9 link-host"]),
        ("https://nmg.museum.cn", ["nmg.museum.cn", "*.museum.cn"], ["deck.yaml:13:9 link-host"]),
        ("https://nmg.museum.cn", ["NMG.MUSEUM.CN"], []),
        ("https://nmg.museum.cn", [], []),
        ("https://nmg.example.org", ["nmg.example.org"], ["deck.yaml:11:9 placeholder-host"]),
        ("https://nmg.museum.test", ["nmg.museum.test"], ["deck.yaml:11:9 placeholder-host"]),
    ],
)
def test_base_and_hosts_are_judged_once(base: str, hosts: list[str], expected: list[str]) -> None:
    assert judged(deck([card("hohhot"), card("alxa")], base, hosts)) == expected


def test_faulty_base_makes_no_links() -> None:
    assert links(deck([card("hohhot")], "http://nmg.museum.cn"), Ledger())[0] == {}


def test_placeholder_is_counted() -> None:
    _, problems = links(deck([card("a"), card("b")], "https://nmg.example.org", ["nmg.example.org"]), Ledger())
    assert problems[0].message == "2 cards lead to `nmg.example.org`, which stands for a host still to come"
    assert problems[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://nmg.museum.cn/hohhot", []),
        ("https://nmg.museum.cn/" + "x" * 200, []),
        ("http://nmg.museum.cn/hohhot", ["link-scheme"]),
        ("https://elsewhere.cn/hohhot", ["link-foreign-host"]),
        ("https://nmg.museum.cn/呼和浩特", ["link-characters"]),
        ("https://nmg.museum.cn/?utm_source=x", ["link-tracking"]),
        ("https://show.example.org/", ["placeholder-host"]),
    ],
)
def test_exhibits_elsewhere_are_judged(url: str, expected: list[str]) -> None:
    one = deck([card("hohhot", exhibit=url)], hosts=["nmg.museum.cn", "show.example.org"])
    assert judged(one) == [f"hohhot.yaml:5:9 {code}" for code in expected]


def test_deck_without_links() -> None:
    made, problems = links(deck([card("hohhot")], None), Ledger())
    assert (made, said(problems)) == ({}, ["deck.yaml:1:9 missing-links"])


def test_links_that_could_not_be_read_are_not_said_to_be_missing() -> None:
    one = deck([card("hohhot")])
    assert links(replace(one, links=None), Ledger()) == ({}, ())


def test_every_card_of_a_large_deck_gets_a_code() -> None:
    cards = [card(f"card-{number}") for number in range(20_000)]
    codes = {code_for("inner-mongolia", one.id): one.id for one in cards[:10_000]}
    ledger = Ledger(tuple(Locked(code, name, "2026-12-01") for code, name in codes.items()))
    made, _ = links(deck(cards), ledger)
    assert len(made) > 19_900


def test_code_of_the_documentation_is_one() -> None:
    assert with_check("7K3QX") == "7K3QX4"


def test_the_card_that_wrote_the_code_has_the_problem_whichever_comes_first() -> None:
    for cards in ([card("alxa", code=HOHHOT), card("hohhot")], [card("hohhot"), card("alxa", code=HOHHOT)]):
        made, problems = links(deck(cards), Ledger())
        assert said(problems) == ["alxa.yaml:3:9 code-collision"]
        assert problems[0].hint == "Delete the line: the code then comes from the card's id."
        assert problems[0].related[0].message == "`hohhot` is here"
        assert made == {}


def test_a_base_that_no_code_holds_is_told_once_and_no_link_is_made() -> None:
    made, problems = links(deck([card("hohhot"), card("alxa")], BASE + "/" + "a" * 200), Ledger())
    assert said(problems) == ["deck.yaml:11:9 link-long"]
    assert problems[0].is_error
    assert made == {}


def test_a_base_is_quoted_as_it_was_written() -> None:
    (problem,) = links(deck([card("hohhot")], "https://"), Ledger())[1]
    assert "`https://`" in problem.message


def test_hosts_given_by_a_pattern_are_one_problem() -> None:
    (problem,) = links(deck([card("hohhot")], hosts=["*.museum.cn"]), Ledger())[1]
    assert problem.code == "link-host"
    assert "without `*`" in (problem.hint or "")


def test_deck_may_have_longer_codes_and_keeps_those_in_print() -> None:
    one = deck([card("hohhot"), card("alxa")])
    assert one.links
    longer = replace(one, links=replace(one.links, letters=7))
    made, problems = links(longer, Ledger((PRINTED,)))
    assert problems == ()
    assert (made["hohhot"].code, made["alxa"].code) == ("7K3QX4", code_for("inner-mongolia", "alxa", 7))


def test_large_deck_is_told_of_longer_codes() -> None:
    cards = [card(f"card-{number}") for number in range(30_000)]
    one = deck(cards)
    _, problems = links(one, Ledger())
    assert {problem.code for problem in problems} == {"code-collision"}
    assert len(problems) > 3
    assert all("`letters: 7`" in (problem.hint or "") for problem in problems)
    assert one.links
    _, problems = links(replace(one, links=replace(one.links, letters=7)), Ledger())
    assert problems == ()


def test_entries_of_another_deck_give_no_codes() -> None:
    foreign = replace(PRINTED, deck="welcome")
    made, problems = links(deck([card("hohhot")]), Ledger((foreign,)))
    assert said(problems) == ["links.lock.yaml:4:9 ledger-foreign"]
    assert made["hohhot"].code == HOHHOT


def test_a_copy_has_its_serial_behind_its_cards_code() -> None:
    link = numbered(Link("7K3QX4", f"{BASE}/c/7K3QX4", "nmg.museum.cn/c/7K3QX4"), "B0042")
    assert (link.url, link.address) == (f"{BASE}/c/7K3QX4-B0042", "nmg.museum.cn/c/7K3QX4-B0042")
    assert (link.code, link.serial) == ("7K3QX4", "B0042")


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_locked_code_ever_changes(chance: Random) -> None:
    """Whatever becomes of the deck: cards are added, taken out, renamed, put in another order, and locked again."""
    cards = [card(f"card-{number}") for number in range(5)]
    fresh = count(5)
    ledger = Ledger()
    printed: dict[str, str] = {}  # Which card a code in print leads to, under the name that the card has now.
    for _ in range(5):
        made, problems = links(deck(cards), ledger)
        assert {one.code for one in problems} <= {"ledger-lost"}
        lost = {one.message.split("`")[1] for one in problems}
        for code, name in printed.items():
            assert (code in lost) != (name in made and made[name].code == code)
        ledger = locked(ledger, "inner-mongolia", {name: link.code for name, link in made.items()}, "2026-12-01")
        assert len({entry.code for entry in ledger.entries}) == len(ledger.entries)
        printed |= {link.code: name for name, link in made.items()}
        kept = [one for one in cards if chance.random() < 0.8]
        cards = []
        for one in kept:
            renamed = f"{one.id}-x" if chance.random() < 0.3 else one.id
            cards.append(card(renamed, was=(one.id, *one.was) if renamed != one.id else one.was))
            printed = {code: renamed if name == one.id else name for code, name in printed.items()}
        cards += [card(f"card-{next(fresh)}") for _ in range(chance.randrange(4))]
        chance.shuffle(cards)


@pytest.mark.slow
def test_two_hundred_thousand_cards(tmp_path: Path) -> None:
    cards = [card(f"card-{number}") for number in range(200_000)]
    one = deck(cards)
    assert one.links
    plan = replace(one.links, letters=8)
    made, problems = links(replace(one, links=plan), Ledger())
    assert problems == ()
    assert len({link.code for link in made.values()}) == 200_000
    ledger = locked(Ledger(), one.id, {name: link.code for name, link in made.items()}, "2026-12-01", "x.pdf")
    (tmp_path / NAME).write_text(text(ledger), encoding="utf-8")
    again, problems = read(tmp_path)
    assert (again, problems) == (ledger, ())
    # Others come, some go, all are put in another order: what was locked stays.
    changed = [card(f"new-{number}") for number in range(5000)] + cards[:1000:-1]
    later, problems = links(replace(one, cards=tuple(changed), links=plan), again)
    assert {problem.code for problem in problems} == {"ledger-lost"}
    assert all(later[name].code == link.code for name, link in made.items() if name in later)
    assert len({link.code for link in later.values()}) == len(changed)
