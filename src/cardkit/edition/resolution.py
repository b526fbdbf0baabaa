"""Choose an edition of a deck: its languages, theme, format and links, with every picture opened."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from cardkit.deck.format import formats
from cardkit.deck.model import Card, Deck, Format
from cardkit.deck.numbering import numbering, overlaps
from cardkit.deck.shape import suggestion
from cardkit.deck.value import Items, LocalText, Record, Text
from cardkit.diagnostic import Diagnostic, Span, error, has_errors, warning
from cardkit.edition.ledger import read as read_ledger
from cardkit.edition.link import Link, links
from cardkit.edition.model import Choice, Edition, EditionCard
from cardkit.edition.scaling import nearest, scaled
from cardkit.edition.slot import Layout
from cardkit.edition.theme import Theme
from cardkit.edition.theme_folder import read_theme, theme_folders
from cardkit.geometry import Size
from cardkit.picture.photograph import Photograph, open_photograph
from cardkit.picture.scene import Scene
from cardkit.picture.scene import parse as parse_scene
from cardkit.press.folder import DEFAULT, presses, read_press, shipped_press
from cardkit.press.model import Press
from cardkit.typesetting.character import is_upright
from cardkit.typesetting.shelf import FontFile, Key, shelf


def resolve(deck: Deck, choice: Choice, *, complete: bool = True) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """The edition that the choice names, or what stands against it.

    The caller has checked that ``choice.edition``, its format and its cards
    exist. Reports what is wrong with theme, layouts, fonts, ledger, links and
    pictures; a card whose picture fails stays, without it. ``complete`` is
    False where some cards could not be read: no code is then said to be lost.
    """
    problems: list[Diagnostic] = []
    plan = deck.editions[choice.edition]
    theme, found = theme_of(deck, choice)
    problems.extend(found)
    if theme is None:
        return None, tuple(problems)
    press, found = press_of(deck, choice.press)
    problems.extend(found)
    chosen_format = _with_bleed_for(formats()[choice.format] if choice.format else deck.format, press)
    addresses, found = _links(deck, complete=complete)
    problems.extend(found)
    counts = Counter(card.kind for card in deck.cards)
    tokens = frozenset(theme.palette)
    pictures: dict[str, Scene | Photograph | None] = {}
    cards = []
    for card in deck.cards:
        languages = _languages(card, plan.languages)
        if not languages or (choice.only and card.id not in choice.only):
            continue
        layout, problem = choose_layout(theme, chosen_format, languages, card.kind, deck, plan.span)
        if layout is None:
            if problem:
                problems.append(problem)
            continue
        picture, found = _picture(deck, card, tokens, pictures)
        problems.extend(found)
        serials = numbering(deck, plan.id, card)
        cards.append(EditionCard(card, languages, layout, addresses.get(card.id), picture, counts[card.kind], serials))
    problems.extend(overlaps(deck))
    problems.extend(_unknown_words(deck, theme))
    words = words_of(deck, theme)
    edition = Edition(deck, plan.id, plan.languages, theme, chosen_format, words, tuple(cards), choice.draft, press)
    return edition, tuple(dict.fromkeys(problems))


def press_of(deck: Deck, name: str | None = None) -> tuple[Press, tuple[Diagnostic, ...]]:
    """The press of this name, or the deck's own; cardkit's usual one stands in for one that cannot be read."""
    span = deck.press.span if deck.press and name in (None, deck.press.text) else None
    wanted = name or (deck.press.text if deck.press else DEFAULT)
    press, found = read_press(wanted, span, presses(deck.root, shown_as=str(Path(deck.span.file).parent)))
    return press or shipped_press(), found


def _with_bleed_for(wanted: Format, press: Press) -> Format:
    """The format with no more bleed than the press takes."""
    most = press.bleed_most
    return wanted if most is None or wanted.bleed <= most else replace(wanted, bleed=most)


def words_of(deck: Deck, theme: Theme) -> Mapping[str, LocalText]:
    """The theme's words with the deck's over them."""
    words = {**theme.words}
    for word, text in deck.words.items():
        base = theme.words.get(word)
        words[word] = LocalText({**(base.texts if base else {}), **text.texts}, text.span)
    return words


def _unknown_words(deck: Deck, theme: Theme) -> Iterable[Diagnostic]:
    """Words of the deck that nothing prints, where they look like one that is printed: unknown-word."""
    shown = {
        name.removeprefix("words.")
        for layout in theme.layouts.values()
        for slot in (*layout.front, *layout.back)
        for shows in (*(part.shows for part in slot.parts), *(item.shows for item in slot.items if item.shows))
        for name in shows.names
        if name.startswith("words.")
    }
    known = {*theme.words, *deck.kinds, *shown}
    keys = words.keys if (words := deck.record.record("words")) else {}
    for word in deck.words:
        near = suggestion(word, known)
        if word not in known and near:
            message = f"nothing prints the word `{word}`"
            yield warning("unknown-word", message, keys.get(word), hint=f"Did you mean `{near}`?")


def theme_serves(deck: Deck, format_name: str, theme_name: str | None = None) -> tuple[bool, tuple[str, ...]]:
    """Whether the deck's theme has or can serve the format, and the formats that it has layouts for."""
    theme, _ = theme_of(deck, Choice("", theme=theme_name))
    if theme is None:
        return True, ()
    wanted = formats()[format_name]
    return bool(_of_format(theme, wanted)), theme.formats()


