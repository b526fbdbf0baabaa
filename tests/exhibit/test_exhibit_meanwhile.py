"""What is written while a site is built, and who builds it, leaves no file under a key that stands for another."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from rich_deck import HOHHOT, TEA, built, lay_down, read

from cardkit.deck.definition import DATA
from cardkit.edition.exhibition import Exhibition, gather
from cardkit.exhibit import Settings, build
from cardkit.job import front, site
from cardkit.job.site import SiteOrder, write


def gathered(folder: Path) -> Exhibition:
    exhibition, problems = gather(read(folder))
    assert exhibition is not None, problems
    return exhibition


def turned(photograph: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(photograph)) as picture:
        picture.rotate(180).save(out, "JPEG")
    return out.getvalue()


def test_a_card_that_is_saved_while_fronts_are_drawn_is_drawn_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT)
    built(folder, tmp_path / "calm")
    deck = read(folder)
    (folder / "tea-road.yaml").write_text(json.dumps({**TEA, "title": {"en": "Other"}}), encoding="utf-8")
    # So few are drawn by the process beside as well.
    monkeypatch.setattr(front, "_MANY", 1)
    write(SiteOrder(deck, tmp_path / "hasty"))
    calm = sorted((tmp_path / "calm").rglob("card.png"))
    assert len(calm) == 2
    for path in calm:
        assert path.read_bytes() == (tmp_path / "hasty" / path.relative_to(tmp_path / "calm")).read_bytes()


@pytest.mark.parametrize("name", ["images/scene.svg", "images/photo.jpg", "media/song.wav"])
def test_a_file_that_is_saved_after_its_key_was_made_stops_the_build(tmp_path: Path, name: str) -> None:
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT)
    learned = build(gathered(folder), Settings("https://cards.museum.cn"))[0].learned
    # As an earlier build knows them, the pictures are opened no sooner than they are made.
    planned, _ = build(gathered(folder), Settings("https://cards.museum.cn"), learned)
    needs = [need for page in planned.pages if page.path.startswith("c/") for need in page.make().needs]
    path = folder / name
    path.write_bytes(turned(path.read_bytes()) if path.suffix == ".jpg" else path.read_bytes() + b"\n")
    with pytest.raises(OSError, match=f"`{name}` changed while cardkit was working"):
        [need.make() for need in needs]


def test_a_users_text_that_looks_like_a_place_in_a_file_counts_and_a_place_does_not(tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT)
    theme = folder / "themes" / "long-horizon"
    shutil.copytree(DATA / "themes" / "long-horizon", theme)
    whole = (theme / "theme.yaml").read_text(encoding="utf-8")
    looks = []
    for title, above in (("Span(old)", ""), ("Span(new)", ""), ("Span(new)", "# One line more.\n")):
        text, found = re.subn(r"(?m)^title:.*$", f"title: {title}", whole)
        assert found == 1
        (theme / "theme.yaml").write_text(above + text, encoding="utf-8")
        looks.append(site._look(gathered(folder)))
    assert looks[0] != looks[1]
    assert looks[1] == looks[2]


def test_another_cardkit_makes_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, output = lay_down(tmp_path / "deck", TEA, HOHHOT), tmp_path / "site"
    built(folder, output)
    before = json.loads((output / site.NAME).read_text(encoding="utf-8"))["files"]
    for module in (front, site):
        monkeypatch.setattr(module, "maker", lambda *_: "another")
    built(folder, output)
    after = json.loads((output / site.NAME).read_text(encoding="utf-8"))["files"]
    # The key of these is what they say.
    plain = {"cards.json", "icon.svg", "sw.js", ".nojekyll"}
    assert {path for path in before if path in after and before[path]["key"] == after[path]["key"]} == plain
