"""A site on this machine with a certificate of its own, for tests of what fetches pages."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: What a path answers: given the handler, it writes the answer.
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Site:
    """Where it stands, and who vouches for it; ``asked`` are the paths that were asked for."""

    base: str
    trust: ssl.SSLContext
    asked: list[str]


def certificate(openssl: str, folder: Path, days: int) -> Path:
    """A new certificate for localhost that is good for so many days, and its key, in one file."""
    path = folder / f"localhost-{days}.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", str(days)]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    key = folder / "key.pem"
    subprocess.run([openssl, *words, *names, "-keyout", str(key), "-out", str(path)], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


@contextmanager
def site(pem: Path, answers: dict[str, Answer]) -> Iterator[Site]:
    """Serve these paths over TLS; any other is not found."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answers.get(self.path, page("nothing here", status=404))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever hangs up early is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    trust = ssl.create_default_context(cafile=str(pem))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield Site(f"https://localhost:{server.server_address[1]}", trust, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(words: str | bytes, *, status: int = 200, **headers: str) -> Answer:
    """An answer with these words."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = words if isinstance(words, bytes) else words.encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def leads_to(url: str, status: int = 302) -> Answer:
    return page("", status=status, Location=url)
