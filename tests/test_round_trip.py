"""From paper to page and back: the code on the printed page, read from its pixels, opens its card on a visitor's phone."""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import pypdfium2
import pytest
import yaml
import zxingcpp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CARDS = Path(__file__).resolve().parent.parent / "cards"

#: Each deck that comes with the project, and an edition of it that prints every card's code.
DECKS = {"inner-mongolia": "en", "welcome": "own"}

#: What the pages promise to weigh: HTML with its style and script, zipped; all that the first view loads.
MOST_PAGE, MOST_VIEW = 14 * 1024, 100 * 1024

#: The most that anything may move while a page comes (a Core Web Vital, of which 0.1 counts as good).
MOST_SHIFT = 0.02

#: A connection at a full fair: 400 kilobits a second, 400 ms there and back; and how soon the page should stand.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SOON = 2.5

#: From a narrow phone to a desk.
WIDTHS = (360, 390, 768, 1280)

#: Cards over all kinds: with a route, a timeline, a map, enterprises, a quote.
SOME = ("hohhot", "alxa", "dairy", "winter-sports-tourism", "tea-road", "kubuqi-greening")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Shown:
    """A deck in print and on the air: what its cards say, which code each carries, and where its site is served."""

    cards: dict[str, dict[str, Any]]
    languages: list[str]
    codes: dict[str, str]
    home: str

    def opened(self, card: str) -> str:
        """The address that the card's code opens, with the server of this test for its host."""
        return self.home + urlsplit(self.codes[card]).path

    def tongues(self, card: str) -> list[str]:
        return self.cards[card].get("languages") or self.languages


@pytest.fixture(scope="module", params=DECKS)
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A deck rendered, read back from its pixels, and served, by the commands that a user runs."""
    folder, place = CARDS / request.param, tmp_path_factory.mktemp(request.param)
    with served(folder, place / "site") as home:
        cardkit("render", str(folder), "--edition", DECKS[request.param], "-o", str(place / "print"), "--quiet")
        yield Shown(*said(folder), decoded(place / "print"), home)


@pytest.fixture(scope="module")
def browser(tool: Callable[[str], str]) -> Iterator[Browser]:
    """The Chromium of this machine; none is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=options)
        yield browser
        browser.close()


def test_every_code_read_from_print_opens_its_card(deck: Shown) -> None:
    assert deck.codes.keys() == deck.cards.keys()
    for card, said in deck.cards.items():
        text = fetched(deck.opened(card))
        for language in deck.tongues(card):
            # A card that has no title in a language has a page in it all the same.
            assert squeezed(said["title"].get(language, "")) in squeezed(text), (card, language)
            assert f'/{language}/" hreflang="{language}"' in text, (card, language)
        assert urlsplit(deck.codes[card]).netloc + urlsplit(deck.codes[card]).path in text, card


@pytest.mark.parametrize("how", ["as usual", "without scripts"])
def test_a_scan_finds_the_title_in_view_and_the_whole_page_behind_it(deck: Shown, browser: Browser, how: str) -> None:
    """Each language of one card; for the other cards, a language in turn."""
    visits = [(card, deck.tongues(card)[i % len(deck.tongues(card))]) for i, card in enumerate(some(deck))]
    visits += [(some(deck)[0], language) for language in deck.tongues(some(deck)[0])]
    with phone(browser, java_script_enabled=how == "as usual") as context:
        page = context.new_page()
        for card, language in visits:
            page.goto(deck.opened(card))
            follow(page, deck.cards[card], language)


