"""Redirects as real servers read them: to the exhibit, for every copy, and never for ever."""

from __future__ import annotations

import csv
import http.client
import io
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cardkit.codes.name import with_check
from cardkit.job.destination import LOCKED, NEW, WITHDRAWN, Destination
from cardkit.job.redirect import FORMS, MOST_RULES, Rules, judge, rules, text

BASE = "https://nmg.museum.cn/cards"
PLAIN, AWAY, GONE, ODD = "7K3QX4", with_check("8AB2C"), with_check("11111"), with_check("22222222")
#: What the link policy lets pass and servers might take for words of their own.
ODD_URL = "https://other.cn/a:b/$1/(x)/~y;z,%E5%91%BC?q=1&r=$uri&s=:splat&t=*#frag'"


def made(home: str | None = None) -> tuple[Rules, tuple[Destination, ...]]:
    found = (
        Destination(PLAIN, "hohhot", f"{BASE}/c/{PLAIN}", LOCKED, None),
        Destination(AWAY, "alxa", f"{BASE}/c/{AWAY}", NEW, None, "https://alxa.museum.cn/show"),
        Destination(ODD, "odd", f"{BASE}/c/{ODD}", LOCKED, None, ODD_URL),
        Destination(GONE, "gone", f"{BASE}/c/{GONE}", WITHDRAWN, None, None),
    )
    return rules(BASE, found, home), found


