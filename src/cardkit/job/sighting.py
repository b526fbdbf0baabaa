"""Find the codes in photographs of printed cards, and tell whose they are and whether their print is still good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cardkit.codes.decode import Decoded, decode
from cardkit.codes.name import apart
from cardkit.codes.reading import Reading, judge_print
from cardkit.deck.scalar import shortened
from cardkit.diagnostic import Diagnostic, Severity, error, warning
from cardkit.job.destination import WITHDRAWN, Destination
from cardkit.job.printed import PrintedCode
from cardkit.picture.snapshot import Snapshot, View, views


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code that was seen: in which picture, what it says, where its middle is in pixels, how its print is.

    ``card`` and ``state`` are known where it is a code of the deck, ``editions``
    and ``files`` where a finished file carries just it.
    """

    picture: str
    text: str
    middle: tuple[float, float]
    reading: Reading
    version: int | None = None
    level: str | None = None
    code: str | None = None
    serial: str = ""
    card: str | None = None
    state: str | None = None
    editions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def sightings(picture: str, snapshot: Snapshot) -> tuple[Sighting, ...]:
    """Every code in a picture, from its top to its bottom.

    The picture is looked at in one light after the other. The first in which a
    code is seen is followed by one more, smaller: on a sheet some codes may be
    sharp and others not.
    """
    found: list[tuple[Decoded, View, tuple[float, float]]] = []
    more = 1
    for view in views(snapshot):
        if found and more == 0:
            break
        more -= 1 if found else 0
        for code in decode(view.snapshot.grey, view.snapshot.width, view.snapshot.height):
            xs, ys = zip(*code.corners, strict=True)
            middle = view.back((sum(xs) / 4, sum(ys) / 4))
            reach = max(max(xs) - min(xs), max(ys) - min(ys))
            if not any(_is_at(middle, there, reach, code, other) for other, _, there in found):
                found.append((code, view, middle))
    found.sort(key=lambda one: (round(one[2][1] / 100), one[2][0]))
    return tuple(
        Sighting(picture, code.text, middle, _read(code, view), code.version, code.level)
        for code, view, middle in found
    )


def known(
    seen: Iterable[Sighting], found: Sequence[Destination], printed: Iterable[PrintedCode]
) -> tuple[Sighting, ...]:
    """The sightings with what the deck, its ledger and its finished files know of their codes."""
    cards = {one.code: one for one in found}
    files: dict[str, list[PrintedCode]] = {}
    for carrier in printed:
        files.setdefault(carrier.url, []).append(carrier)
    told = []
    for one in seen:
        parts = apart(one.text.rpartition("/c/")[2].rstrip("/")) if "/c/" in one.text else None
        card = cards.get(parts[0]) if parts else None
        if parts is None or card is None:
            told.append(one)
            continue
        carried = files.get(one.text, ())
        told.append(
            replace(
                one,
                code=parts[0],
                serial=parts[1],
                card=card.card,
                state=card.state,
                editions=tuple(dict.fromkeys(carrier.edition for carrier in carried)),
                files=tuple(dict.fromkeys(carrier.file.name for carrier in carried)),
            )
        )
    return tuple(told)


def judge(seen: Iterable[Sighting], pictures: Iterable[str], base: str | None) -> tuple[Diagnostic, ...]:
    """What is wrong with what was seen; ``base`` is the deck's, None where no deck was asked.

    Reports scan-nothing, scan-stranger and scan-worn; as warnings scan-withdrawn,
    scan-elsewhere, and scan-worn where the code is still read at ease.
    """
    told = tuple(seen)
    problems = [_nothing(picture) for picture in pictures if all(one.picture != picture for one in told)]
    for one in told:
        if base is not None:
            problems += _of_deck(one, base)
        grade = one.reading.grade
        if grade is not None and grade > "B":
            problems.append(_worn(one, grade))
    return tuple(problems)


def _of_deck(one: Sighting, base: str) -> list[Diagnostic]:
    said = shortened(one.text)
    if one.card is None:
        hint = "Look whether it is a card of another deck; if not, do not hand it out."
        return [error("scan-stranger", f"`{said}`, in `{shortened(one.picture)}`, is no code of this deck", hint=hint)]
    found = []
    if one.state == WITHDRAWN:
        message = f"the card `{one.card}` (`{one.code}`) was withdrawn; `{shortened(one.picture)}` shows one"
        found.append(warning("scan-withdrawn", message, hint="Take the card out of those you hand out."))
    if one.text.rpartition("/c/")[0] != base:
        message = (
            f"`{said}`, in `{shortened(one.picture)}`, leads elsewhere than `links.base`, which is `{shortened(base)}`"
        )
        hint = "Let the old host lead to the new one for as long as such cards are about."
        found.append(warning("scan-elsewhere", message, hint=hint))
    return found


def _worn(one: Sighting, grade: str) -> Diagnostic:
    why = " and ".join(one.reading.reasons)
    whose = f"the code of `{one.card}`" if one.card else f"`{shortened(one.text)}`"
    copy = f" (copy {one.serial})" if one.serial else ""
    severity = Severity.WARNING if grade == "C" else Severity.ERROR
    hint = "Hold the camera straight over it in even light and look again; if it stays so, print it anew."
    message = f"{whose}{copy} has grade {grade} in `{shortened(one.picture)}`: {why}"
    return Diagnostic("scan-worn", severity, message, None, hint)


def _nothing(picture: str) -> Diagnostic:
    hint = "Fill the picture with the card, in even light, and hold still."
    return error("scan-nothing", f"no code can be read in `{shortened(picture)}`", hint=hint)


def _is_at(
    middle: tuple[float, float], there: tuple[float, float], reach: float, code: Decoded, other: Decoded
) -> bool:
    """Whether a code was seen before: the same words at the same place."""
    near = max(abs(middle[0] - there[0]), abs(middle[1] - there[1])) <= reach
    return near and code.content == other.content


def _read(code: Decoded, view: View) -> Reading:
    return judge_print(view.snapshot.grey, view.snapshot.width, view.snapshot.height, code)


def as_data(one: Sighting) -> Mapping[str, object]:
    """A sighting for programs."""
    reading = one.reading
    return {
        "picture": one.picture,
        "text": one.text,
        "code": one.code,
        "serial": one.serial or None,
        "card": one.card,
        "state": one.state,
        "editions": list(one.editions),
        "files": list(one.files),
        "version": one.version,
        "level": one.level,
        "grade": reading.grade,
        "contrast": None if reading.contrast is None else round(reading.contrast, 3),
        "unused_error_correction": None if reading.unused is None else round(reading.unused, 3),
        "clear_modules": reading.clear,
        "module_px": round(reading.module_px, 2),
        "middle_px": [round(one.middle[0]), round(one.middle[1])],
    }
