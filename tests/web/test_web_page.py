"""Pages are fetched as a phone would, and nothing is fetched that a phone could not reach."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from secure_site import Answer, Site, certificate, leads_to, page, site

from cardkit.web.address import PrivateAddress, is_public, resolved
from cardkit.web.page import Failure, Limits, Page, fetch


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Path:
    return certificate(tool("openssl"), tmp_path_factory.mktemp("tls"), 90)


def got(pem: Path, answers: dict[str, Answer], path: str = "/c/7K3QX4", **limits: float) -> tuple[Page | Failure, Site]:
    """What comes back from a path of a site with these answers."""
    with site(pem, answers) as there:
        within = Limits(loopback=True, trust=there.trust, **limits)  # type: ignore[arg-type]
        return fetch(there.base + path, within), there


def test_a_page_comes_back_with_its_words_and_its_certificate(pem: Path) -> None:
    found, there = got(pem, {"/c/7K3QX4?a=1": page("the card 7K3QX4")}, "/c/7K3QX4?a=1")
    assert isinstance(found, Page)
    assert (found.status, found.body, found.cut) == (200, b"the card 7K3QX4", False)
    assert found.way == (f"{there.base}/c/7K3QX4?a=1",)
    assert found.days is not None
    assert 89 <= found.days <= 90


def test_it_is_followed_where_it_leads(pem: Path) -> None:
    answers = {
        "/c/7K3QX4": leads_to("/c/7K3QX4/", 301),
        "/c/7K3QX4/": leads_to("other/"),
        "/c/7K3QX4/other/": page("x"),
    }
    found, there = got(pem, answers)
    assert isinstance(found, Page)
    assert [url.removeprefix(there.base) for url in found.way] == ["/c/7K3QX4", "/c/7K3QX4/", "/c/7K3QX4/other/"]


def test_packed_pages_are_unpacked(pem: Path) -> None:
    packed = page(gzip.compress(b"the card 7K3QX4"), Content_Encoding="gzip")
    assert isinstance(found := got(pem, {"/c/7K3QX4": packed})[0], Page)
    assert found.body == b"the card 7K3QX4"


def test_what_is_missing_is_no_failure_of_the_way(pem: Path) -> None:
    found, _ = got(pem, {})
    assert isinstance(found, Page)
    assert found.status == 404


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"/c/7K3QX4": leads_to("/c/7K3QX4")}, "redirects"),
        ({"/c/7K3QX4": leads_to("/a"), "/a": leads_to("/c/7K3QX4")}, "redirects"),
        ({"/c/7K3QX4": leads_to("/1"), **{f"/{n}": leads_to(f"/{n + 1}") for n in range(1, 9)}}, "redirects"),
        ({"/c/7K3QX4": leads_to("http://localhost/")}, "redirects"),
        ({"/c/7K3QX4": leads_to("file:///etc/passwd")}, "redirects"),
        ({"/c/7K3QX4": leads_to("https://10.0.0.1/")}, "private"),
        ({"/c/7K3QX4": leads_to("https://169.254.169.254/latest/meta-data/")}, "private"),
        ({"/c/7K3QX4": leads_to("https://[::ffff:192.168.0.1]/")}, "private"),
        ({"/c/7K3QX4": leads_to("https://2130706433.invalid:99999/")}, "unreachable"),
        ({"/c/7K3QX4": leads_to("https://nothing.invalid/")}, "unreachable"),
        ({"/c/7K3QX4": page(b"not packed", Content_Encoding="gzip")}, "unreachable"),
    ],
)
def test_ways_that_end_nowhere(pem: Path, answers: dict[str, Answer], kind: str) -> None:
    found, _ = got(pem, answers)
    assert isinstance(found, Failure)
    assert found.kind == kind
    assert found.says.isprintable()


def test_no_more_is_read_than_may_be(pem: Path) -> None:
    bomb = page(gzip.compress(b"a" * 50_000_000, 1), Content_Encoding="gzip")
    begun = time.monotonic()
    for answer in (page(b"a" * 5_000_000), bomb):
        found, _ = got(pem, {"/c/7K3QX4": answer}, bytes=100_000)
        assert isinstance(found, Page)
        assert (len(found.body), found.cut) == (100_000, True)
    assert time.monotonic() - begun < 4


def drips(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(30):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.05)


def hangs(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


@pytest.mark.parametrize("slow", [drips, hangs])
def test_nobody_holds_us_up(pem: Path, slow: Answer) -> None:
    begun = time.monotonic()
    with site(pem, {"/c/7K3QX4": slow}) as there:
        found = fetch(f"{there.base}/c/7K3QX4", Limits(loopback=True, trust=there.trust, seconds=0.5))
        took = time.monotonic() - begun
    assert isinstance(found, Failure)
    assert (found.kind, took < 2) == ("slow", True)


def test_certificates_are_proved(pem: Path, tmp_path: Path, tool: Callable[[str], str]) -> None:
    with site(pem, {"/": page("x")}) as there:
        stranger = fetch(there.base + "/", Limits(loopback=True))
        other = ssl.create_default_context(cafile=str(certificate(tool("openssl"), tmp_path, 5)))
        forged = fetch(there.base + "/", Limits(loopback=True, trust=other))
        by_number = fetch(there.base.replace("localhost", "127.0.0.1") + "/", Limits(loopback=True, trust=there.trust))
    for found in (stranger, forged, by_number):
        assert isinstance(found, Failure)
        assert found.kind == "certificate"


def test_a_server_that_speaks_no_tls_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"https://localhost:{server.getsockname()[1]}/"
        server.close()
        found = fetch(url, Limits(loopback=True))
    assert isinstance(found, Failure)
    assert found.kind == "unreachable"


def test_this_machine_is_not_knocked_at_unless_a_test_says_so(pem: Path) -> None:
    with site(pem, {"/": page("secret")}) as there:
        found = fetch(there.base + "/", Limits(trust=there.trust))
        assert there.asked == []
    assert isinstance(found, Failure)
    assert found.kind == "private"


def test_a_name_is_asked_for_once_so_that_its_answer_cannot_change(pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a public address when it is judged, a private one when it is connected to."""
    ask = socket.getaddrinfo
    answers: list[str] = []

    def rebinding(host: str, *rest: object, **more: object) -> object:
        if host == "localhost":
            answers.append(host)
            host = "127.0.0.1" if len(answers) == 1 else "10.0.0.1"
        return ask(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    found, _ = got(pem, {"/c/7K3QX4": page("x")})
    assert isinstance(found, Page)
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("::ffff:1.1.1.1", True),
        ("64:ff9b::101:101", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2001:0:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, *, expected: bool) -> None:
    assert is_public(address) is expected


def test_one_private_address_is_enough_to_refuse_a_host() -> None:
    with pytest.raises(PrivateAddress):
        resolved("localhost", 443)
    assert "127.0.0.1" in resolved("localhost", 443, loopback=True)