def choose_layout(
    theme: Theme, wanted: Format, languages: Collection[str], kind: str, deck: Deck, where: Span
) -> tuple[Layout | None, Diagnostic | None]:
    """The theme's layout for a format, a mix of languages and a kind. Reports no-layout.

    A format without layouts of its own is served by those of the nearest ratio,
    where they still hold.
    """
    upright = sum(map(is_upright, languages))
    across = len(languages) - upright
    of_format = _of_format(theme, wanted)
    fitting = [layout for layout in of_format if across in layout.across and upright in layout.upright]
    named = next((layout for layout in fitting if kind in layout.kinds), None)
    layout = named or next((layout for layout in fitting if not layout.kinds), None)
    if layout:
        return layout, None
    mix = f"{across} horizontal and {upright} vertical language{'' if upright == 1 else 's'}"
    if not of_format:
        known = ", ".join(theme.formats()) or "none"
        message = f"the theme `{theme.name}` has no layout for the format `{wanted.name}`"
        hint = f"Take one of the theme's formats ({known}), or draw a layout for it in themes/."
        return None, error("no-layout", message, deck.record.span_of("format"), hint=hint)
    of_kind = "" if not fitting else f" and the kind `{kind}`"
    message = f"the theme `{theme.name}` has no layout of `{wanted.name}` for {mix}{of_kind}"
    hint = "Change the languages of the edition, or draw a layout for them in themes/."
    return None, error("no-layout", message, where, hint=hint)


def _of_format(theme: Theme, wanted: Format) -> tuple[Layout, ...]:
    """The layouts drawn for a format, or scaled to it from the nearest ratio that holds."""
    known = formats()
    own = tuple(
        layout
        for layout in theme.layouts.values()
        if layout.format == wanted.name or (layout.format in known and known[layout.format].trim == wanted.trim)
    )
    if own:
        return own
    drawn = nearest((known[name] for name in theme.formats() if name in known), wanted)
    if drawn is None:
        return ()
    return tuple(_scaled(layout, drawn, wanted) for layout in theme.layouts.values() if layout.format == drawn.name)


@lru_cache(maxsize=256)
def _scaled(layout: Layout, drawn: Format, wanted: Format) -> Layout:
    """A layout is scaled once: cards share it."""
    return scaled(layout, drawn, wanted)


def theme_of(deck: Deck, choice: Choice) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """The theme that a deck is set in, with the fonts of both; None where it cannot be used.

    The editions of one deck share it: it is read once for as long as the deck is at hand.
    """
    name = choice.theme or deck.theme.text
    for known, its_name, result in _READ:
        if known is deck and its_name == name:
            return result
    result = _read_theme_of(deck, name)
    _READ[:] = [(deck, name, result)]
    return result


#: The theme that was read last, with the deck and the name that it was read for.
_READ: list[tuple[Deck, str, tuple[Theme | None, tuple[Diagnostic, ...]]]] = []


def _read_theme_of(deck: Deck, name: str) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    folders = theme_folders(deck.root, str(Path(deck.span.file).parent))
    fonts = dict(shelf()[0])
    found: list[Diagnostic] = []
    for item in deck.record.items("fonts"):
        if isinstance(item, Text):
            own, wrong = _fonts(deck.root, item)
            fonts.update(own)
            found.extend(wrong)
    theme, more = read_theme(name, deck.theme.span, folders, fonts)
    return (None if has_errors(more) else theme), (*found, *more)


