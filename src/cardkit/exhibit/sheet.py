"""Give a page its style, its script and its fonts, and turn its view into the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property

from cardkit.deck.value import Items, LocalText, Record, Value
from cardkit.edition.theme import Look
from cardkit.exhibit import webfont
from cardkit.exhibit.art import mark_svg, ornament_svg
from cardkit.exhibit.colour import Scheme
from cardkit.exhibit.guide import Guide, Site, View
from cardkit.exhibit.key import Keys
from cardkit.exhibit.page import Made, Page, digest
from cardkit.exhibit.said import Said
from cardkit.exhibit.style import Faces, own, script, shared
from cardkit.exhibit.template import fill
from cardkit.exhibit.webfont import WebFont
from cardkit.exhibit.word import endonym, names
from cardkit.typesetting.character import is_upright, script_of
from cardkit.typesetting.script import is_right_to_left

#: A page that names more languages of uncommon scripts than these leaves their names to the machine's own fonts.
_MOST_NAMED = 3


@dataclass(frozen=True)
class Sheet:
    """What all pages of a site share in look: colours, the style sheet, the script, and fonts cut so far."""

    site: Site
    scheme: Scheme
    _texts: dict[str, frozenset[str]] = field(default_factory=dict)
    _said: dict[str, Mapping[str, Said | None]] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    @cached_property
    def style(self) -> str:
        return shared(self.scheme)

    @cached_property
    def script(self) -> str:
        return script()

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The mark of each kind, which stands where a card has no picture."""
        return {kind: mark_svg(look) for kind, look in self._looks()}

    @cached_property
    def ornaments(self) -> Mapping[str, str]:
        """The ornament of each kind; none in a theme without measures for it."""
        measures = self.site.exhibition.theme.ornament
        return {kind: ornament_svg(look, measures) if measures else "" for kind, look in self._looks()}

    def _looks(self) -> Iterator[tuple[str, Look]]:
        for kind in self.site.exhibition.deck.kinds:
            look = self.site.exhibition.theme.look(kind)
            if look:
                yield kind, look

    @property
    def ground(self) -> tuple[int, int, int]:
        """The colour of the paper, on which a front is laid."""
        colour = self.scheme.light["ground"]
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

    @cached_property
    def keys(self) -> Keys:
        return Keys(self.site)

    def key(self, language: str, own: str) -> str:
        """What decides a page in a language, by what decides it alone."""
        if language not in self._keys:
            letters = {one: "".join(sorted(self._letters(one))) for one in self._bringing}
            words = self._words(language)
            self._keys[language] = digest(self.keys.shared, self.style, self.script, self._names, words, letters)
        return digest(self._keys[language], own)

    def made(
        self,
        template: str,
        guide: Guide,
        view: View,
        *,
        titles: Iterable[Said],
        plain: Iterable[Said] = (),
        focus: Sequence[int] | None = None,
        frames: str = "",
    ) -> Made:
        """The page of a view. ``titles`` are set in the theme's display type, ``plain`` are a few words in its text type.

        ``frames`` is a host that the page may show.
        """
        faces = self._faces(guide, view, titles, plain)
        fonts = own(faces, focus)
        sheet = self.style + fonts
        title_fonts = {font for fonts in faces.titles.values() for font in fonts}
        first = [href for font, href in faces.hrefs.items() if font in title_fonts]
        # Few letters are not waited for unless they are asked for at once.
        few = [href for font, href in faces.hrefs.items() if font.display == "optional"]
        local = self.site.settings.kind == "files"
        whole = {
            **_frame(guide),
            **view,
            # A disk is quick, and browsers preload no fonts from it.
            "preload": [] if local else [*first[:3], *few],
            "w": self._words(guide.language),
            "names": self._names,
        }
        content = fill(template, whole, style=sheet, script=self.script, frames=frames, local=local)
        return Made(content, tuple(guide.needs.values()))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return _Names({language: endonym(language) for language in self.site.exhibition.deck.languages})

    def _words(self, language: str) -> Mapping[str, Said | None]:
        """The pages' own words in a language; looked up once."""
        if language not in self._said:
            guide = Guide(self.site, "", language)
            self._said[language] = {name: guide.word(name) for name in names()}
        return self._said[language]

    @cached_property
    def _bringing(self) -> Sequence[str]:
        """The deck's languages whose text brings its font."""
        return [language for language in self.site.exhibition.deck.languages if _brings(language)]

    def _faces(self, guide: Guide, view: View, titles: Iterable[Said], plain: Iterable[Said]) -> Faces:
        theme = self.site.exhibition.theme
        # Names of languages stand on every page that leads to them, whatever their script.
        own = [one for one in view["tongues"] if one["own"]]
        named = [Said(one["name"], one["language"]) for one in own] if len(own) <= _MOST_NAMED else []
        of_titles = webfont.titles(theme, (*titles, *named))
        spoken: dict[str, set[str]] = {guide.language: set()}
        if self._bringing:
            for said in _uncommon(view):
                # Of other languages the page says no more than a title or two, which nearly every phone can set.
                if said.language == guide.language or said.upright:
                    spoken.setdefault(said.language, set()).update(said.text)
        of_texts = {
            language: found
            for language in sorted(spoken)
            if (found := self._text_fonts(guide, language, spoken[language]))
        }
        few: dict[str, str] = {}
        for said in plain:
            if _brings(said.language) and said.language not in of_texts:
                few[said.language] = few.get(said.language, "") + said.text
        # Not every machine has a font for them, and these few letters weigh little.
        of_texts |= {language: found for language, said in few.items() if (found := webfont.few(theme, language, said))}
        fonts = [font for one in (*of_titles.values(), *of_texts.values()) for font in one]
        return Faces(of_titles, of_texts, {font: self._href(guide, font) for font in fonts})

    def _text_fonts(self, guide: Guide, language: str, on_page: set[str]) -> tuple[WebFont, ...]:
        """The font of a language's text: one for the deck, or for the page where the deck says very much."""
        if not _brings(language):
            return ()
        words = [word.text for word in self._words(guide.language).values() if word and word.language == language]
        letters = self._letters(language) or on_page
        return webfont.texts(self.site.exhibition.theme, language, ["".join(sorted(letters)), *words])

    def _letters(self, language: str) -> frozenset[str]:
        """What the deck says in a language, letter by letter; none where that is more than one font should hold."""
        if language not in self._texts:
            exhibition = self.site.exhibition
            said = [text for card in exhibition.deck.cards for text in _in(card.record, language)]
            said += _in(exhibition.deck.record, language)
            said += [text for local in exhibition.words.values() for text in _in(local, language)]
            letters = frozenset("".join(said))
            self._texts[language] = letters if len(letters) <= webfont.MOST_SHARED else frozenset()
        return self._texts[language]

    def _href(self, guide: Guide, font: WebFont) -> str:
        path = f"a/{digest(font.key)[:12]}.woff2"
        return guide.file(Page(path, digest(self.site.settings.made_by, font.key), lambda: Made(webfont.woff2(font))))


