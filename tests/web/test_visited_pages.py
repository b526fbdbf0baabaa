"""Every page that a code leads to is opened, and what comes back is judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from secure_site import Answer, Site, certificate, leads_to, page, site

from cardkit.diagnostic import Span
from cardkit.job.destination import LOCKED, WITHDRAWN, Destination
from cardkit.job.visit import Visit, judge, judge_host, visits
from cardkit.web.page import Limits

CARD, EXHIBIT = Span("hohhot.yaml", 2, 5, 2, 11), Span("hohhot.yaml", 9, 8, 9, 30)


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Path:
    return certificate(tool("openssl"), tmp_path_factory.mktemp("tls"), 90)


def card(there: Site, code: str = "7K3QX4", state: str = LOCKED, exhibit: str | None = None) -> Destination:
    span = EXHIBIT if exhibit else None
    return Destination(code, "hohhot", f"{there.base}/c/{code}", state, CARD, exhibit, span)


def asked(there: Site, *wanted: Destination) -> tuple[Visit, ...]:
    return visits(wanted, limits=Limits(loopback=True, trust=there.trust, seconds=5), pace=0)


def told(there: Site, *wanted: Destination) -> list[str]:
    problems = judge(asked(there, *wanted))
    assert all(problem.hint and problem.message.isprintable() for problem in problems)
    return [f"{problem.span} {problem.code}" for problem in problems]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"/c/7K3QX4": page("the card 7k3qx4")}, []),
        ({"/c/7K3QX4": leads_to("/c/7K3QX4/"), "/c/7K3QX4/": page("the card 7K3QX4")}, []),
        ({}, ["page-missing"]),
        ({"/c/7K3QX4": page("broken 7K3QX4", status=500)}, ["page-missing"]),
        ({"/c/7K3QX4": page("7K3QX4", status=410)}, ["page-missing"]),
        ({"/c/7K3QX4": page("Welcome to our museum!")}, ["page-without-code"]),
        ({"/c/7K3QX4": leads_to("/"), "/": page("Welcome to our museum!")}, ["page-without-code"]),
        ({"/c/7K3QX4": page(b" " * 2_000_000 + b"7K3QX4")}, ["page-without-code"]),
        ({"/c/7K3QX4": leads_to("/c/7K3QX4")}, ["page-redirects"]),
        ({"/c/7K3QX4": leads_to("https://192.168.0.1/")}, ["page-private"]),
    ],
)
def test_one_page_is_judged(pem: Path, answers: dict[str, Answer], expected: list[str]) -> None:
    with site(pem, answers) as there:
        assert told(there, card(there)) == [f"{CARD} {code}" for code in expected]


def test_exhibit_elsewhere_is_opened_too_and_need_not_carry_the_code(pem: Path) -> None:
    show = page("an exhibit of another house")
    with site(pem, {"/show": show, "/c/7K3QX4": leads_to("/show")}) as there:
        assert told(there, card(there, exhibit=f"{there.base}/show")) == []
        assert told(there, card(there, exhibit=f"{there.base}/gone")) == [
            f"{CARD} page-without-code",
            f"{EXHIBIT} page-missing",
        ]


def test_tombstones_may_say_that_they_are_gone(pem: Path) -> None:
    with site(pem, {"/c/7K3QX4": page("withdrawn", status=410), "/c/QFABRY": page("withdrawn QFABRY")}) as there:
        assert told(there, card(there, state=WITHDRAWN), card(there, "QFABRY", WITHDRAWN)) == []


def test_a_host_that_is_down_is_told_once_and_not_asked_again(pem: Path) -> None:
    with site(pem, {}) as there:
        pass
    made = asked(there, card(there), card(there, "QFABRY"), card(there, "JK9M9A"))
    assert [visit.found is None for visit in made] == [False, True, True]
    (problem,) = judge(made)
    assert (problem.code, "2 more of its pages" in problem.message) == ("page-unreachable", True)
    assert [str(visit) for visit in made] == ["unreachable", "not asked for", "not asked for"]


def test_a_stranger_vouches_for_the_host(pem: Path) -> None:
    with site(pem, {"/c/7K3QX4": page("7K3QX4")}) as there:
        made = visits([card(there)], limits=Limits(loopback=True), pace=0)
        assert there.asked == []
    assert [problem.code for problem in judge(made)] == ["page-certificate"]


def test_a_slow_page(pem: Path) -> None:
    def hangs(_: object) -> None:
        import time

        time.sleep(0.8)

    with site(pem, {"/c/7K3QX4": hangs}) as there:
        made = visits([card(there)], limits=Limits(loopback=True, trust=there.trust, seconds=0.3), pace=0)
    assert [problem.code for problem in judge(made)] == ["page-slow"]


def test_a_certificate_near_its_end_is_told_once(tmp_path: Path, tool: Callable[[str], str]) -> None:
    answers = {"/c/7K3QX4": page("7K3QX4"), "/c/QFABRY": page("QFABRY")}
    with site(certificate(tool("openssl"), tmp_path, 10), answers) as there:
        made = asked(there, card(there), card(there, "QFABRY"))
    (problem,) = judge(made)
    assert (problem.code, problem.is_error) == ("certificate-expires", False)
    assert "ends in 10 days" in problem.message
    assert made[0].as_data()["certificate_days"] == 10


def test_a_host_is_asked_slowly(pem: Path) -> None:
    waits: list[float] = []
    with site(pem, {}) as there:
        wanted = [card(there), card(there, "QFABRY"), card(there, "JK9M9A")]
        visits(wanted, limits=Limits(loopback=True, trust=there.trust), pace=5, wait=waits.append)
        assert len(there.asked) == 3
    assert len(waits) == 2
    assert all(4 < wait <= 5 for wait in waits)


def test_every_page_is_asked_for_once(pem: Path) -> None:
    with site(pem, {}) as there:
        one = card(there, exhibit=f"{there.base}/show")
        asked(there, one, card(there, "QFABRY", exhibit=f"{there.base}/show"), one)
        assert sorted(there.asked) == ["/c/7K3QX4", "/c/QFABRY", "/show"]


@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [(200, "Sorry, {path} was not found", ["host-answers-all"]), (404, "{path} was not found", []), (200, "Sorry", [])],
)
def test_a_host_that_has_a_page_for_every_code_proves_nothing(
    pem: Path, status: int, words: str, expected: list[str]
) -> None:
    class Echoing(dict[str, Answer]):
        """Answers whatever is asked."""

        def get(self, path: str, default: object = None) -> Answer:  # noqa: ARG002
            return page(words.format(path=path), status=status)

    with site(pem, Echoing()) as there:
        limits = Limits(loopback=True, trust=there.trust, seconds=5)
        assert [problem.code for problem in judge_host(there.base, CARD, (card(there),), limits)] == expected
