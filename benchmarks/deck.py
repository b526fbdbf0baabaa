"""Make a deck of N unique two-sided cards: the same words and pictures on every machine.

Each card has 75 English words, 100 hanzi, three facts, a code of its own, and one of twelve photographs.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from PIL import Image

EDITIONS = {"en+zh": ["en", "zh-Hans"], "en": ["en"], "zh-Hans": ["zh-Hans"]}
KINDS = {"place": "places", "industry": "industries", "story": "stories"}
PHOTOGRAPHS = 12
ENGLISH_WORDS = 75
_MOST_OF_FIVE_LETTERS = 2000
HANZI = 100

#: 300 ppi on the 76 × 90 mm picture of the default format.
PHOTOGRAPH_SIZE = (898, 1063)

#: Short words, so that 75 of them stay within the 330 characters that a card holds.
_WORDS = (
    "the a of and in to by on at wind snow salt wool milk herd road well gate lake dune camp drum bow saddle star "
    "east west north south old new dry cold long high wide blue red rides turns holds keeps meets grows runs rests "
    "here now once ten two six men we they who all its one day year dawn spring"
)
_CHARACTERS = "风雪草原马牛羊奶茶山河湖沙路井城门鼓弓鞍星东西南北旧新长高远蓝红白行走停住看听说唱来去生长开落日月年春夏秋冬人家客友天地水火木石金土云雨光影声色"


def make(count: int, folder: Path) -> None:
    """Write the deck into a folder that is empty or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    _write(folder / "deck.yaml", _deck(count))
    for plural in KINDS.values():
        (folder / plural).mkdir()
    (folder / "images").mkdir()
    for index in range(PHOTOGRAPHS):
        _photograph(index).save(folder / "images" / f"photograph-{index:02}.jpg", quality=88, subsampling=0)
    for index in range(count):
        kind = list(KINDS)[index % len(KINDS)]
        number = index // len(KINDS) + 1
        _write(folder / KINDS[kind] / f"{kind}-{number:05}.yaml", _card(kind, number, index))


def _deck(count: int) -> dict[str, object]:
    # Among ten thousand codes of five letters two would be the same.
    letters = {"letters": 7} if count > _MOST_OF_FIVE_LETTERS else {}
    return {
        "deck": "benchmark",
        "title": {"en": "Benchmark", "zh-Hans": "基准"},
        "issued": "2026-12-01",
        "languages": ["en", "zh-Hans"],
        "editions": {edition: {"languages": languages} for edition, languages in EDITIONS.items()},
        "theme": "long-horizon",
        "format": "pocket-70x120",
        "sections": [
            {"id": plural, "title": {"en": plural.capitalize(), "zh-Hans": title}}
            for plural, title in zip(KINDS.values(), ("地方", "产业", "故事"), strict=True)
        ],
        "words": {"deck-name": {"en": "Benchmark", "zh-Hans": "基准"}},
        "links": {"base": "https://cards.example.org", "hosts": ["cards.example.org"], **letters},
    }


def _card(kind: str, number: int, index: int) -> dict[str, object]:
    dice = random.Random(index)
    return {
        "kind": kind,
        "id": f"{kind}-{number:05}",
        "number": str(number),
        "section": KINDS[kind],
        "title": {"en": f"{_english(dice, 1)} {number}", "zh-Hans": _chinese(dice, 3)},
        "tagline": {"en": _english(dice, 6), "zh-Hans": _chinese(dice, 10)},
        "body": {"en": _body(dice), "zh-Hans": _chinese(dice, HANZI)},
        "brief": {"en": _english(dice, 25), "zh-Hans": _chinese(dice, 40)},
        "facts": [_fact(dice, row) for row in range(3)],
        "image": {
            "file": f"images/photograph-{index % PHOTOGRAPHS:02}.jpg",
            "focus": ["0.5", "0.4"],
            "alt": {"en": "Bands of colour", "zh-Hans": "色带"},
            "credit": "cardkit contributors",
            "licence": "CC-BY-4.0",
        },
        "review": {"state": "approved", "by": "nobody", "on": "2026-12-01"},
    }


def _fact(dice: random.Random, row: int) -> dict[str, object]:
    return {
        "label": {"en": ("Founded", "Area", "People")[row], "zh-Hans": ("建立", "面积", "人口")[row]},
        "value": {"en": f"{dice.randrange(100, 100_000):,}", "zh-Hans": f"{dice.randrange(100, 100_000)}"},
        "source": {"title": "made up"},
    }


def _body(dice: random.Random) -> str:
    """75 words in sentences, drawn again until they keep within the 330 characters that a card holds."""
    while True:
        sentences = [_english(dice, ENGLISH_WORDS // 5) for _ in range(5)]
        text = " ".join(f"{sentence}." for sentence in sentences)
        if len(text) <= 330:
            return text


def _english(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(_WORDS.split(), k=words)).capitalize()


def _chinese(dice: random.Random, characters: int) -> str:
    """Clauses of ten hanzi, with commas between them; the last one ends in a full stop where there are several."""
    drawn = "".join(dice.choices(_CHARACTERS, k=characters))
    clauses = [drawn[start : start + 10] for start in range(0, characters, 10)]
    return "，".join(clauses) + ("。" if len(clauses) > 1 else "")


def _photograph(index: int) -> Image.Image:
    """Colour that runs from top to bottom under fine noise: as hard to pack as a real photograph."""
    dice = random.Random(1_000_000 + index)
    width, height = PHOTOGRAPH_SIZE
    ramp = Image.linear_gradient("L").resize(PHOTOGRAPH_SIZE)
    bands = []
    for _ in range(3):
        noise = Image.frombytes("L", (width // 2, height // 2), dice.randbytes((width // 2) * (height // 2)))
        low, high = sorted((dice.randrange(256), dice.randrange(256)))
        tone = ramp.point([low + (high - low) * level // 255 for level in range(256)])
        bands.append(Image.blend(tone, noise.resize(PHOTOGRAPH_SIZE, Image.Resampling.BICUBIC), 0.12))
    return Image.merge("RGB", bands)


def _write(path: Path, content: dict[str, object]) -> None:
    """JSON strings and lists are YAML too; one key a line reads like what people write."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in content.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
