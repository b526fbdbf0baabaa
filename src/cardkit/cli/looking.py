"""Turn what proofs show into lines and data: what each ink covers, what changed since an older file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.cli.report import plural
from cardkit.cli.stop import TROUBLE, USAGE, Stop, listed
from cardkit.cli.table import table
from cardkit.cli.talk import Talk, remark, shown
from cardkit.cli.terminal import put, visible
from cardkit.deck import formats
from cardkit.diagnostic import error

if TYPE_CHECKING:
    from cardkit.cli.request import Request
    from cardkit.job.compare import Change, Comparison
    from cardkit.job.proof import Drawn, Since
    from cardkit.job.separation import Coverage


def since_of(wanted: Request, old: Path) -> tuple[Request, Since]:
    """The one edition that an older PDF is compared with, and what is known of that PDF.

    Raises Stop where nothing says which edition it was, OSError where it cannot
    be read. Reports edition-unclear, option-conflict and pdf-unreadable.
    """
    from cardkit.job.past import past
    from cardkit.job.proof import Since

    if old.is_dir():
        message = f"`{shown(old)}` is a folder, and a PDF is wanted"
        raise Stop(TROUBLE, error("pdf-unreadable", message, hint="Name the PDF inside it."))
    known = past(old)
    one = wanted
    if known and len(wanted.editions) != 1 and known.edition in wanted.editions:
        one = replace(one, editions=(known.edition,))
    named = [name for name in one.editions if old.name.startswith(f"{wanted.deck.id}.{name}.")]
    if len(one.editions) != 1 and len(named) == 1:
        one = replace(one, editions=tuple(named))
    if len(one.editions) != 1:
        message = f"nothing says which edition `{old.name}` was"
        hint = f"Name one with --edition: {listed(wanted.editions)}."
        raise Stop(USAGE, error("edition-unclear", message, hint=hint))
    if len(one.formats) > 1:
        message = "an older PDF is compared with one format, and several were given"
        raise Stop(USAGE, error("option-conflict", message, hint="Give --format once."))
    if known and one.formats == (None,) and known.format != wanted.deck.format.name and known.format in formats():
        one = replace(one, formats=(known.format,))
    if wanted.only and known is None:
        message = f"no manifest beside `{old.name}` says on which page the cards of --only were"
        hint = "Leave --only out, or put the manifest.json of that render beside the PDF."
        raise Stop(USAGE, error("option-conflict", message, hint=hint))
    return one, Since(old, known, part=bool(wanted.only))


def show(drawn: Drawn, talk: Talk) -> None:
    """What the pictures show in numbers, for people."""
    if drawn.coverages:
        rows = [("edition", "ink", "", "covers", "at most", "on")]
        put(table([*rows, *map(_row, drawn.coverages)]))
    for comparison in drawn.comparisons:
        for line in _lines(comparison):
            put(line)
        remark(_counted(comparison), talk)


def summary(drawn: Drawn) -> dict[str, object]:
    """What was drawn, for programs."""
    whole: dict[str, object] = {"written": [path.as_posix() for path in drawn.files]}
    if drawn.coverages:
        whole["inks"] = [
            {
                "edition": one.edition,
                "ink": one.ink,
                "sort": one.sort,
                "coverage": round(one.mean, 4),
                "most": {"coverage": round(one.most, 4), "card": one.card, "face": one.side},
            }
            for one in drawn.coverages
        ]
    if drawn.comparisons:
        whole["compared"] = [
            {
                "old": one.old.as_posix(),
                "edition": one.edition,
                "faces": one.compared,
                "by_manifest": one.by_manifest,
                "changes": [_object(change) for change in one.changes],
            }
            for one in drawn.comparisons
        ]
    return whole


def _row(one: Coverage) -> tuple[str, ...]:
    sort = "" if one.sort == "process" else one.sort
    return one.edition, one.ink, sort, _percent(one.mean), _percent(one.most), f"{one.card}, {one.side}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".rjust(7)


def _lines(comparison: Comparison) -> Iterator[str]:
    from cardkit.job.change_sheet import extent

    if not comparison.changes:
        return
    rows = [(change.card, change.face, change.what, extent(change)) for change in comparison.changes]
    for change, row in zip(comparison.changes, table(rows).splitlines(), strict=True):
        yield row
        for name, pairs in (("text", change.texts), ("code", change.codes)):
            for old, new in pairs:
                yield visible(f"  {name}: {_quoted(old)} → {_quoted(new)}")


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _counted(comparison: Comparison) -> str:
    counts: dict[str, int] = {}
    for change in comparison.changes:
        counts[change.what] = counts.get(change.what, 0) + 1
    told = ", ".join(f"{count} {what}" for what, count in counts.items()) or "nothing changed"
    how = "matched by its manifest" if comparison.by_manifest else "matched by the order of its pages"
    return f"{plural(comparison.compared, 'face')} compared with {shown(comparison.old)}, {how}: {told}."


def _object(change: Change) -> dict[str, object]:
    box = change.box
    return {
        "card": change.card,
        "face": change.face or None,
        "what": change.what,
        "old_page": change.old_page,
        "new_page": change.new_page,
        "share": round(change.share, 6),
        "box_mm": [round(value, 3) for value in (box.x, box.y, box.width, box.height)] if box else None,
        "texts": [{"old": old, "new": new} for old, new in change.texts],
        "codes": [{"old": old or None, "new": new or None} for old, new in change.codes],
    }
