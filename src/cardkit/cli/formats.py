"""List the finished sizes that cardkit knows."""

from __future__ import annotations

from cardkit.cli.table import table
from cardkit.cli.talk import Talk
from cardkit.cli.terminal import put


def formats(*, talk: Talk) -> int:  # noqa: ARG001 - every command has it.
    """List the formats: their names, trim sizes, bleed and safe area, in mm.

    A deck may also bring a size of its own: `format: {trim: [70, 120], bleed: 3, safe: 4}`.

    \b
    Examples:
      cardkit formats
      cardkit render --format card-90x54
    """
    from cardkit import deck

    rows = [("name", "trim", "bleed", "safe")]
    rows += [
        (form.name, f"{form.trim.width:g} × {form.trim.height:g} mm", f"{form.bleed:g} mm", f"{form.safe:g} mm")
        for form in deck.formats().values()
    ]
    put(table(rows))
    return 0
