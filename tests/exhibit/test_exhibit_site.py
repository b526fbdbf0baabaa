"""The site of a deck: every page is there, says what its card says, and leads only to what is there."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from fontTools.ttLib import TTFont
from rich_deck import DECK, HOHHOT, TEA, Seen, built, lay_down, read

from cardkit.codes.name import code_for

WELCOME = Path(__file__).parents[2] / "cards" / "welcome"
TEA_CODE = code_for("rich", "tea-road")
HOHHOT_CODE = code_for("rich", "hohhot")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_down(tmp_path_factory.mktemp("deck"))
    output = tmp_path_factory.mktemp("site")
    outcome = built(folder, output)
    assert not outcome.report.errors
    return output


def pages(site: Path) -> Iterator[tuple[str, Seen]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), Seen(path.read_text(encoding="utf-8"))


def page(site: Path, place: str) -> Seen:
    return Seen((site / place / "index.html").read_text(encoding="utf-8"))


def test_every_code_opens_a_page_and_each_language_has_its_own(site: Path) -> None:
    for code in (TEA_CODE, HOHHOT_CODE):
        for language in ("", "en", "ar", "mn-Mong"):
            (html,) = page(site, f"c/{code}/{language}").all("html")
            assert html["lang"] == (language or "en")
            assert html["dir"] == ("rtl" if language == "ar" else "ltr")


def test_a_code_opens_every_title_as_a_plain_link(site: Path) -> None:
    seen = page(site, f"c/{TEA_CODE}")
    links = {one.get("hreflang"): one["href"] for one in seen.all("a") if one.get("hreflang")}
    for language, title in TEA["title"].items():
        assert title in "".join(seen.texts)
        target = (site / "c" / TEA_CODE / str(links[language])).resolve()
        assert (target / "index.html").is_file()


@pytest.mark.parametrize("kind", ["web", "files"])
def test_every_link_leads_to_a_file_that_is_there(tmp_path: Path, kind: str) -> None:
    output = tmp_path / "site"
    built(lay_down(tmp_path / "deck"), output, kind=kind)
    broken = []
    for path, seen in pages(output):
        for _, attributes in seen.elements:
            found = [attributes.get(name) for name in ("href", "src", "poster")]
            found += [one.split(" ")[0] for one in (attributes.get("srcset") or "").split(", ") if one]
            for target in found:
                if target and not urlsplit(target).scheme and not there(output, path, target, kind):
                    broken.append((path, target))
    assert broken == []


def there(site: Path, path: str, target: str, kind: str) -> bool:
    way = unquote(target.partition("#")[0])
    if not way:
        return True
    if path == "404.html" and kind == "web":
        assert way.startswith("/sub/"), "an error page is shown at any address, so its links begin at the host"
        found = site / way.removeprefix("/sub/")
    else:
        found = (site / path).parent / way
    if way.endswith("/"):
        assert kind == "web", "a disk has no server that finds the index"
        found = found / "index.html"
    return found.is_file()


def test_a_page_is_whole_without_scripts_and_loads_nothing_of_others(site: Path) -> None:
    for path, seen in pages(site):
        assert len(seen.all("style")) == 1, path
        scripts = [
            one for one in seen.all("script") if one.get("type") not in ("application/ld+json", "application/json")
        ]
        assert len(scripts) == 1, path
        assert not seen.all("iframe")
        assert not [one for _, one in seen.elements if "style" in one], "the policy forbids style attributes"
        for tag, attributes in seen.elements:
            loaded = [attributes.get(name) for name in ("src", "srcset", "poster")]
            loaded += [attributes.get("href")] if tag == "link" and attributes["rel"] in ("icon", "preload") else []
            assert not [one for one in loaded if one and urlsplit(one).netloc], (path, tag)
        policy = next(one["content"] for one in seen.all("meta") if one.get("http-equiv"))
        assert policy is not None
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


def test_the_policy_names_just_the_style_and_script_of_its_page(site: Path) -> None:
    import base64
    import hashlib

    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for tag in ("style", "script"):
            (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert f"{tag}-src &#39;sha256-{digest}&#39;" in text


def test_upright_text_stands_in_its_own_blocks_and_never_the_page(site: Path) -> None:
    seen = page(site, f"c/{TEA_CODE}/mn-Mong")
    upright = {tag for tag, one in seen.elements if "v" in (one.get("class") or "").split()}
    assert "span" in upright
    assert upright <= {"h1", "h2", "p", "span", "a"}


def test_what_is_not_translated_is_marked_with_its_language(site: Path) -> None:
    seen = page(site, f"c/{TEA_CODE}/ar")
    body = next(one for one in seen.all("p") if one.get("class") == "lead")
    assert (body["lang"], body["dir"]) == ("en", "ltr")
    assert "English" in seen.texts


def test_everything_of_a_rich_exhibit_is_shown(site: Path) -> None:
    seen = page(site, f"c/{TEA_CODE}")
    said = " ".join(seen.texts)
    for text in (
        *("Walk with the camels", "Tea went north.", "The brick was the unit.", "Drink your savings.", "a merchant"),
        *("A song", "Oh camels.", "A film", "Dusk", "A brick", "B-12", "Hall 3", "9 to 5", "To the border", "The fair"),
        *("1727", "A treaty", "Length", "13,000 km", "2013", "A digest", "Better than gold.", "A driver", "a book"),
        *("A game", "Load it", "The pass", "daily", "A long book", "CC0-1.0", "#TeaRoad", "1300 km"),
    ):
        assert text in said, text
    (audio,), (video,), (track,) = seen.all("audio"), seen.all("video"), seen.all("track")
    assert audio["preload"] == "none"
    assert video["preload"] == "none"
    assert video["poster"]
    assert track["srclang"] == "en"
    assert "frame-src https://play.museum.cn" in str([one.get("content") for one in seen.all("meta")])
    assert "city" in " ".join(page(site, f"c/{HOHHOT_CODE}").texts)


def test_an_exhibit_elsewhere_is_led_to_by_one_link(site: Path) -> None:
    seen = page(site, f"c/{HOHHOT_CODE}")
    assert [one["href"] for one in seen.all("a") if one.get("class") == "go"] == ["https://play.museum.cn/hohhot"]


def test_machines_are_told_by_kind(site: Path) -> None:
    for code, kind in ((TEA_CODE, "Article"), (HOHHOT_CODE, "Place")):
        text = (site / "c" / code / "index.html").read_text(encoding="utf-8")
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        told = json.loads(data)
        assert told["@type"] == kind
        assert told["url"] == f"https://cards.museum.cn/sub/c/{code}/"
    assert told["geo"]["latitude"] == 40.84


def test_search_knows_every_card_by_code_and_titles(site: Path) -> None:
    listed = json.loads((site / "cards.json").read_text(encoding="utf-8"))
    assert {one["c"]: one["t"] for one in listed} == {TEA_CODE: TEA["title"], HOHHOT_CODE: HOHHOT["title"]}
    assert all((site / one["p"] / "index.html").is_file() for one in listed)


def test_the_front_is_a_picture_of_the_size_that_messengers_take(site: Path) -> None:
    from PIL import Image

    with Image.open(site / "c" / TEA_CODE / "card.png") as front:
        assert front.size == (1200, 630)
        assert len(set(front.convert("RGB").resize((40, 21)).get_flattened_data())) > 5


def test_photographs_stand_upright_and_tell_no_tales(site: Path) -> None:
    from PIL import Image

    found = [path for path in (site / "a").iterdir() if path.suffix in (".avif", ".jpg")]
    assert found
    for path in found:
        with Image.open(path) as picture:
            assert picture.height > picture.width
            assert not picture.getexif()
    assert not [path for path in site.rglob("*") if path.is_file() and b"SECRET" in path.read_bytes()]


def test_fonts_hold_what_the_titles_say_and_are_small(site: Path) -> None:
    sizes = [path.stat().st_size for path in (site / "a").glob("*.woff2")]
    assert sizes
    assert max(sizes) < 20_000


def test_a_page_is_light(site: Path) -> None:
    import gzip

    assert all(len(gzip.compress(path.read_bytes())) < 14 * 1024 for path in site.rglob("*.html"))


def test_nothing_is_written_twice_and_one_change_touches_few(tmp_path: Path) -> None:
    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    first = built(folder, output)
    assert first.written > 20
    assert built(folder, output).written == 0
    lay_down(folder, {**TEA, "tagline": {"en": "Another line"}}, HOHHOT)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    changed = built(folder, output)
    touched = {path.relative_to(output).as_posix() for path, when in before.items() if path.stat().st_mtime_ns != when}
    assert changed.written == len(touched - {".cardkit-exhibit.json"})
    assert all(path.startswith((f"c/{TEA_CODE}/", ".cardkit")) for path in touched)
    assert "Another line" in " ".join(page(output, f"c/{TEA_CODE}").texts)


def test_what_a_process_that_was_ended_left_is_drawn_all_the_same(tmp_path: Path) -> None:
    from cardkit.job.front import Front, _fetched, _missing

    ended: Future[list[Front]] = Future()
    ended.set_exception(BrokenProcessPool())
    deck = read(lay_down(tmp_path / "deck"))
    (batch,) = _missing(deck, ["tea-road"], (255, 250, 240), lambda *_: False)
    (front,) = _fetched(ended, batch)
    assert front.card == "tea-road"
    assert front.picture.startswith(b"\x89PNG")


def test_lists_say_what_they_are_to_search_engines(site: Path) -> None:
    for path in ("", "s/stories", "ar"):
        (told,) = (one["content"] for one in page(site, path).all("meta") if one.get("name") == "description")
        assert told


def test_a_damaged_file_is_mended(tmp_path: Path) -> None:
    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    built(folder, output)
    spoilt = output / "c" / TEA_CODE / "index.html"
    whole = spoilt.read_bytes()
    spoilt.write_text("<p>cut", encoding="utf-8")
    assert built(folder, output).written == 1
    assert spoilt.read_bytes() == whole


def test_what_the_deck_no_longer_has_goes_and_what_others_wrote_stays(tmp_path: Path) -> None:
    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    built(folder, output)
    (output / "CNAME").write_text("cards.museum.cn", encoding="utf-8")
    (folder / "hohhot.yaml").unlink()
    lay_down(folder, {key: value for key, value in TEA.items() if key != "exhibit"})
    assert built(folder, output).removed > 0
    assert not (output / "c" / HOHHOT_CODE).exists()
    assert (output / "CNAME").is_file()


def test_pages_of_somebody_else_are_not_written_over(tmp_path: Path) -> None:
    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    output.mkdir()
    (output / "index.html").write_text("mine", encoding="utf-8")
    outcome = built(folder, output)
    assert [problem.code for problem in outcome.report.errors] == ["output-occupied"]
    assert [path.name for path in output.iterdir()] == ["index.html"]


def test_the_same_deck_gives_the_same_bytes(tmp_path: Path, site: Path) -> None:
    again = tmp_path / "again"
    built(lay_down(tmp_path / "deck"), again)
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == first


def test_a_withdrawn_code_says_so_and_check_proves_every_code(tmp_path: Path) -> None:
    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    old = code_for("rich", "given-up")
    ledger = f"- code: {old}\n  card: given-up\n  locked: 2026-01-02\n  withdrawn: 2026-05-06\n"
    (folder / "links.lock.yaml").write_text(ledger, encoding="utf-8")
    outcome = built(folder, output, checking=True)
    assert not outcome.report.errors
    assert outcome.checked == 3
    seen = page(output, f"c/{old}")
    assert "This card has been withdrawn." in seen.texts
    assert {"name": "robots", "content": "noindex"} in seen.all("meta")


def test_check_names_a_code_that_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cardkit.job import site as job

    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    # Somebody clears a folder away while the site is being written.
    tidy = job._tidy

    def clearing(*given: object) -> int:
        (output / "c" / TEA_CODE / "index.html").unlink()
        return tidy(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(job, "_tidy", clearing)
    outcome = built(folder, output, checking=True)
    assert [problem.code for problem in outcome.report.errors] == ["exhibit-code-missing"]
    assert TEA_CODE in outcome.report.errors[0].message


def test_a_card_that_keeps_to_a_language_opens_in_it(tmp_path: Path) -> None:
    own = {**HOHHOT, "languages": ["ar"], "title": {"ar": "هوهوت"}, "body": {"ar": "مدينة"}}
    deck = {**DECK, "editions": {"own": {"languages": ["en", "ar"]}}}
    output = tmp_path / "site"
    built(lay_down(tmp_path / "deck", TEA, own, deck=deck), output)
    assert page(output, f"c/{HOHHOT_CODE}").all("html")[0]["lang"] == "ar"
    assert page(output, f"c/{HOHHOT_CODE}/ar").all("html")[0]["dir"] == "rtl"
    assert not (output / "c" / HOHHOT_CODE / "en").exists()


def test_only_writes_the_pages_of_the_cards_asked_for(tmp_path: Path) -> None:
    folder, output = lay_down(tmp_path / "deck"), tmp_path / "site"
    built(folder, output)
    (output / "index.html").unlink()
    lay_down(folder, {**TEA, "tagline": {"en": "Another line"}}, {**HOHHOT, "body": {"en": "Grey."}})
    built(folder, output, only=frozenset(["tea-road"]))
    assert "Another line" in " ".join(page(output, f"c/{TEA_CODE}").texts)
    assert "Grey." not in " ".join(page(output, f"c/{HOHHOT_CODE}").texts)
    assert not (output / "index.html").exists()
    assert built(folder, output).written > 3


def test_a_list_in_many_languages_tells_their_names_where_titles_would_fill_the_screen(tmp_path: Path) -> None:
    title = {language: f"A title in {language}" for language in ("en", "fr", "de", "it", "pl", "zh-Hans")}
    output = tmp_path / "site"
    built(lay_down(tmp_path / "deck", HOHHOT, deck={**DECK, "title": title, "languages": list(title)}), output)
    seen = page(output, "")
    assert "A title in en" in seen.texts
    assert not any("A title in pl" in text for text in seen.texts)
    assert {"Polski", "Deutsch", "简体中文"} <= set(seen.texts)


def test_a_section_called_as_its_deck_is_led_to_once(tmp_path: Path) -> None:
    deck = {**DECK, "sections": [{"id": "places", "title": DECK["title"]}]}
    output = tmp_path / "site"
    built(lay_down(tmp_path / "deck", HOHHOT, deck=deck), output)
    (text,) = re.findall(
        r'class="sections">(.*?)</nav>', (output / "index.html").read_text(encoding="utf-8"), re.DOTALL
    )
    assert text.count("The Rich Deck") == 1


def test_few_words_in_a_script_that_machines_may_lack_bring_their_letters_and_no_other_language_takes_them(
    tmp_path: Path,
) -> None:
    kept = ("de.yaml", "ko.yaml", "mn-mong.yaml", "en.yaml")
    folder = tmp_path / "welcome"
    shutil.copytree(WELCOME, folder, ignore=shutil.ignore_patterns("build", "schema"))
    for path in (folder / "cards").iterdir():
        if path.name not in kept:
            path.unlink()
    output = tmp_path / "site"
    built(folder, output)
    style = (output / "index.html").read_text(encoding="utf-8")
    (family,) = re.findall(r':lang\(ko\)\{--sans:"([^"]+)"', style)
    (href,) = re.findall(rf'font-family:"{family}";src:url\("([^"]+)"\)', style)
    assert set("한국어") <= {chr(code) for code in TTFont(output / href).getBestCmap()}
    # German has no font of its own, so it must not be set in what the page brings for its first language.
    assert ':lang(mn-Mong){--sans:"' in style
    assert ":lang(de){--sans" not in style
    assert style.index("[lang]{--sans:system-ui") < style.index(':lang(mn-Mong){--sans:"')
