"""Resolve and lay out every chosen edition, and gather all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic, Report, error, has_errors, warning
from cardkit.edition.model import Choice, Edition
from cardkit.edition.resolution import resolve
from cardkit.job.atomic import naming
from cardkit.job.echo import joined, without_followers
from cardkit.job.laid import Laid
from cardkit.job.step import Progress, Step, unseen
from cardkit.job.untranslated import gathered
from cardkit.layout import lay_out
from cardkit.layout.plate import plates_of
from cardkit.press.model import FRONTS_BACKS

if TYPE_CHECKING:
    from cardkit.job.hands import Hands


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was laid out, and every problem of every edition, each one once."""

    laid: tuple[Laid, ...]
    report: Report


def judge(
    deck: Deck,
    choices: Sequence[Choice],
    *,
    found: Iterable[Diagnostic] = (),
    complete: bool = True,
    hands: Hands | None = None,
    progress: Progress = unseen,
) -> Judgement:
    """Lay out all choices; ``found`` are the problems known before (those of reading).

    ``hands`` draw the editions that are enough for them at once.
    ``complete`` is False where cards of the deck could not be read, also where
    their problems are not among those found. A fault that several editions
    share is one problem, since equal problems are kept once.
    """
    told = tuple(found)
    problems: list[Diagnostic] = []
    complete = complete and not has_errors(told)
    laid = []
    for number, choice in enumerate(choices):
        progress(Step(f"Laying out {choice.edition}", number, len(choices)))
        edition, wrong = resolve(deck, choice, complete=complete)
        problems += wrong
        if edition is None:
            continue
        drawn = None
        if hands and hands.take_on(edition):
            # What is drawn waits on the disk where it is much.
            with naming(Path(gettempdir())):
                (faces, wrong), drawn = hands.draw(edition, progress)
        else:
            faces, wrong = lay_out(edition)
        problems += wrong
        problems += _without_spots(edition, tuple(drawn.plates) if drawn else plates_of(faces))
        problems += _short_bleed(edition)
        if edition.press.order == FRONTS_BACKS:
            faces = tuple(sorted(faces, key=lambda face: face.side != "front"))
        if not faces:
            if not choice.only and not has_errors((*told, *problems)):
                problems.append(_empty(deck, choice))
            continue
        laid.append(Laid(edition, tuple(faces), drawn))
    progress(Step("Laid out", len(choices), len(choices)))
    news = joined(gathered(deck, without_followers(told, problems)))
    return Judgement(tuple(laid), Report.of((*told, *news)))


def _without_spots(edition: Edition, named: Sequence[str]) -> Iterable[Diagnostic]:
    """Plates that the press does not print. Reports press-without-spots."""
    if named and not edition.press.spots:
        plates = {plate.spot.name: plate.span for plate in edition.theme.plates.values()}
        listed = ", ".join(f"`{name}`" for name in named)
        message = f"the press `{edition.press.name}` takes no spot inks, and the theme prints {listed}"
        hint = "Take a press that has `spots: true` (see `cardkit presses`), or a theme without plates."
        yield error("press-without-spots", message, plates.get(named[0]), hint=hint)


def _short_bleed(edition: Edition) -> Iterable[Diagnostic]:
    """A format whose own bleed is less than the press's: its owner's decision, which the printer must hear of.

    Reports bleed-too-small.
    """
    form, press = edition.format, edition.press
    if form.bleed < press.bleed - _HAIR:
        message = f"the format `{form.name}` has {form.bleed:g} mm of bleed; the press `{press.name}` asks for {press.bleed:g} mm"
        hint = "Ask the printer whether that will do, or take a press that asks for less (see `cardkit presses`)."
        yield warning("bleed-too-small", message, edition.deck.record.span_of("format"), hint=hint)


#: Less than any knife knows, in mm.
_HAIR = 0.01


def _empty(deck: Deck, choice: Choice) -> Diagnostic:
    message = f"the edition `{choice.edition}` has no cards, so it gives no file"
    hint = "Take it out of `editions:`, or give a card its languages."
    return warning("empty-edition", message, deck.editions[choice.edition].span, hint=hint)