class _Names(dict[str, str]):
    """What languages call themselves, also those that the deck does not name."""

    def __missing__(self, language: str) -> str:
        return endonym(language)


def _frame(guide: Guide) -> View:
    """What every page has around its own: the way home, the sections, its languages."""
    deck, settings = guide.site.exhibition.deck, guide.site.settings
    return {
        "language": guide.language,
        "direction": "rtl" if is_right_to_left(guide.language) else "ltr",
        "root": guide.href("").removesuffix("index.html"),
        "canonical": settings.absolute(guide.here),
        "og_type": "website",
        "hidden": False,
        "front": "",
        "alternates": [],
        "ways": [],
        "icon": guide.href("icon.svg"),
        "home": {"href": guide.deck(), "title": guide.tongue.say(deck.title)},
        "sections": [
            {"href": guide.section(one), "title": guide.tongue.say(one.title), "current": False}
            for one in deck.sections
        ],
        "tongues": [],
        "credits": [],
        "address": settings.base.partition("://")[2],
    }


def tongues(guide: Guide, places: dict[str, str]) -> list[View]:
    """The page in its languages, each called by its own name."""
    return [
        {
            "language": language,
            "href": guide.href(place),
            "name": endonym(language),
            "direction": "rtl" if is_right_to_left(language) else "ltr",
            "upright": is_upright(language),
            "own": _brings(language),
            "current": language == guide.language,
        }
        for language, place in places.items()
    ]


def _brings(language: str) -> bool:
    """Whether text in this language brings its font."""
    return script_of(language) not in webfont.COMMON


def _uncommon(value: object) -> Iterator[Said]:
    """Every text of a view whose script wants a font of the page's own."""
    match value:
        case Said():
            if _brings(value.language):
                yield value
        case dict():
            for name, inner in value.items():
                # Titles have fonts of their own.
                if name not in ("poles", "others", "name"):
                    yield from _uncommon(inner)
        case list() | tuple():
            for inner in value:
                yield from _uncommon(inner)
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from _uncommon(getattr(value, one.name))


def _in(value: Value, language: str) -> list[str]:
    match value:
        case LocalText():
            return [text.text] if (text := value.texts.get(language)) else []
        case Record():
            return [text for inner in value.fields.values() for text in _in(inner, language)]
        case Items():
            return [text for inner in value for text in _in(inner, language)]
        case _:
            return []