def test_a_page_that_stands_where_its_code_says_needs_no_rule() -> None:
    assert [rule.code for rule in made()[0].listed] == [AWAY, ODD]
    assert [rule.target for rule in made("https://p.cn/x/")[0].listed] == [
        f"https://p.cn/x/c/{PLAIN}/",
        "https://alxa.museum.cn/show",
        ODD_URL,
        f"https://p.cn/x/c/{GONE}/",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_for_ever(form: str) -> None:
    words = text(made("https://p.cn")[0], form, made()[1])
    assert "302" in words
    assert not re.search(r"\b30[178]\b", words)
    assert words.endswith("\n")


@pytest.mark.parametrize("form", ["netlify", "cloudflare"])
def test_a_rule_is_three_words_on_a_line(form: str) -> None:
    for home in (None, "https://p.cn"):
        lines = [line for line in text(made(home)[0], form).splitlines() if not line.startswith("#")]
        assert all(len(line.split()) == 3 for line in lines)
        targets = [
            line.split()[1].partition("://")[2] for line in lines if "://" in line and "*" not in line.split()[0]
        ]
        assert not any(":" in target for target in targets if "/:code/" not in target)
        assert len(text(made(home)[0], form).encode().splitlines()) < 12


def test_one_pattern_leads_every_copy_on_cloudflare() -> None:
    """As its engine has it: a placeholder takes all but slashes, and the whole must match."""
    (line,) = [line for line in text(made()[0], "cloudflare").splitlines() if ":serial" in line]
    source, target, _ = line.split()
    pattern = re.sub(r":([A-Za-z]\w*)", r"(?P<\1>[^/]+)", re.escape(source).replace(r"\:", ":"))
    found = re.fullmatch(pattern, f"/cards/c/{PLAIN}-B0042")
    assert found
    assert target.replace(":code", found["code"]) == f"/cards/c/{PLAIN}/"


def test_the_list_names_every_code() -> None:
    rows = list(csv.DictReader(io.StringIO(text(made()[0], "csv", made()[1]))))
    assert [row["code"] for row in rows] == [PLAIN, AWAY, ODD, GONE]
    assert rows[0] == {
        "code": PLAIN,
        "card": "hohhot",
        "state": "locked",
        "path": f"/cards/c/{PLAIN}",
        "target": f"/cards/c/{PLAIN}/",
        "status": "",
    }
    assert (rows[2]["target"], rows[2]["status"]) == (ODD_URL, "302")


def test_what_a_host_would_forget_is_told() -> None:
    many = tuple(
        Destination(PLAIN, f"card-{n}", "", NEW, None, "https://a.cn/" + "x" * (2000 if n == 7 else 1))
        for n in range(MOST_RULES + 1)
    )
    found = rules(BASE, many)
    assert [problem.code for problem in judge(found, "cloudflare", None)] == [
        "redirects-too-many",
        "redirects-too-long",
    ]
    assert judge(found, "nginx", None) == ()


#: What is asked for, and where a server must lead; None where it must not.
ASKED = {
    f"/cards/c/{AWAY}": "https://alxa.museum.cn/show",
    f"/cards/c/{AWAY}/": "https://alxa.museum.cn/show",
    f"/cards/c/{AWAY.lower()}": "https://alxa.museum.cn/show",
    f"/cards/c/{AWAY}-0042": "https://alxa.museum.cn/show",
    f"/cards/c/{AWAY}-B0042": "https://alxa.museum.cn/show",
    f"/cards/c/{ODD}": ODD_URL,
    f"/cards/c/{PLAIN}": None,
    f"/cards/c/{PLAIN}-B0042": f"/cards/c/{PLAIN}/",
    f"/cards/c/{AWAY}x": None,
    f"/cardsxc/{AWAY}": None,
    f"/c/{AWAY}": None,
    "/cards/c/": None,
}


def test_nginx_leads_as_it_should(tmp_path: Path, tool: Callable[[str], str]) -> None:
    (tmp_path / "cards.map").write_text(text(made()[0], "nginx"), encoding="utf-8")
    port = _free_port()
    conf = f"""
daemon off; master_process off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {tmp_path}/a; proxy_temp_path {tmp_path}/b; fastcgi_temp_path {tmp_path}/c;
  uwsgi_temp_path {tmp_path}/d; scgi_temp_path {tmp_path}/e;
  include {tmp_path}/cards.map;
  server {{ listen 127.0.0.1:{port}; root {tmp_path}/site; absolute_redirect off;
    if ($card_target) {{ return 302 $card_target; }} }}
}}
"""
    (tmp_path / "nginx.conf").write_text(conf, encoding="utf-8")
    with _serving([tool("nginx"), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")], port):
        led = {path: _led(port, path) for path in ASKED}
    # A dollar cannot be written in an nginx file; %24 is the same to whoever reads the address.
    assert led == {path: target and target.replace("$", "%24") for path, target in ASKED.items()}


def test_apache_leads_as_it_should(tmp_path: Path, tool: Callable[[str], str]) -> None:
    words = text(made()[0], "apache")
    (tmp_path / "cards.txt").write_text(words, encoding="utf-8")
    own = [line.removeprefix("#     ") for line in words.splitlines() if line.startswith("#     ")]
    rewriting = "\n".join(own).replace("/PATH/TO/THIS/FILE", str(tmp_path / "cards.txt"))
    port = _free_port()
    (tmp_path / "site").mkdir()
    modules = "/usr/lib/apache2/modules"
    loaded = "\n".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so"
        for name in ("mpm_event", "authz_core", "rewrite")
        if (Path(modules) / f"mod_{name}.so").exists()
    )
    conf = f"""
ServerRoot {tmp_path}
{loaded}
PidFile {tmp_path}/pid
ErrorLog {tmp_path}/error.log
ServerName localhost
Listen 127.0.0.1:{port}
DocumentRoot {tmp_path}/site
<Directory {tmp_path}>
Require all granted
</Directory>
<VirtualHost *:{port}>
{rewriting}
</VirtualHost>
"""
    (tmp_path / "apache.conf").write_text(conf, encoding="utf-8")
    with _serving([tool("apache2"), "-f", str(tmp_path / "apache.conf"), "-DFOREGROUND"], port):
        led = {path: _led(port, path) for path in ASKED}
    here = f"http://127.0.0.1:{port}"
    assert {path: target and target.removeprefix(here) for path, target in led.items()} == ASKED


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def _serving(command: list[str], port: int) -> Iterator[None]:
    # A server's own user may not look into a test's folder.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | {"LC_ALL": "C"}
    ) as run:
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port), 0.1).close()
                    break
                except OSError:
                    assert run.poll() is None, run.stdout and run.stdout.read()
                    time.sleep(0.05)
            yield
        finally:
            run.terminate()


def _led(port: int, path: str) -> str | None:
    """Where a server leads from a path; None where it does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (302, 403, 404), answer.status
    return answer.getheader("Location") if answer.status == 302 else None