def _fonts(root: Path, item: Text) -> tuple[Mapping[Key, FontFile], tuple[Diagnostic, ...]]:
    """The fonts that one entry of `fonts:` names. Reports missing-file, outside-deck, and what the shelf finds."""
    path = root / item.text
    if not path.exists():
        hint = "Put the font file there, or correct the path."
        return {}, (error("missing-file", f"there is no `{item.text}` in the deck", item.span, hint=hint),)
    if not path.resolve().is_relative_to(root.resolve()):
        hint = "Copy the font into the deck: what others cannot open, they cannot print."
        return {}, (error("outside-deck", f"`{item.text}` leads out of the deck", item.span, hint=hint),)
    fonts, found = shelf([path], item.span)
    before = shelf()[0]
    return {key: font for key, font in fonts.items() if before.get(key) != font}, found


def _links(deck: Deck, *, complete: bool) -> tuple[Mapping[str, Link], tuple[Diagnostic, ...]]:
    ledger, found = read_ledger(deck.root)
    made, more = links(deck, ledger, complete=complete)
    return made, (*found, *more)


def _languages(card: Card, printed: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that are set on this card: all of the edition's, or those the card keeps to."""
    return tuple(language for language in printed if not card.languages or language in card.languages)


def _picture(
    deck: Deck, card: Card, tokens: frozenset[str], known: dict[str, Scene | Photograph | None]
) -> tuple[Scene | Photograph | None, tuple[Diagnostic, ...]]:
    image = card.record.record("image")
    name = image.get("file") if image else None
    return picture_of(deck, name, tokens, known) if isinstance(name, Text) else (None, ())


def picture_of(
    deck: Deck, name: Text, tokens: frozenset[str], known: dict[str, Scene | Photograph | None]
) -> tuple[Scene | Photograph | None, tuple[Diagnostic, ...]]:
    """The scene or photograph in a file of the deck; ``known`` keeps those that were opened, by the path written."""
    if name.text in known:
        return known[name.text], ()
    path = deck.root / name.text
    if not path.exists():
        return None, ()  # Reading the deck has said so already, with the name that was probably meant.
    shown_as = str(Path(deck.span.file).parent / name.text)
    picture: Scene | Photograph | None
    if path.suffix.lower() == ".svg":
        picture, found = _scene(path, shown_as, name.span, tokens)
    else:
        picture, found = open_photograph(path, shown_as, name.span)
    known[name.text] = picture
    return picture, found


def _scene(
    path: Path, shown_as: str, span: Span, tokens: frozenset[str]
) -> tuple[Scene | None, tuple[Diagnostic, ...]]:
    try:
        if not path.is_file():
            raise OSError("it is not a file")
        data = path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or str(fault)
        return None, (
            error(
                "unreadable-file",
                f"`{shown_as}` cannot be read: {reason}",
                span,
                hint="Check the path and the file's permissions.",
            ),
        )
    scene, found = _parsed(hashlib.sha256(data).digest(), data, shown_as, tokens)
    # What is wrong with the file as a whole is mended where it is named; the file itself may be no text to point into.
    whole = Span.start_of(shown_as)
    return scene, tuple(replace(one, span=span) if one.span == whole else one for one in found)


_SCENES: dict[tuple[bytes, str, frozenset[str]], tuple[Scene | None, tuple[Diagnostic, ...]]] = {}


def _parsed(
    digest: bytes, data: bytes, shown_as: str, tokens: frozenset[str]
) -> tuple[Scene | None, tuple[Diagnostic, ...]]:
    """A scene is parsed once a process: every edition of a deck shows the same drawing."""
    wanted = (digest, shown_as, tokens)
    if wanted not in _SCENES:
        _SCENES[wanted] = parse_scene(data, shown_as, tokens)
    return _SCENES[wanted]


def focus_of(card: EditionCard) -> tuple[float, float] | None:
    """The focus that the card gives its picture, in shares of its width and height."""
    image = card.card.record.record("image")
    focus = image.get("focus") if image else None
    if isinstance(focus, Items) and len(focus) == 2:
        x, y = (item.value for item in focus if not isinstance(item, (Text, LocalText, Items, Record)))
        return x, y
    return None


def size_of(picture: Scene | Photograph) -> Size:
    """The picture's own size, for its proportion: a scene's in mm, a photograph's in pixels."""
    if isinstance(picture, Scene):
        return Size(picture.view.width, picture.view.height)
    return Size(picture.width, picture.height)
