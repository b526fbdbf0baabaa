"""Scans are counted once, robots not at all, and nobody's address is kept."""

from __future__ import annotations

import gc
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.visits.count import count
from cardkit.visits.log import Passed, Scan, robots, scans

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.54"
)


def line(
    path: str = "/c/7K3QX4",
    *,
    address: str = "203.0.113.7",
    at: str = "01/Dec/2026:09:00:00 +0800",
    method: str = "GET",
    status: int = 200,
    agent: str | None = PHONE,
) -> str:
    end = "" if agent is None else f' "-" "{agent}"'
    return f'{address} - - [{at}] "{method} {path} HTTP/1.1" {status} 5120{end}'


def read(*lines: str | bytes) -> tuple[list[Scan], Passed]:
    data = b"".join((one.encode() if isinstance(one, str) else one) + b"\n" for one in lines)
    passed = Passed()
    return list(scans([data], passed)), passed


DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/c/7K3QX4", ("7K3QX4", "")),
        ("/c/7K3QX4/", ("7K3QX4", "")),
        ("/c/7k3qx4", ("7K3QX4", "")),
        ("/cards/2026/c/7K3QX4", ("7K3QX4", "")),
        ("/c/7K3QX4-0042", ("7K3QX4", "0042")),
        ("/c/7K3QX4-b0042/", ("7K3QX4", "B0042")),
        ("/c/7K3QX4?from=singlemessage", ("7K3QX4", "")),
        ("https://nmg.museum.cn/c/7K3QX4", ("7K3QX4", "")),
        ("/c/7K3QX4/zh-Hans/", None),
        ("/c/7K3QX4/hero.avif", None),
        ("/c/7K3QX5", None),
        ("/c/7K3QX4-", None),
        ("/c/7K3QX4-x-y", None),
        ("/x/7K3QX4", None),
        ("/?to=/c/7K3QX4", None),
        ("/c/", None),
        ("/favicon.ico", None),
    ],
)
def test_what_is_a_scan(path: str, expected: tuple[str, str] | None) -> None:
    found, _ = read(line(path))
    assert found == ([Scan(*expected, DAY)] if expected else [])


