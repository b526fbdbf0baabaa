"""Look over the machine: is all here that a deck needs, and does it work?"""

from __future__ import annotations

import sys

from cardkit.cli.stop import FAULTY, GOOD
from cardkit.cli.table import table
from cardkit.cli.talk import Talk
from cardkit.cli.terminal import put

#: What a finding is called in the list, by what follows from it.
_WORDS = {"good": "well", "warning": "less", "error": "LACKS"}


def doctor(*, talk: Talk) -> int:
    """Look over this machine: Python, libraries, decoders, fonts, disk, and what to do where something lacks.

    Every part is put to work: a code is drawn and read back by both engines, Mongolian is shaped, a PDF is
    written and opened. `less` is something that cardkit can do without.

    \b
    Examples:
      cardkit doctor
      cardkit doctor --no-color > machine.txt     to send with a report
    """
    from cardkit.cli.checkup import findings

    found = findings()
    terminal = talk.data
    rows = table([(_WORDS[finding.weight], finding.name, finding.found) for finding in found]).splitlines()
    for row, finding in zip(rows, found, strict=True):
        put(terminal.paint(row, finding.weight) if terminal.colour else row)
    for finding in found:
        if finding.advice:
            put(f"\n{finding.name}: {finding.advice}")
    ready = all(finding.weight != "error" for finding in found)
    put("\nThis machine is ready." if ready else "\nThis machine is not ready.")
    sys.stdout.flush()
    return GOOD if ready else FAULTY
