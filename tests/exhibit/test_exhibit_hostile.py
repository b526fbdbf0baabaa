"""Whatever stands in a card, its pages keep their shape: no element, attribute, script or link comes of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rich_deck import DECK, HOHHOT, SCENE, Seen

from cardkit.edition.exhibition import gather
from cardkit.exhibit import Settings, build

#: Pieces that have broken out of pages before.
PIECES = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title>", "</style>", "</script>", "<!--", "-->"),
    *("<svg onload=alert(1)>", '"', "'", '" onmouseover="x', "' onfocus='x", "&lt;b&gt;", "&#60;", "&", "<", ">", "`"),
    *(
        "javascript:alert(1)",
        "data:text/html,x",
        "]]>",
        "{{ 7*7 }}",
        "{% raw %}",
        "${x}",
        "\\u003cscript>",
        "</textarea>",
    ),
    *(
        "<base href=//evil>",
        "<meta http-equiv=refresh>",
        "<a href=//evil>",
        "%3Cscript%3E",
        "\u00ad",
        "<b",
        "=x ",
    ),
    *(
        "url(javascript:x)",
        "*/}body{}",
        "@import 'x'",
        "expression(1)",
        "\\",
        "/",
        "?",
        "#",
        "é",
        "世界",
        "😀",
        "word ",
    ),
)
HOSTILE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(lambda pieces: "x" + "".join(pieces).strip())
ADDRESS = st.sampled_from(
    (
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,<script>x</script>"),
        *("//evil.example", "https://evil.example/", "vbscript:x", "https://cards.museum.cn@evil.example/", "x", "/"),
        *("https://cards.museum.cn/a", 'https://cards.museum.cn/"onclick=x', "ftp://a/b"),
    )
)


def card(words: list[str], addresses: list[str]) -> dict[str, Any]:
    """A card that says these words wherever it says anything."""
    say = iter(words)

    def text() -> dict[str, str]:
        return {"en": next(say)}

    return {
        **HOHHOT,
        "title": text(),
        "tagline": text(),
        "body": text(),
        "brief": text(),
        "facts": [
            {
                "label": text(),
                "value": text(),
                "as_of": next(say),
                "source": {"title": next(say), "url": "https://example.org/?q=" + re.sub(r"[^!-~]", "-", next(say))},
            }
        ],
        "admin": {"level": text()},
        "image": {"file": "images/scene.svg", "alt": text(), "credit": next(say), "licence": next(say)},
        "exhibit": {
            "promise": text(),
            "text": text(),
            "url": addresses[0],
            "object": {"name": text(), "number": next(say), "hall": next(say)},
            "gallery": [
                {
                    "file": "images/scene.svg",
                    "alt": text(),
                    "caption": text(),
                    "credit": next(say),
                    "licence": next(say),
                }
            ],
            "route": {
                "title": text(),
                "note": text(),
                "stops": [
                    {"name": text(), "lat": 1, "lon": 1, "text": text()},
                    {"name": text(), "lat": 2, "lon": 2},
                ],
            },
            "timeline": [{"when": next(say), "what": text()}],
            "quotes": [{"text": text(), "by": next(say)}],
            "streams": [{"title": text(), "url": addresses[1], "when": next(say)}],
            "interactive": {"title": text(), "url": addresses[2]},
            "sources": [{"title": next(say)}],
        },
    }


WORDS = 35


def shape(seen: Seen) -> list[tuple[str, tuple[str, ...]]]:
    """A page without what it says: its elements, and which attributes each has.

    Names on a map are left out: one that is too long for it stands in the list alone.
    """
    return [(tag, tuple(sorted(attributes))) for tag, attributes in seen.elements if tag != "text"]


def pages(one: Mapping[str, Any]) -> dict[str, str]:
    """The site of a deck of one card, in memory."""
    import json

    from cardkit import deck as decks

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "images").mkdir()
        (folder / "images" / "scene.svg").write_text(SCENE, encoding="utf-8")
        deck = {**DECK, "languages": ["en"], "title": {"en": one["title"]["en"]}}
        deck["sections"] = [{"id": "places", "title": {"en": one["title"]["en"]}}]
        (folder / "deck.yaml").write_text(json.dumps(deck, ensure_ascii=False), encoding="utf-8")
        (folder / "card.yaml").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
        read, problems = decks.load(folder)
        assert read is not None, problems
        told = {problem.code for problem in problems if problem.is_error}
        assert not told, problems
        exhibition, _ = gather(read)
        assert exhibition is not None
        if not exhibition.links:
            return {}
        site, _ = build(exhibition, Settings("https://cards.museum.cn"))
        return {page.path: page.make().content.decode() for page in site.pages if page.path.endswith(".html")}


@cache
def harmless(addresses: tuple[str, ...]) -> dict[str, str]:
    """The pages that harmless words make beside the same addresses."""
    return pages(card(["word"] * WORDS, list(addresses)))


def check(words: list[str], addresses: list[str]) -> None:
    good, bad = harmless(tuple(addresses)), pages(card(words, addresses))
    assert good.keys() == bad.keys()
    for path, text in bad.items():
        seen, model = Seen(text), Seen(good[path])
        assert shape(seen) == shape(model), path
        assert seen.comments == []
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert scripts == re.findall(r"<script>(.*?)</script>", good[path], re.DOTALL)
        for tag, attributes in seen.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style" or name == "srcdoc"]
            for name in ("href", "src"):
                target = urlsplit((attributes.get(name) or "").strip())
                assert target.scheme in ("", "https", "http"), (tag, attributes)
                assert "evil" not in target.netloc, (tag, attributes)


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, min_size=WORDS, max_size=WORDS), st.lists(ADDRESS, min_size=3, max_size=3))
def test_no_text_changes_the_shape_of_a_page(words: list[str], addresses: list[str]) -> None:
    check(words, addresses)


@pytest.mark.slow
@settings(max_examples=320, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, min_size=WORDS, max_size=WORDS), st.lists(ADDRESS, min_size=3, max_size=3))
def test_ten_thousand_texts_change_no_shape(words: list[str], addresses: list[str]) -> None:
    check(words, addresses)


def test_the_check_sees_what_would_break_out() -> None:
    broken = Seen("<p title='x' onclick='y'>a<script>b</script></p>")
    assert shape(broken) == [("p", ("onclick", "title")), ("script", ())]
    assert harmless(("https://cards.museum.cn/a",) * 3)
