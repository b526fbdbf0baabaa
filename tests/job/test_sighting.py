"""Codes are found in photographs as people take them, and their print is judged."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from cardkit.cli import main
from cardkit.codes.name import code_for
from cardkit.codes.symbol import symbol
from cardkit.job.sighting import judge, sightings
from cardkit.picture.snapshot import open_snapshot

URL = "https://cards.example.org/c/7K3QX4-B0042"


def card(url: str = URL, module: int = 12, ink: int = 20, paper: int = 240, quiet: int = 4) -> Image.Image:
    """A card back with its code, photographed from straight above in good light."""
    made = symbol(url)
    side = made.modules * module
    image = Image.new("L", (side + 400, side + 300), paper)
    draw = ImageDraw.Draw(image)
    x0, y0 = 200, 120
    frame = quiet * module
    draw.rectangle((x0 - frame - 6, y0 - frame - 6, x0 + side + frame + 5, y0 + side + frame + 5), outline=ink, width=6)
    for row, modules in enumerate(made.matrix):
        for column, dark in enumerate(modules):
            if dark:
                x, y = x0 + column * module, y0 + row * module
                draw.rectangle((x, y, x + module - 1, y + module - 1), fill=ink)
    return image


def noisy(image: Image.Image) -> Image.Image:
    noise = Image.effect_noise(image.size, 40)
    return Image.blend(image, noise, 0.15)


def shaded(image: Image.Image) -> Image.Image:
    """Half of it in a deep shadow that runs across."""
    shade = Image.linear_gradient("L").rotate(90).resize(image.size)
    return Image.composite(image, ImageEnhance.Brightness(image).enhance(0.25), shade)


def tilted(image: Image.Image) -> Image.Image:
    """As from an angle: what is farther off is smaller."""
    plane = (1.05, 0.12, -60, 0.06, 1.1, -50, 0.00025, 0.0003)
    return image.transform(image.size, Image.Transform.PERSPECTIVE, plane, Image.Resampling.BICUBIC, fillcolor=128)


LIGHTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda image: image,
    "turned by 17 degrees": lambda image: image.rotate(17, Image.Resampling.BICUBIC, expand=True, fillcolor=200),
    "upside down": lambda image: image.rotate(180),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(5)),
    "far away": lambda image: image.resize((image.width // 5, image.height // 5), Image.Resampling.BOX),
    "noisy": noisy,
    "in shade": shaded,
    "tilted": tilted,
    "faint": lambda image: ImageEnhance.Contrast(image).enhance(0.25),
    "inverted": lambda image: image.point(lambda value: 255 - value),
    "large": lambda image: image.resize((image.width * 4, image.height * 4), Image.Resampling.BICUBIC),
    "large, noisy and blurred": lambda image: noisy(
        image.resize((image.width * 4, image.height * 4)).filter(ImageFilter.GaussianBlur(14))
    ),
}


def seen(image: Image.Image, folder: Path, name: str = "card.png") -> tuple[Any, ...]:
    image.save(folder / name)
    snapshot, problems = open_snapshot(folder / name, name)
    assert problems == ()
    assert snapshot
    return sightings(name, snapshot)


@pytest.mark.parametrize("light", LIGHTS)
def test_code_is_found(light: str, tmp_path: Path) -> None:
    found = seen(LIGHTS[light](card()), tmp_path)
    assert [one.text for one in found] == [URL]


def test_good_print_is_good(tmp_path: Path) -> None:
    (one,) = seen(card().filter(ImageFilter.GaussianBlur(1.5)), tmp_path)
    assert (one.reading.grade, one.reading.reasons, one.reading.clear) == ("A", (), 4)
    assert one.reading.contrast > 0.9
    assert 11.5 < one.reading.module_px < 12.5
    made = symbol(URL)
    assert (one.version, one.level) == (made.version, made.level)
    side = made.modules * 12
    assert abs(one.middle[0] - 200 - side / 2) < 8
    assert abs(one.middle[1] - 120 - side / 2) < 8


@pytest.mark.parametrize("light", ["turned by 17 degrees", "upside down", "tilted", "noisy", "large"])
def test_good_print_is_good_however_it_is_held(light: str, tmp_path: Path) -> None:
    (one,) = seen(LIGHTS[light](card()), tmp_path)
    assert one.reading.grade in ("A", "B")


def test_dark_exposure_is_no_fault_of_the_print(tmp_path: Path) -> None:
    (one,) = seen(card().point(lambda value: value // 2), tmp_path)
    assert one.reading.grade == "A"


def test_grey_on_grey_is_poor(tmp_path: Path) -> None:
    (one,) = seen(card(ink=150, paper=200), tmp_path)
    assert one.reading.grade > "B"
    (problem,) = judge([one], ["card.png"], None)
    assert problem.code == "scan-worn"
    assert "contrast" in problem.message


def test_scratched_print_is_worn(tmp_path: Path) -> None:
    image = card()
    draw = ImageDraw.Draw(image)
    chance = random.Random(5)
    for _ in range(9):
        x, y = chance.randrange(330, 560), chance.randrange(240, 480)
        draw.ellipse((x - 11, y - 11, x + 11, y + 11), fill=240)
    (one,) = seen(image, tmp_path)
    assert one.reading.unused < 0.62
    assert one.reading.grade > "A"
    assert "error correction" in one.reading.reasons[0]


def test_ink_in_the_margin_shows(tmp_path: Path) -> None:
    (one,) = seen(card(quiet=1), tmp_path)
    assert one.reading.clear == 1
    assert one.reading.grade == "D"


def test_picture_too_coarse_to_judge(tmp_path: Path) -> None:
    (one,) = seen(card(module=2), tmp_path)
    assert (one.reading.grade, one.text) == (None, URL)
    assert judge([one], ["card.png"], None) == ()


def test_several_codes_on_a_sheet_are_all_found(tmp_path: Path) -> None:
    urls = [f"https://cards.example.org/c/{code_for('d', str(number))}" for number in range(12)]
    one = card(urls[0], module=6)
    sheet = Image.new("L", (one.width * 4, one.height * 3), 255)
    for number, url in enumerate(urls):
        sheet.paste(card(url, module=6), (number % 4 * one.width, number // 4 * one.height))
    assert sorted(found.text for found in seen(sheet, tmp_path)) == sorted(urls)


def test_the_same_code_twice_is_two_codes(tmp_path: Path) -> None:
    one = card(module=6)
    sheet = Image.new("L", (one.width * 2, one.height), 255)
    sheet.paste(one, (0, 0))
    sheet.paste(one, (one.width, 0))
    left, right = seen(sheet, tmp_path)
    assert (left.text, right.text) == (URL, URL)
    assert left.middle[0] < one.width < right.middle[0]


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "deck", "my-deck"]) == 0
    capsys.readouterr()
    return tmp_path / "my-deck"


def scanned(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["scan", *words, "--report", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_scan_tells_card_edition_and_copy(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (deck / "deck.yaml").read_text(encoding="utf-8")
    numbered = text.replace("en: {languages: [en]}", "en: {languages: [en], copies: 2, serial: {batch: B}}")
    (deck / "deck.yaml").write_text(numbered, encoding="utf-8")
    assert main(["render", "my-deck", "--no-proof", "--quiet"]) == 0
    code = code_for("my-deck", "bread")
    card(f"https://cards.example.org/c/{code}-B2").save("copy.png")
    card(f"https://cards.example.org/c/{code}").save("plain.webp", lossless=True)
    exit_code, report = scanned(capsys, "copy.png", "plain.webp", "--deck", "my-deck")
    assert (exit_code, report["problems"]) == (0, [])
    copy, plain = report["summary"]["codes"]
    assert (copy["card"], copy["serial"], copy["editions"], copy["grade"]) == ("bread", "B2", ["en"], "A")
    assert (plain["card"], plain["serial"], plain["editions"]) == ("bread", None, ["zh-Hans"])
    assert (copy["picture"], copy["state"], copy["files"]) == ("copy.png", "new", ["my-deck.en.pdf"])


def test_scan_knows_strangers_the_withdrawn_and_the_old_host(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "lock", "my-deck"]) == 0
    assert main(["links", "withdraw", "bread", "my-deck"]) == 0
    (deck / "industries" / "bread.yaml").unlink()
    card(f"https://cards.example.org/c/{code_for('my-deck', 'bread')}").save("gone.png")
    card(f"https://old.example.org/c/{code_for('my-deck', 'river-mill')}").save("old.png")
    card("https://cards.example.org/c/7K3QX4").save("other.png")
    card("WIFI:S:booth;;").save("wifi.png")
    Image.new("L", (300, 300), 200).save("empty.png")
    names = ["gone.png", "old.png", "other.png", "wifi.png", "empty.png"]
    code, report = scanned(capsys, *names, "--deck", "my-deck")
    told = sorted((problem["code"], problem["severity"]) for problem in report["problems"])
    assert told == [
        ("scan-elsewhere", "warning"),
        ("scan-nothing", "error"),
        ("scan-stranger", "error"),
        ("scan-stranger", "error"),
        ("scan-withdrawn", "warning"),
    ]
    assert code == 1


def test_scan_without_a_deck_reads_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    card().save("card.png")
    assert main(["scan", "card.png"]) == 0
    said = capsys.readouterr()
    assert "7K3QX4" in said.out
    assert "with no deck to know them by" in said.err


def test_scan_refuses_what_is_no_picture(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deck.is_dir()
    Path("words.jpg").write_text("hello", encoding="utf-8")
    Path("cut.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 30)
    os.mkfifo("pipe.png")
    Image.new("1", (9000, 9000)).save("huge.png")
    card().save("good.png")
    for name in ("words.jpg", "cut.png", "pipe.png", "huge.png", "missing.png", "my-deck"):
        assert main(["scan", name]) == 3
        assert "error[" in capsys.readouterr().err
    code, report = scanned(capsys, "good.png", "words.jpg", "huge.png")
    assert code == 1
    assert sorted(problem["code"] for problem in report["problems"]) == ["picture-format", "picture-too-large"]
    assert len(report["summary"]["codes"]) == 1


def test_heic_is_read_where_its_reader_is_installed(tmp_path: Path) -> None:
    pillow_heif.from_pillow(card().convert("RGB")).save(tmp_path / "card.heic", quality=90)
    snapshot, problems = open_snapshot(tmp_path / "card.heic", "card.heic")
    assert problems == ()
    assert snapshot
    assert [one.text for one in sightings("card.heic", snapshot)] == [URL]
    data = (tmp_path / "card.heic").read_bytes()
    (tmp_path / "cut.heic").write_bytes(data[: len(data) // 3])
    assert [problem.code for problem in open_snapshot(tmp_path / "cut.heic", "cut.heic")[1]] == ["picture-damaged"]