def test_a_page_seen_once_opens_without_a_connection(deck: Shown, browser: Browser) -> None:
    card = some(deck)[0]
    with phone(browser, service_workers="allow") as context:
        page = context.new_page()
        page.goto(deck.opened(card))
        kept = 0
        while kept < (now := page.evaluate(KEPT)) or not now:
            kept = now
            page.wait_for_timeout(700)  # What stands in the page is fetched one after the other.
        context.set_offline(True)
        assert page.evaluate("fetch('/nothing-that-was-seen').then(() => 'online', () => 'offline')") == "offline"
        for language in deck.tongues(card):
            page.goto(deck.opened(card) + "/")
            assert page.evaluate("[...document.images].slice(0, 1).every(one => one.naturalWidth > 0)")
            follow(page, deck.cards[card], language)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_everything_stands_in_view(deck: Shown, browser: Browser, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    with phone(browser, color_scheme=scheme, is_mobile=False) as context:
        page = context.new_page()
        for address in addresses(deck):
            page.set_viewport_size({"width": 390, "height": 844})
            page.goto(address)
            found = axe.run(page)
            assert found.violations_count == 0, (address, scheme, found.generate_report())
            for width in WIDTHS if scheme == "light" else ():
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate(OUTSIDE) == [], (address, width)


def test_pages_are_as_light_as_they_promise(deck: Shown, browser: Browser) -> None:
    host = urlsplit(deck.home).netloc
    first, *others = some(deck)
    for address in (*(deck.opened(card) + "/" for card in others[4::5]), *pages_of(deck, first), *lists(deck)):
        assert len(gzip.compress(fetched(address).encode(), 6)) <= MOST_PAGE, address
        visit = slow_visit(browser, address)
        assert {urlsplit(url).netloc for url in visit.asked} == {host}, address
        assert visit.cookies == 0, address
        assert visit.weight <= MOST_VIEW, (address, visit)
        assert visit.moved <= MOST_SHIFT, (address, visit)
        # A busy machine is slower than the slowest fair: what took long is looked at once more.
        assert visit.painted <= SOON or slow_visit(browser, address).painted <= SOON, (address, visit)


def test_a_code_that_was_given_up_still_answers_and_a_mistyped_one_finds_its_card(
    tmp_path: Path, browser: Browser
) -> None:
    folder = tmp_path / "deck"
    shutil.copytree(CARDS / "welcome", folder, ignore=shutil.ignore_patterns("build"))
    cardkit("links", "lock", str(folder))
    codes = {
        line.split(",")[1]: line.split(",")[0]
        for line in cardkit("links", "export", str(folder), "--for", "csv").splitlines()
    }
    (folder / "cards" / "el.yaml").unlink()
    cardkit("links", "withdraw", "el", str(folder))
    with served(folder, tmp_path / "site") as home, phone(browser) as context:
        page = context.new_page()
        page.goto(f"{home}/c/{codes['el']}")
        assert "This card has been withdrawn." in page.inner_text("main")
        page.locator("main .tile").first.tap()
        page.wait_for_url(lambda url: codes["el"] not in url)
        # In small letters, and with the number of a printed copy.
        for written in (codes["en"].lower(), codes["en"] + "-0042"):
            page.goto(f"{home}/c/{written}", wait_until="commit")
            page.wait_for_url(f"{home}/c/{codes['en']}/")
        page.goto(f"{home}/c/{codes['en'][:4]}")
        page.wait_for_selector(f"#found a[href$='{codes['en']}/']")


def test_no_word_is_so_long_that_a_page_grows_wider_than_the_screen(tmp_path: Path, browser: Browser) -> None:
    folder = tmp_path / "deck"
    shutil.copytree(CARDS / "welcome", folder, ignore=shutil.ignore_patterns("build"))
    card = yaml.safe_load((folder / "cards" / "en.yaml").read_text(encoding="utf-8"))
    for name in ("title", "tagline", "body"):
        card[name] = {"en": "W" * 3000}
    card["facts"] = [{"label": {"en": "W" * 300}, "value": "W" * 3000, "source": {"title": "W" * 3000}}]
    card["exhibit"] = {"promise": {"en": "W" * 3000}, "timeline": [{"when": "W" * 300, "what": {"en": "W" * 3000}}]}
    (folder / "cards" / "en.yaml").write_text(yaml.safe_dump(card, allow_unicode=True), encoding="utf-8")
    with served(folder, tmp_path / "site") as home, phone(browser, is_mobile=False) as context:
        page = context.new_page()
        listed = json.loads(fetched(f"{home}/cards.json"))
        own = next(one["p"] for one in listed if one["i"] == card["id"])
        for place in (own, "", "404.html"):
            page.goto(f"{home}/{place}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate(OUTSIDE) == [], (place, width)


def follow(page: Page, card: dict[str, Any], language: str) -> None:
    """Tap the card's title in a language, which must be in view, and find the whole page in that language."""
    title = card["title"].get(language)
    link = page.locator(f'.names a[hreflang="{language}"]').first
    if not title:
        link = page.locator(f'footer a[hreflang="{language}"]').first
    else:
        assert squeezed(link.inner_text()) == squeezed(title)
        box = link.bounding_box()
        size = page.viewport_size
        assert box is not None
        assert size is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= size["width"], (title, box)
        assert 0 <= box["y"] < box["y"] + box["height"] <= size["height"], (title, box)
        # What a finger would touch there is the link, and nothing that lies over it.
        assert link.evaluate(
            "one => { const b = one.getClientRects()[0];"
            " return one.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)) }"
        )
    link.tap()
    page.wait_for_url(re.compile(rf"/{language}/$"))
    assert page.locator("html").get_attribute("lang") == language
    text = squeezed(page.locator("body").inner_text())
    for name in ("title", "tagline"):
        assert squeezed(card.get(name, {}).get(language, "")) in text, (name, language)
    body = card.get("body", {}).get(language) or card.get("brief", {}).get(language, "")
    assert squeezed(body) in text, language


def addresses(deck: Shown) -> list[str]:
    """Pages over all kinds and all languages: of cards, the deck, a section, and what cannot be found."""
    found = [deck.opened(card) + "/" for card in some(deck)]
    return [*found, *pages_of(deck, some(deck)[0]), *lists(deck)]


def pages_of(deck: Shown, card: str) -> list[str]:
    return [f"{deck.opened(card)}/{language}/" for language in deck.tongues(card)]


def lists(deck: Shown) -> list[str]:
    """The deck in its first and its last language, a section, and what is shown where nothing is."""
    section = next(iter(deck.cards.values()))["section"]
    return [f"{deck.home}/{path}" for path in ("", f"{deck.languages[-1]}/", f"s/{section}/", "404.html")]


def some(deck: Shown) -> list[str]:
    """The cards that are looked at in a browser: of a deck whose cards have one language each, all."""
    return [card for card in deck.cards if card in SOME] or list(deck.cards)


def said(folder: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What the cards of a deck say, read without cardkit, and the deck's languages."""
    cards: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(written, dict) and "id" in written and "title" in written:
            cards[written["id"]] = written
    return cards, yaml.safe_load((folder / "deck.yaml").read_text(encoding="utf-8"))["languages"]


def decoded(folder: Path) -> dict[str, str]:
    """What the code of each card says, read from the pixels of the printed pages."""
    entry = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"][0]
    document = pypdfium2.PdfDocument(folder / entry["path"])
    found = {}
    for page in entry["pages"]:
        if page["face"] == "back":
            picture = document[page["page"] - 1].render(scale=200 / 72).to_pil()
            (read,) = zxingcpp.read_barcodes(picture)
            found[page["card"]] = read.text
    return found


def cardkit(*words: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "cardkit", *words], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@contextmanager
def served(folder: Path, output: Path) -> Iterator[str]:
    """The site of a deck, made and shown by ``exhibit serve`` as long as it is looked at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["exhibit", "serve", str(folder), "-o", str(output), "--port", str(port), "--quiet"]
    server = subprocess.Popen([sys.executable, "-m", "cardkit", *words], stderr=subprocess.PIPE)
    try:
        home = f"http://127.0.0.1:{port}"
        for _ in range(600):
            if server.poll() is not None or answers(home):
                break
            time.sleep(0.2)
        assert server.poll() is None, server.stderr.read().decode() if server.stderr else ""
        yield home
    finally:
        server.terminate()
        server.communicate()


def answers(home: str) -> bool:
    try:
        fetched(home + "/")
    except OSError:
        return False
    return True


def fetched(address: str) -> str:
    """A page as a browser would get it, following what the server says."""
    with urllib.request.urlopen(address, timeout=30) as response:
        return cast(bytes, response.read()).decode("utf-8")


def squeezed(text: str) -> str:
    """A text without its spaces and without what cannot be seen."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060-\u2069\ufeff]+", "", html.unescape(text))


@dataclass(frozen=True)
class Visit:
    """What a page asked for, what came in bytes as they were sent, when it stood in seconds, and how much it moved."""

    asked: list[str]
    cookies: int
    weight: float
    painted: float
    moved: float


def slow_visit(browser: Browser, address: str) -> Visit:
    """Open a page for the first time, on a phone with a slow connection."""
    asked: list[str] = []
    sent: list[float] = []
    with phone(browser) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
        page.on("request", lambda request: asked.append(request.url))
        network.on("Network.loadingFinished", lambda told: sent.append(told["encodedDataLength"]))
        page.goto(address, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => 0)")
        painted, moved = page.evaluate(VITALS)
        return Visit(asked, len(context.cookies()), sum(sent), painted, moved)


@contextmanager
def phone(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A phone in the hand of a visitor, who has never been here."""
    given = {"is_mobile": True, "service_workers": "block", **options}
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, **given
    )
    yield context
    context.close()


#: Everything that is not wholly between the left and the right of the window, or has no area, or hides a part of itself.
OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const name = one => `${one.tagName}.${one.className.baseVal ?? one.className} ${(one.textContent || '').trim().slice(0, 30)}`;
  const out = box => box.left < -0.5 || box.right > wide + 0.5;
  if (document.scrollingElement.scrollWidth > wide) found.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
  const shown = one => one.checkVisibility() && !one.closest('[aria-hidden], .skip, details:not([open]) > :not(summary)');
  for (const one of document.querySelectorAll('h1,h2,p,li,dt,dd,blockquote,figcaption,summary,figure,img,svg,audio,video,form,input,.v')) {
    if (!shown(one)) continue;
    if (one.tagName === 'P' && !one.textContent.trim()) continue;
    if (one.id === 'found' || one.closest('#found')) continue;
    const box = one.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) found.push(`no area: ${name(one)}`);
    if (out(box)) found.push(`outside: ${name(one)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const one = text.parentElement;
    if (!text.data.trim() || /^(SCRIPT|STYLE)$/.test(one.tagName) || !shown(one)) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (out(box)) found.push(`text outside: ${name(one)}`);
    // An upright text that is longer than its place would run over what stands below.
    const upright = one.closest('.v');
    if (upright && upright === one && range.getBoundingClientRect().bottom > one.getBoundingClientRect().bottom + 2)
      found.push(`text below its place: ${name(one)}`);
  }
  return found;
}"""

#: How many files the page has put by.
KEPT = """async () => {
  let count = 0;
  for (const name of await caches.keys()) count += (await (await caches.open(name)).keys()).length;
  return count;
}"""

#: When the largest thing in view was painted, in seconds, and how much has moved since.
VITALS = """() => new Promise(done => {
  let painted = 0, moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { painted = Math.max(painted, one.startTime) }))
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) moved += one.value }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done([painted / 1000, moved]), 300);
})"""
