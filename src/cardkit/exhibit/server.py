"""Show a finished site on this machine or the booth's network: files of one folder, and nothing else."""

from __future__ import annotations

import gzip
import posixpath
import re
import socket
from collections.abc import Iterator, Sequence
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cardkit.exhibit.page import LOST

#: Media types by ending; what is not here is not served.
_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "avif": "image/avif",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}

#: What becomes smaller on the way.
_TEXT = ("html", "json", "js", "svg", "vtt")

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)

_HTTP = 80  # The port that no address names.

#: A phone that stands still for so long is gone.
_PATIENCE_SECONDS = 20


class Server(ThreadingHTTPServer):
    """A server of one folder, under the path that the codes' address has."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, place: tuple[str, int], root: Path, base: str) -> None:
        self.root = root.resolve(strict=True)
        self.home = urlsplit(base).path.rstrip("/") + "/"
        super().__init__(place, Visitor)
        known = {place[0], "localhost", "127.0.0.1"}
        self.names = {f"{name}:{self.server_port}" for name in known} | (known if self.server_port == _HTTP else set())


def bound(root: Path, host: str, port: int, base: str) -> Server:
    """A server that listens, and serves as soon as it is told to. Raises OSError where it cannot listen."""
    return Server((host, port), root, base)


def address() -> str:
    """This machine's address on its network. Raises OSError where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Nothing is sent: choosing a route alone tells which address would be used (RFC 5737's test network).
        probe.connect(("192.0.2.1", 9))
        found = str(probe.getsockname()[0])
    if found.startswith("0."):
        raise OSError("this machine is on no network")
    return found


class Visitor(BaseHTTPRequestHandler):
    """One request. GET and HEAD alone; the host must be one that the server goes by."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE_SECONDS
    server_version = "cardkit"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _refuse_method(self) -> None:
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", b"", {"Allow": "GET, HEAD", "Connection": "close"})

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nobody's visit is written down."""

    def _answer(self, *, with_body: bool) -> None:
        # A page of another site that names this machine by a name of its own must not read it (DNS rebinding).
        if (self.headers.get("Host") or "").lower() not in self.server.names:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"", {"Connection": "close"})
            return
        path = unquote(urlsplit(self.path).path, errors="replace")
        if not path.startswith(self.server.home):
            self._send(HTTPStatus.FOUND, "text/plain", b"", {"Location": self.server.home})
            return
        found = inside(self.server.root, path.removeprefix(self.server.home))
        if found is None:
            self._lost(with_body=with_body)
        elif found.is_dir():
            self._send(HTTPStatus.FOUND, "text/plain", b"", {"Location": posixpath.basename(path) + "/"})
        else:
            self._file(found, with_body=with_body)

    def _lost(self, *, with_body: bool) -> None:
        body = (self.server.root / LOST).read_bytes() if (self.server.root / LOST).is_file() else b""
        self._send(HTTPStatus.NOT_FOUND, _TYPES["html"], body, {}, with_body=with_body)

    def _file(self, path: Path, *, with_body: bool) -> None:
        ending = path.suffix.removeprefix(".").lower()
        status = path.stat()
        head = {
            "Last-Modified": formatdate(status.st_mtime, usegmt=True),
            "Cache-Control": "no-cache" if ending in ("html", "js", "json") else "max-age=600",
        }
        if ending in _TEXT:
            head["Vary"] = "Accept-Encoding"
            if "gzip" in (self.headers.get("Accept-Encoding") or ""):
                head["Content-Encoding"] = "gzip"
                body = _zipped(path, status.st_mtime_ns, status.st_size)
            else:
                body = path.read_bytes()
            self._send(HTTPStatus.OK, _TYPES[ending], body, head, with_body=with_body)
            return
        self._stretch(path, status.st_size, _TYPES[ending], head, with_body=with_body)

    def _stretch(self, path: Path, size: int, kind: str, head: dict[str, str], *, with_body: bool) -> None:
        """A file, or the part of it that a player asks for (RFC 9110, 14)."""
        first, last = 0, size - 1
        status = HTTPStatus.OK
        asked = _RANGE.fullmatch((self.headers.get("Range") or "").strip())
        if asked and (asked[1] or asked[2]):
            first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
            last = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
            if first > last:
                self._send(
                    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "text/plain", b"", {"Content-Range": f"bytes */{size}"}
                )
                return
            status = HTTPStatus.PARTIAL_CONTENT
            head["Content-Range"] = f"bytes {first}-{last}/{size}"
        head["Accept-Ranges"] = "bytes"
        self._head(status, kind, last - first + 1, head)
        if with_body:
            with path.open("rb") as file:
                file.seek(first)
                left = last - first + 1
                while left > 0 and (piece := file.read(min(1 << 16, left))):
                    self.wfile.write(piece)
                    left -= len(piece)

    def _send(
        self, status: HTTPStatus, kind: str, body: bytes, head: dict[str, str], *, with_body: bool = True
    ) -> None:
        self._head(status, kind, len(body), head)
        if with_body and self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, length: int, head: dict[str, str]) -> None:
        self.send_response(status)
        sent = {
            "Content-Type": kind,
            "Content-Length": str(length),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            **head,
        }
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True  # The visitor has gone on.


def inside(root: Path, path: str) -> Path | None:
    """The file of the site that a path names, or the folder where a slash is missing; None for all else.

    Hidden files are nobody's business, and no link is followed out of the folder.
    """
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    try:
        found = root.joinpath(*parts).resolve()
    except (OSError, ValueError):
        return None
    if not found.is_relative_to(root):
        return None
    if found.is_dir():
        if path and not path.endswith("/"):
            return found if (found / "index.html").is_file() else None
        found = found / "index.html"
    elif path.endswith("/"):
        return None
    return found if found.is_file() and found.suffix.removeprefix(".").lower() in _TYPES else None


def half_blocks(matrix: Sequence[Sequence[bool]], quiet: int = 4) -> Iterator[str]:
    """A code's matrix as lines for a terminal, two rows to a line; the light is drawn, so that it reads on black."""
    side = len(matrix) + 2 * quiet
    light = [
        [
            not (quiet <= x < side - quiet and quiet <= y < side - quiet and matrix[y - quiet][x - quiet])
            for x in range(side)
        ]
        for y in range(side)
    ]
    light.append([True] * side)
    for upper, lower in zip(light[0:side:2], light[1 : side + 1 : 2], strict=True):
        yield "".join(" ▄▀█"[2 * up + low] for up, low in zip(upper, lower, strict=True))


@lru_cache(maxsize=256)
def _zipped(path: Path, _changed: int, _size: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)
