"""Compare how often cards' codes are read with how often plain codes of the same links are, under random print and camera.

python -m benchmarks.torture build/inner-mongolia.en.pdf …      each beside its manifest.json

Every trial draws a condition by lot, harder than a booth on most of them, and shows the same one to the code cut
from the PDF and to its reference: level M, black on white, in the same size, as any other program makes it.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.proof import listed
from cardkit.codes.decode import decode, second_opinion
from cardkit.codes.symbol import symbol
from cardkit.pdf.document import opened, page
from cardkit.preflight.camera import Shot, photograph
from cardkit.preflight.sample import SCALE, sample
from cardkit.preflight.stress import Damage, damaged, halved

if TYPE_CHECKING:
    from cardkit.preflight.sample import Light, Pixels


@dataclass(frozen=True, slots=True)
class Subject:
    """A code as it is printed: its light at ``SCALE`` pixels a module, its module in mm, what it says."""

    light: Pixels
    module: float
    content: bytes

    @property
    def width(self) -> float:
        """With its quiet zone, in mm."""
        return len(self.light) / SCALE * self.module


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description="Torture codes.")
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--trials", type=int, default=40, metavar="N", help="trials of each code")
    parser.add_argument("--codes", type=int, default=20, metavar="N", help="codes of each file, from its first")
    options = parser.parse_args()
    print(f"{options.trials} trials a code; read by zxing-cpp, by QRdec, by either; then the same of plain references")
    print(
        f"{'file':<40} {'codes':>6} {'zxing':>7} {'QRdec':>7} {'either':>7} | {'zxing':>7} {'QRdec':>7} {'either':>7}"
    )
    for path in options.pdf:
        pairs = _subjects(path, options.codes)
        own, other = [0, 0, 0], [0, 0, 0]
        for number, (subject, reference) in enumerate(pairs):
            for trial in range(options.trials):
                shot, damage = _condition(random.Random(f"{number}/{trial}"))
                for counts, one in ((own, subject), (other, reference)):
                    for place, right in enumerate(_read(one, shot, damage, trial)):
                        counts[place] += right
        total = max(len(pairs) * options.trials, 1)
        rates = " | ".join(" ".join(f"{count / total:7.1%}" for count in counts) for counts in (own, other))
        print(f"{path.name:<40} {len(pairs):6} {rates}", flush=True)
    return 0


def _subjects(path: Path, most: int) -> list[tuple[Subject, Subject]]:
    """The codes of a file, each with a plain one of the same link and width."""
    codes, _ = listed(path)
    pairs = []
    with opened(path) as document:
        for code in codes[:most]:
            seen = sample(page(document, code.page), code.box, len(code.matrix), bare=code.bare)
            own = Subject(_levels(seen.light), code.module, code.url.encode())
            plain = symbol(code.url, "M")
            blocks = np.kron(np.pad(np.array(plain.matrix), 4), np.ones((SCALE, SCALE), bool))
            drawn = np.where(blocks, 5, 255).astype(np.uint8)
            pairs.append((own, Subject(drawn, code.box.width / plain.modules, own.content)))
    return pairs


def _levels(light: Light) -> Pixels:
    return np.asarray(np.floor(light * 255 + 0.5), np.uint8)


def _condition(dice: random.Random) -> tuple[Shot, Damage]:
    shot = Shot(
        sharpness=dice.uniform(2.2, 6.0),
        defocus=dice.choice((0.2, dice.uniform(0.2, 1.2))),
        motion=dice.choice((0.0, dice.uniform(0.1, 0.9))),
        tilt=dice.choice((0.0, dice.uniform(5, 55))),
        turn=dice.uniform(-40, 40),
        contrast=dice.choice((1.0, dice.uniform(0.25, 1.0))),
        veil=dice.choice((0.0, dice.uniform(0.1, 0.9))),
        noise=dice.randrange(2, 12),
        field=dice.choice((1.0, dice.uniform(1.2, 2.5))),
    )
    harm = dice.randrange(6)
    return shot, Damage(
        growth=dice.uniform(-0.1, 0.1) if harm in (0, 1) else 0.0,
        scratch=dice.uniform(0.2, 0.8) if harm == 2 else 0.0,
        corner=dice.uniform(1.0, 4.0) if harm == 3 else 0.0,
    )


def _read(subject: Subject, shot: Shot, damage: Damage, seed: int) -> tuple[bool, bool, bool]:
    """Whether the first reader, the second, and either of them read the code."""
    harmed = subject.light if damage == Damage() else damaged(subject.light, subject.module, damage)
    picture = photograph(halved(harmed), subject.width, shot, seed)
    height, width = picture.shape
    pixels = picture.tobytes()
    first = {read.content for read in decode(pixels, width, height)} == {subject.content}
    second = set(second_opinion(pixels, width, height)) == {subject.content}
    return first, second, first or second


if __name__ == "__main__":
    sys.exit(main())
