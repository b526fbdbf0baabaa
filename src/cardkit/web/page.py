"""Fetch one page: over TLS, within limits of time, size and redirects, from public addresses alone."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from cardkit.web.address import PrivateAddress, resolved


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page may cost: redirects followed, seconds for all of it, bytes read of the page.

    ``loopback`` and ``trust`` are for tests against a server on this machine:
    no command offers them, so that no user can be talked into them.
    """

    redirects: int = 5
    seconds: float = 15.0
    bytes: int = 1_000_000
    loopback: bool = False
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the status and the words of the last page, and the way there.

    ``way`` are the addresses asked, the first one first. ``days`` is how long
    the certificate of the first host is still good. ``cut`` tells that the page
    is longer than what was read of it.
    """

    status: int
    body: bytes
    way: tuple[str, ...]
    days: float | None
    cut: bool = False

    @property
    def url(self) -> str:
        return self.way[-1]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no page came back. ``kind`` is unreachable, certificate, private, redirects or slow; ``says`` ends a sentence."""

    kind: str
    says: str
    way: tuple[str, ...] = field(default=())


def fetch(url: str, limits: Limits | None = None, *, now: Callable[[], float] = time.time) -> Page | Failure:
    """GET a page as a phone does after a scan."""
    within = limits or Limits()
    end = time.monotonic() + within.seconds
    way: list[str] = []
    days: float | None = None
    while True:
        way.append(url)
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            return Failure("redirects", f"leads on to `{url[:200]}`, which is no https address", tuple(way))
        if len(way) > within.redirects + 1:
            return Failure("redirects", f"leads on more than {within.redirects} times", tuple(way))
        if url in way[:-1]:
            return Failure("redirects", f"leads back to `{url[:200]}`, in a circle", tuple(way))
        try:
            answer = _ask(url, within, end)
        except PrivateAddress as refused:
            return Failure("private", f"leads to {refused.address}, which is no public address", tuple(way))
        except _Late:
            return Failure("slow", f"has not answered within {within.seconds:g} s", tuple(way))
        except ssl.SSLCertVerificationError as refused:
            return Failure("certificate", f"has no good certificate: {refused.verify_message}", tuple(way))
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            reason = (getattr(trouble, "strerror", None) or str(trouble) or type(trouble).__name__).lower()
            return Failure("unreachable", f"cannot be reached: {_line(reason)}", tuple(way))
        if len(way) == 1:
            days = (answer.until - now()) / 86400 if answer.until is not None else None
        if answer.location is None:
            return Page(answer.status, answer.body, tuple(way), days, answer.cut)
        url = urljoin(url, answer.location).partition("#")[0]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str | None
    body: bytes
    cut: bool
    until: float | None


_LEADING_ON = (301, 302, 303, 307, 308)


def _ask(url: str, within: Limits, end: float) -> _Answer:
    """One request, to an address that was judged before it was connected to."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    connection = http.client.HTTPConnection(host, port)
    connection.sock, until = _connected(host, port, within, end)
    with _until(end, connection.sock):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": _AGENT, "Accept": "text/html, */*"}
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in {**headers, "Accept-Encoding": "gzip", "Connection": "close"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            location = response.getheader("Location") if response.status in _LEADING_ON else None
            body, cut = (b"", False) if location else _body(response, within)
            return _Answer(response.status, location, body, cut, until)


class _Late(Exception):  # noqa: N818 - it says what time it is.
    """The time for a page is over."""


@contextmanager
def _until(end: float, sock: socket.socket) -> Iterator[None]:
    """Hang up when the time is over: a server that sends a byte a second would hold us for ever, wait by wait."""

    def hang_up() -> None:
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # Not the TLS layer's own, which is busy in another thread.

    alarm = threading.Timer(_left(end), hang_up)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    except Exception as trouble:
        if time.monotonic() >= end:
            raise _Late from trouble
        raise
    finally:
        alarm.cancel()
        sock.close()


def _connected(host: str, port: int, within: Limits, end: float) -> tuple[ssl.SSLSocket, float | None]:
    """A socket to one of the host's public addresses, with TLS for the host's name; and until when its certificate is good."""
    context = within.trust or ssl.create_default_context()
    trouble: OSError | None = None
    for address in resolved(host, port, loopback=within.loopback):
        try:
            plain = socket.create_connection((address, port), timeout=_left(end))
        except OSError as refused:
            trouble = refused
            continue
        try:
            plain.settimeout(_left(end))
            secure = context.wrap_socket(plain, server_hostname=host)
        except TimeoutError:
            plain.close()
            raise _Late from None
        except BaseException:
            plain.close()
            raise
        secure.settimeout(None)
        ends = (secure.getpeercert() or {}).get("notAfter")
        return secure, ssl.cert_time_to_seconds(ends) if isinstance(ends, str) else None
    if isinstance(trouble, TimeoutError):
        raise _Late from trouble
    raise trouble or OSError(f"`{host}` has no address")


def _body(response: http.client.HTTPResponse, within: Limits) -> tuple[bytes, bool]:
    """As much of the page as may be read, unpacked; whether there was more."""
    gzipped = response.getheader("Content-Encoding", "").strip().lower() in ("gzip", "x-gzip")
    unpacked = zlib.decompressobj(wbits=31) if gzipped else None
    body = b""
    while len(body) <= within.bytes:
        piece = response.read1(65536)
        if not piece:
            return body, False
        try:
            # No more than may be read is ever unpacked: a small file can hold a very large one.
            body += unpacked.decompress(piece, within.bytes + 1 - len(body)) if unpacked else piece
        except zlib.error as fault:
            raise ValueError("the page is packed wrongly") from fault
    return body[: within.bytes], True


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise _Late
    return left


def _line(words: str) -> str:
    return " ".join(words.split())[:160]


_AGENT = "Mozilla/5.0 (compatible; cardkit links check)"
