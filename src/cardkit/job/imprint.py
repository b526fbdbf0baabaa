"""Write a laid-out edition as a PDF, with what the file says about itself."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import BinaryIO

from cardkit.deck import Deck, LocalText
from cardkit.diagnostic import Diagnostic, error
from cardkit.edition.model import Edition
from cardkit.job.laid import Laid
from cardkit.machine import store
from cardkit.press.model import Press
from cardkit.writers import pdf

#: The date of files whose deck says none.
_NO_DATE = "2000-01-01"


#: Eleven digits of seconds reach past the year 5000.
_LONGEST_EPOCH = 11


def write(laid: Laid, out: BinaryIO) -> pdf.Written:
    """Write the edition's faces, one page a face."""
    edition = laid.edition
    sections = {section.id: _said(section.title, edition) for section in edition.deck.sections}
    if laid.drawn:
        return pdf.bind(laid.drawn.pages(laid.faces), laid.drawn.stock, job(edition), out, sections)
    return pdf.write(laid.faces, job(edition), out, sections)


def job(edition: Edition) -> pdf.Job:
    """What the file says about itself; nothing of it depends on the hour or the place."""
    return pdf.Job(
        title=_said(edition.deck.title, edition) or edition.deck.id,
        language=edition.languages[0],
        date=date(edition.deck),
        producer=f"cardkit {version('cardkit')}",
        press=press_of(edition),
        cache=store.folder(),
    )


def press_of(edition: Edition) -> Press:
    """The press that an edition's files are for; a draft must not reach one, so its file claims nothing that it would look for."""
    return replace(edition.press, standard=None) if edition.draft else edition.press


def date(deck: Deck) -> str:
    """The day that a deck's files bear: SOURCE_DATE_EPOCH (reproducible-builds.org), else `issued`, else a fixed one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return deck.issued or _NO_DATE


def date_fault() -> Diagnostic | None:
    """What is wrong with SOURCE_DATE_EPOCH, for whoever is about to write. Reports build-date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch or (epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST_EPOCH):
        return None
    hint = "Unset it, or give the seconds since 1970, such as 1796083200."
    return error("build-date", f"SOURCE_DATE_EPOCH is `{epoch}`, which is no number of seconds", hint=hint)


def _said(text: LocalText, edition: Edition) -> str:
    """A text in the edition's first language that has it."""
    for language in (*edition.languages, *edition.deck.languages):
        found = text.get(language)
        if found:
            return found.text
    return ""
