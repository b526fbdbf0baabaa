"""A deck whose first card shows everything that an exhibit can; and what came of building its site."""

from __future__ import annotations

import io
import json
import struct
import wave
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from PIL import Image

from cardkit import deck as decks
from cardkit.deck import Deck
from cardkit.job.site import SiteOrder, SiteOutcome, write

SCENE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 76 90">
<rect class="sky-2" x="-3" y="-3" width="76" height="90"/>
<circle class="sand-2" cx="35" cy="40" r="14"/>
<path class="line fire-4" stroke-width="0.5" d="M10 60L60 60"/>
</svg>
"""

DECK: dict[str, Any] = {
    "deck": "rich",
    "title": {"en": "The Rich Deck", "ar": "بطاقات غنية", "mn-Mong": "ᠮᠣᠩᠭᠤᠯ"},
    "languages": ["en", "ar", "mn-Mong"],
    "editions": {"en": {"languages": ["en"]}},
    "theme": "long-horizon",
    "format": "pocket-70x120",
    "sections": [{"id": "stories", "title": {"en": "Stories"}}, {"id": "places", "title": {"en": "Places"}}],
    "links": {"base": "https://cards.museum.cn/sub", "hosts": ["cards.museum.cn", "play.museum.cn"]},
}

CREDIT = {"credit": "somebody", "licence": "CC0-1.0"}

TEA: dict[str, Any] = {
    "kind": "story",
    "id": "tea-road",
    "number": 1,
    "section": "stories",
    "title": {"en": "Tea Road", "ar": "طريق الشاي", "mn-Mong": "ᠴᠠᠢ ᠶᠢᠨ ᠵᠠᠮ"},
    "tagline": {"en": "Money you could drink"},
    "body": {"en": "Tea went north."},
    "brief": {"en": "Tea went north.", "mn-Mong": "ᠴᠠᠢ ᠶᠢ ᠣᠷᠣᠰ ᠲᠤ ᠬᠦᠷᠭᠡᠵᠦ ᠪᠠᠢᠵᠠᠢ᠃"},
    "quote": {"text": {"en": "Drink your savings."}, "by": "a merchant"},
    "hashtag": "#TeaRoad",
    "facts": [
        {
            "label": {"en": "Length"},
            "value": {"en": "13,000 km"},
            "as_of": "2013",
            "source": {"title": "A digest", "url": "https://example.org/a?b=c&d=e"},
        }
    ],
    "image": {"file": "images/scene.svg", "alt": {"en": "A camel"}, **CREDIT},
    "exhibit": {
        "promise": {"en": "Walk with the camels"},
        "text": {"en": "The brick was the unit."},
        "gallery": [{"file": "images/photo.jpg", "alt": {"en": "A field"}, "caption": {"en": "Dusk"}, **CREDIT}],
        "audio": [
            {"file": "media/song.wav", "title": {"en": "A song"}, "transcript": {"en": "Oh camels."}, **CREDIT},
        ],
        "video": [
            {
                "file": "media/film.mp4",
                "title": {"en": "A film"},
                "poster": "images/scene.svg",
                "alt": {"en": "Camels"},
                "captions": {"en": "media/film.vtt"},
                **CREDIT,
            }
        ],
        "object": {"name": {"en": "A brick"}, "number": "B-12", "hall": "Hall 3", "hours": "9 to 5"},
        "route": {
            "title": {"en": "To the border"},
            "stops": [
                {"name": {"en": "Hohhot"}, "lat": 40.84, "lon": 111.75, "card": "hohhot"},
                {"name": {"en": "Kyakhta"}, "lat": 50.35, "lon": 106.45, "by": 1300, "text": {"en": "The fair"}},
            ],
        },
        "timeline": [{"when": "1727", "what": {"en": "A treaty"}}],
        "quotes": [{"text": {"en": "Better than gold."}, "by": {"en": "A driver"}, "source": {"title": "a book"}}],
        "related": ["hohhot"],
        "interactive": {"title": {"en": "A game"}, "url": "https://play.museum.cn/tea", "text": {"en": "Load it"}},
        "streams": [{"title": {"en": "The pass"}, "url": "https://cards.museum.cn/live", "when": "daily"}],
        "sources": [{"title": "A long book"}],
    },
}

HOHHOT: dict[str, Any] = {
    "kind": "place",
    "id": "hohhot",
    "number": 1,
    "section": "places",
    "title": {"en": "Hohhot", "ar": "هوهوت", "mn-Mong": "ᠬᠥᠬᠡᠬᠣᠲᠠ"},
    "body": {"en": "The blue city."},
    "brief": {"en": "The blue city.", "mn-Mong": "ᠬᠥᠬᠡ ᠬᠣᠲᠠ᠃"},
    "facts": [{"label": {"en": "Name"}, "value": {"en": "blue"}, "source": {"title": "a book"}}],
    "image": {"file": "images/scene.svg", "alt": {"en": "A stupa"}},
    "location": {"lat": 40.84, "lon": 111.75},
    "admin": {"level": {"en": "city"}},
    "exhibit": {"url": "https://play.museum.cn/hohhot"},
}


def lay_down(folder: Path, *cards: Mapping[str, Any], deck: Mapping[str, Any] = DECK, **files: str) -> Path:
    """Write a deck of these cards, else of both; JSON is YAML too. ``files`` go by their names."""
    for name in ("images", "media"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "deck.yaml").write_text(json.dumps(deck, ensure_ascii=False), encoding="utf-8")
    for card in cards or (TEA, HOHHOT):
        (folder / f"{card['id']}.yaml").write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
    (folder / "images" / "scene.svg").write_text(SCENE, encoding="utf-8")
    (folder / "images" / "photo.jpg").write_bytes(photograph())
    (folder / "media" / "song.wav").write_bytes(song())
    (folder / "media" / "film.mp4").write_bytes(film())
    (folder / "media" / "film.vtt").write_text("WEBVTT\n", encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> Deck:
    deck, problems = decks.load(folder)
    assert deck is not None, problems
    assert not [problem for problem in problems if problem.is_error], problems
    return deck


def built(folder: Path, output: Path, **order: Any) -> SiteOutcome:
    """Build the site of a deck; every error is a failure unless it is what the test is about."""
    return write(SiteOrder(read(folder), output, **order))


def photograph() -> bytes:
    """A photograph that lies on its side and says where it was taken."""
    image = Image.new("RGB", (1200, 900), (200, 140, 60))
    image.paste((20, 90, 160), (0, 0, 600, 900))
    exif = image.getexif()
    exif[0x010F] = "SECRET CAMERA"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=92)
    return out.getvalue()


def song() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\1" * 400)
    info = b"INFOIART" + struct.pack("<I", 12) + b"SECRET NAME\0"
    return out.getvalue() + b"LIST" + struct.pack("<I", len(info)) + info


def film() -> bytes:
    told = b"\0\0\0\x1cudta" + b"SECRET PLACE 1234567"
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + struct.pack(">I", 8 + len(told)) + b"moov" + told


class Seen(HTMLParser):
    """A page as a browser's parser sees it: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]
