"""Try a deck's layouts with pseudo-translations, before any translation exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Editions, Formats, Output
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import USAGE, Stop, listed
from cardkit.cli.talk import Talk, progress, publish, remark, shown, writing
from cardkit.diagnostic import Diagnostic, Report, error, warning
from cardkit.translation.way import Way

if TYPE_CHECKING:
    from cardkit.deck import Card, Deck
    from cardkit.edition.model import Edition, EditionCard
    from cardkit.edition.theme import Theme
    from cardkit.job.laid import Laid
    from cardkit.translation.pseudo import Rewrite

#: What a layout finds that a translator or an editor must know of; the rest is for `validate`.
_TELLING = frozenset({"text-overflow", "outside-safe"})

#: What tells that a theme cannot set a script at all: said once, and not for each text.
_UNABLE = frozenset({"no-style-for-script", "no-size-for-script", "missing-glyph"})


def pseudo(
    way: Annotated[
        Way, typer.Argument(metavar="LANGUAGE", help="The pseudo-language: `long`, `right-to-left` or `vertical`.")
    ],
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    format: Formats = None,
    output: Output = None,
    talk: Talk,
) -> int:
    """Show what will not fit once it is translated: judge the layout with texts in a pseudo-language.

    `long` is 30 % longer than the original, in accented letters; `right-to-left` is in Hebrew letters, or
    Arabic ones where the theme has those alone, or Latin ones turned around where it has neither; `vertical` puts
    Mongolian letters in the place of an edition's upright language. Brackets at both ends show whether all of a text is there. What overflows is a warning at
    the text's place. With -o, contact sheets are drawn to look at, their files marked as pseudo. Nothing in
    the deck changes.

    \b
    Examples:
      cardkit i18n pseudo long                    the deck you are in
      cardkit i18n pseudo long --edition en -o /tmp/look
      cardkit i18n pseudo vertical --strict       exit with 1 when anything overflows
    """
    from cardkit.cli.request import check_date, request
    from cardkit.job.proof import proofs

    check_date()
    wanted = request(deck, editions=edition, formats=format)
    if not wanted.complete:
        code = publish(Report.of(problem for problem in wanted.problems if problem.is_error), talk)
        remark("Mend the deck first; `cardkit validate` says what is wrong.", talk)
        return code
    chosen = _editions(wanted.deck, way, edition)
    wanted = replace(wanted, editions=chosen)
    problems: list[Diagnostic] = []
    laid: list[Laid] = []
    with progress(talk) as show:
        for choice in wanted.choices(draft=output is not None):
            one, found = _laid(wanted.deck, choice.edition, choice.format, way, draft=choice.draft)
            problems += found
            laid += [one] if one else []
        with writing():
            written = proofs(laid, output, progress=show).files if output and laid else ()
    report = Report.of(problems)
    code = publish(report, talk, {"editions": len(chosen), "written": [path.as_posix() for path in written]})
    if talk.style is Style.HUMAN:
        tight = len([problem for problem in report if problem.code == "pseudo-overflow"])
        unset = len(report.errors)
        said = f"{plural(tight, 'text')} would not fit" if tight else "it cannot be set" if unset else "everything fits"
        remark(f"{way} in {plural(len(chosen), 'edition')} ({listed(chosen)}): {said}.", talk)
        if way is Way.RIGHT_TO_LEFT and laid and not any(_sets_right_to_left(one.edition.theme) for one in laid):
            remark(_STAND_IN, talk)
        for path in written:
            remark(shown(path), talk)
    return code


def _editions(deck: Deck, way: Way, asked: Sequence[str] | None) -> tuple[str, ...]:
    """The editions to try: those asked for; else all that have an upright language, or the default language first."""
    from cardkit.typesetting.character import is_upright

    upright = [name for name, plan in deck.editions.items() if any(map(is_upright, plan.languages))]
    across = [name for name, plan in deck.editions.items() if not all(map(is_upright, plan.languages))]
    able = upright if way is Way.VERTICAL else across
    unable = [name for name in asked or deck.editions if name not in able] if asked or not able else []
    if unable:
        direction = "upright language such as mn-Mong" if way is Way.VERTICAL else "horizontal language"
        where = f"the edition `{unable[0]}`" if asked else "no edition of the deck"
        has = "has no" if asked else "has an" if way is Way.VERTICAL else "has a"
        message = f"{where} {has} {direction}, so `{way}` cannot be tried"
        hint = f"Take {listed(able)}." if able else "Add such an edition to deck.yaml."
        raise Stop(USAGE, error("pseudo-edition", message, deck.editions[unable[0]].span, hint=hint))
    if asked:
        return tuple(dict.fromkeys(asked))
    native = [name for name in able if deck.editions[name].languages[0] == deck.languages[0]]
    return tuple(able if way is Way.VERTICAL else native or able)


def _laid(
    deck: Deck, name: str, format: str | None, way: Way, *, draft: bool
) -> tuple[Laid | None, tuple[Diagnostic, ...]]:
    """One edition in its pseudo-language, laid out, and what that shows."""
    from cardkit.edition import Choice, resolve
    from cardkit.job.laid import Laid
    from cardkit.layout import lay_out
    from cardkit.translation import pseudo

    edition, found = resolve(deck, Choice(edition=name, format=format, draft=draft))
    if edition is None:
        return None, found
    rewrite, into = _tongue(edition.theme, way)
    if rewrite is pseudo.turned:
        theme = edition.theme
        edition = replace(edition, theme=replace(theme, scripts={**theme.scripts, "Hebr": "Latn"}))
    faces, problems = lay_out(_translated(edition, way, rewrite, into))
    told = tuple(_told(problems, way, edition))
    # What cannot be set in the script at all is no picture to look at.
    unable = any(problem.code == "pseudo-not-set" for problem in told)
    marked = replace(edition, id=f"{edition.id}.pseudo-{way}")
    return (None if unable or not faces else Laid(marked, faces)), told


def _tongue(theme: Theme, way: Way) -> tuple[Rewrite, str | None]:
    """How texts are rewritten, and the language that they are then in; None where they stay in their own."""
    from cardkit.translation import pseudo

    if way is Way.LONG:
        return pseudo.long, None
    if way is Way.VERTICAL:
        return pseudo.mongolian, None
    found = _sets_right_to_left(theme)
    if found == "Arab":
        return pseudo.arabic, "ar"
    return (pseudo.hebrew if found else pseudo.turned), "he"


def _sets_right_to_left(theme: Theme) -> str | None:
    """The script that runs from right to left for which the theme has fonts."""
    return next((script for script in ("Hebr", "Arab") for styles in theme.styles.values() if script in styles), None)


def _translated(edition: Edition, way: Way, rewrite: Rewrite, into: str | None) -> Edition:
    """The edition with one language of each card in the pseudo-language."""
    from cardkit.translation.pseudo import in_record, in_text

    default = edition.deck.languages[0]
    cards, words, record = [], dict(edition.words), edition.deck.record
    replaced: dict[str, str] = {}
    for card in edition.cards:
        language = _replaced(card.languages, way)
        if language is None:
            cards.append(card)
            continue
        target = into or language
        base = language if way is Way.LONG else default
        replaced[language] = target
        fields = in_record(card.card.record, language, base, rewrite, target)
        cards.append(_with(card, replace(card.card, record=fields, digest=""), language, target))
    for language, target in replaced.items():
        base = language if way is Way.LONG else default
        words = {key: in_text(word, language, base, rewrite, target) for key, word in words.items()}
        record = in_record(record, language, base, rewrite, target)
    return replace(
        edition,
        deck=replace(edition.deck, record=record),
        languages=tuple(replaced.get(one, one) for one in edition.languages),
        words=words,
        cards=tuple(cards),
    )


def _replaced(languages: Iterable[str], way: Way) -> str | None:
    """The language of a card that gives way: the first one of the direction."""
    from cardkit.typesetting.character import is_upright

    return next((one for one in languages if is_upright(one) == (way is Way.VERTICAL)), None)


def _with(card: EditionCard, changed: Card, language: str, target: str) -> EditionCard:
    languages = tuple(target if one == language else one for one in card.languages)
    return replace(card, card=changed, languages=languages)


def _told(problems: Iterable[Diagnostic], way: Way, edition: Edition) -> Iterator[Diagnostic]:
    found = list(problems)
    unable = next((problem for problem in found if problem.code in _UNABLE), None)
    if unable and way is not Way.LONG:
        yield error(
            "pseudo-not-set",
            f"the theme `{edition.theme.name}` cannot set `{way}`: {unable.message}",
            edition.deck.theme.span,
            hint="Give the theme fonts and sizes for the script, or take a theme that has them.",
        )
        return
    for problem in found:
        if problem.code in _TELLING or problem.code in _UNABLE:
            yield warning(
                "pseudo-overflow",
                f"{_PROMISE[way]} would not fit: {problem.message}",
                problem.span,
                hint="Shorten the original, give the slot more room, or tell the translators its limit.",
                related=problem.related,
            )


_STAND_IN = (
    "The theme has no fonts that run from right to left, so Latin letters stand in for them. For real ones, put "
    "Noto Sans Hebrew or Noto Naskh Arabic into fonts/ and into the styles of a theme of the deck, under Hebr: or Arab:."
)

_PROMISE = {
    Way.LONG: "a translation 30 % longer",
    Way.RIGHT_TO_LEFT: "a translation from right to left",
    Way.VERTICAL: "an upright translation",
}