@pytest.mark.parametrize(
    "other",
    [
        line(method="HEAD"),
        line(method="POST"),
        line(method="OPTIONS"),
        line(status=404),
        line(status=204),
        line(status=500),
        line(agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
        line(agent="facebookexternalhit/1.1"),
        line(agent="TelegramBot (like TwitterBot)"),
        line(agent="curl/8.5.0"),
        line(agent="Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/120.0"),
        line(agent="-"),
        line(agent=""),
        line(at="99/Dec/2026:09:00:00 +0800"),
        line(at="01/Foo/2026:09:00:00 +0800"),
        "",
        "\x1b[31m",
        '203.0.113.7 - - [01/Dec/2026:09:00:00 +0800] "\\x16\\x03\\x01 /c/7K3QX4" 400 0 "-" "-"',
    ],
)
def test_what_is_none(other: str) -> None:
    assert read(other)[0] == []


def test_common_format_has_no_agent_and_counts_nobody() -> None:
    found, passed = read(line(agent=None))
    assert (found, passed.robots) == ([], 1)


@pytest.mark.parametrize(
    "agent", [PHONE, "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36", 'QQ/9 \\"x\\"']
)
def test_people_are_no_robots(agent: str) -> None:
    assert len(read(line(agent=agent))[0]) == 1


def test_words_for_robots_are_small_and_spare_apps() -> None:
    assert all(word == word.lower() and len(word) > 2 for word in robots())
    for app in (
        "MicroMessenger",
        "Weibo",
        "Alipay",
        "DingTalk",
        "Safari",
        "Chrome",
        "Firefox",
        "Edg",
        "UCBrowser",
        "HuaweiBrowser",
    ):
        assert not any(word in f"mozilla/5.0 {app.lower()}/1.0 mobile" for word in robots()), app


def test_a_redirect_and_its_page_are_one_scan_with_its_serial() -> None:
    found, passed = read(
        line("/c/7K3QX4-0042", status=302),
        line("/c/7K3QX4/", at="01/Dec/2026:09:00:01 +0800"),
        line("/c/7K3QX4/", at="01/Dec/2026:09:00:09 +0800"),
        line("/c/7K3QX4/", at="01/Dec/2026:09:00:40 +0800"),
    )
    assert [scan.serial for scan in found] == ["0042", ""]
    assert passed.repeated == 2


def test_several_phones_cards_and_apps_are_several_scans() -> None:
    assert len(read(line(), line(address="203.0.113.8"), line("/c/QFABRY"), line(agent=PHONE + " x"))[0]) == 4


def test_a_day_is_the_servers_own() -> None:
    found, _ = read(
        line(at="01/Dec/2026:00:05:00 +0800"),
        line(at="30/Nov/2026:16:05:02 +0000"),
        line(at="30/Nov/2026:23:59:59 -0500"),
    )
    assert [scan.day for scan in found] == [DAY, date(2026, 11, 30)]  # The second is the first again, by another clock.


def test_nothing_of_an_address_is_left() -> None:
    address = "198.51.100.231"
    data = (line(address=address) + "\n").encode()
    passed = Passed()
    found = list(scans([data], passed))
    del data
    gc.collect()
    assert len(found) == 1
    kept = [one for one in gc.get_objects() if isinstance(one, dict) and any(isinstance(k, bytes) for k in one)]
    assert not any(address.encode() in key for one in kept for key in one if isinstance(key, bytes))
    assert address not in repr((found, passed))


def test_huge_lines_are_passed_over_without_being_kept() -> None:
    def pieces() -> object:
        yield (line() + "\n").encode()
        yield b"A" * 50_000
        for _ in range(200):
            yield b"/c/7K3QX4" * 6000
        yield b"\n" + (line("/c/QFABRY") + "\n").encode() + b"B" * 40_000 + b"\n" + (line("/c/JK9M9A")).encode()

    passed = Passed()
    found = list(scans(pieces(), passed))  # type: ignore[arg-type]
    assert [scan.code for scan in found] == ["7K3QX4", "QFABRY", "JK9M9A"]
    assert passed.unreadable == 2


@given(
    st.lists(st.binary(max_size=60) | st.sampled_from([line().encode(), line("/c/QFABRY-7").encode()]), max_size=12),
    st.data(),
)
def test_any_bytes_survive_and_pieces_do_not_matter(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    pieces = [whole[i:j] for i, j in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    one, other = Passed(), Passed()
    assert list(scans([whole], one)) == list(scans(pieces, other))
    assert one == other


def test_many_phones_are_forgotten_in_time() -> None:
    chance = random.Random(1)
    lines = (
        line(
            address=f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}",
            at=f"01/Dec/2026:{9 + n // 60000:02d}:{n // 1000 % 60:02d}:00 +0800",
        )
        for n in range(120_000)
        if chance.random() < 1
    )
    passed = Passed()
    found = sum(1 for _ in scans(((one + "\n").encode() for one in lines), passed))
    assert (found, passed.repeated) == (120_000, 0)


CARDS = {"7K3QX4": ("hohhot", "2026-12-01"), "QFABRY": ("alxa", "")}


def test_scans_are_added_up() -> None:
    other = date(2026, 12, 4)
    counted = count(
        [
            Scan("7K3QX4", "", DAY),
            Scan("7K3QX4", "B0042", DAY),
            Scan("7K3QX4", "B0042", other),
            Scan("7K3QX4", "0007", other),
            Scan("QFABRY", "", other),
            Scan("ZZZZZZ", "", other),
        ],
        CARDS,
    )
    assert counted.by_card() == {"hohhot": 4, "alxa": 1}
    assert counted.by_batch() == {"2026-12-01": 2, "B": 2, "": 1}
    assert list(counted.by_day().values()) == [2, 0, 0, 3]
    assert (counted.copies, counted.unknown, counted.total) == ({"hohhot": 2}, 1, 5)


def test_nothing_is_nothing() -> None:
    counted = count([], CARDS)
    assert (counted.total, counted.by_day(), counted.by_card()) == (0, {}, {})


def test_a_wrong_clock_does_not_make_a_long_calendar() -> None:
    counted = count([Scan("7K3QX4", "", date(1970, 1, 1)), Scan("7K3QX4", "", DAY)], CARDS)
    assert len(counted.by_day()) == 2
