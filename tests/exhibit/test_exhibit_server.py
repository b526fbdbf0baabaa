"""The server shows one folder to those who are asked in, and nothing else."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardkit.codes.symbol import symbol
from cardkit.exhibit.server import Server, bound, half_blocks, inside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "c" / "7K3QX4").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "index.html").write_text("home", encoding="utf-8")
    (root / "404.html").write_text("lost", encoding="utf-8")
    (root / "c" / "7K3QX4" / "index.html").write_text("the card", encoding="utf-8")
    (root / "song.mp3").write_bytes(bytes(range(100)))
    (root / ".cardkit-exhibit.json").write_text("{}", encoding="utf-8")
    (root / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (root / "way-out.html").symlink_to(tmp_path / "secret.html")
    return root


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with bound(folder, "127.0.0.1", 0, "https://cards.museum.cn/sub") as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    link = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": f"127.0.0.1:{server.server_port}", **headers}.items():
        link.putheader(name, value)
    link.endheaders()
    answer = link.getresponse()
    body = answer.read()
    link.close()
    return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}


def test_pages_are_shown_under_the_path_of_the_codes(server: Server) -> None:
    assert ask(server, "/sub/")[:2] == (200, b"home")
    assert ask(server, "/sub/c/7K3QX4/")[:2] == (200, b"the card")
    status, _, head = ask(server, "/")
    assert (status, head["location"]) == (302, "/sub/")
    status, _, head = ask(server, "/sub/c/7K3QX4")
    assert (status, head["location"]) == (302, "7K3QX4/")


def test_a_head_has_no_body(server: Server) -> None:
    status, body, head = ask(server, "/sub/", "HEAD")
    assert (status, body, head["content-length"]) == (200, b"", "4")
    assert ask(server, "/sub/nothing", "HEAD")[:2] == (404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"])
def test_nothing_can_be_sent(server: Server, method: str) -> None:
    status, _, head = ask(server, "/sub/", method)
    assert (status, head["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "", "127.0.0.1:1", "evil.example:8000"])
def test_other_names_of_this_machine_are_refused(server: Server, host: str) -> None:
    assert ask(server, "/sub/", Host=host)[0] == 421


@pytest.mark.parametrize(
    "path",
    [
        *("/sub/../secret.html", "/sub/%2e%2e/secret.html", "/sub/..%2fsecret.html", "/sub/c/../../secret.html"),
        *("/sub/way-out.html", "/sub/.cardkit-exhibit.json", "/sub/notes.txt", "/sub/empty/", "/sub/empty", "/sub/%00"),
        *(
            "/sub//etc/passwd",
            "/sub/C:/x",
            "/sub/..\\secret.html",
            "/sub/song.mp3/",
            "/sub/index.html/x",
            "/sub/%ff%fe",
        ),
    ],
)
def test_nothing_else_is_shown(server: Server, path: str) -> None:
    assert ask(server, path)[:2] == (404, b"lost")


def test_a_player_gets_the_stretch_it_asks_for(server: Server) -> None:
    status, body, head = ask(server, "/sub/song.mp3", Range="bytes=10-19")
    assert (status, body, head["content-range"]) == (206, bytes(range(10, 20)), "bytes 10-19/100")
    assert ask(server, "/sub/song.mp3", Range="bytes=95-")[1] == bytes(range(95, 100))
    assert ask(server, "/sub/song.mp3", Range="bytes=-3")[1] == bytes(range(97, 100))
    assert ask(server, "/sub/song.mp3", Range="bytes=200-")[0] == 416
    assert ask(server, "/sub/song.mp3", Range="bytes=x")[:2] == (200, bytes(range(100)))


def test_text_is_sent_small_to_those_who_can_take_it(server: Server) -> None:
    import gzip

    _, body, head = ask(server, "/sub/", **{"Accept-Encoding": "gzip, br"})
    assert head["content-encoding"] == "gzip"
    assert gzip.decompress(body) == b"home"
    assert head["x-content-type-options"] == "nosniff"


def test_a_path_of_the_site_is_found(folder: Path) -> None:
    assert inside(folder.resolve(), "") == folder.resolve() / "index.html"


def test_a_code_on_the_terminal_is_the_code() -> None:
    matrix = symbol("http://192.0.2.7:8000/").matrix
    lines = list(half_blocks(matrix))
    rows = [[character in shown for character in line] for line in lines for shown in ("▀█", "▄█")]
    quiet = 4
    read = [[not light for light in row[quiet:-quiet]] for row in rows[quiet : quiet + len(matrix)]]
    assert read == [list(row) for row in matrix]
    assert all(all(row) for row in rows[:quiet])
