"""Cut a font down to the glyphs that a document shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import uharfbuzz as hb

from cardkit.typesetting.font import Font

# Tables that a PDF reader never looks at: it gets glyph ids and widths from the PDF itself.
_NOT_NEEDED = (
    *("GSUB", "GPOS", "GDEF", "kern", "name", "OS/2", "cmap", "post", "vhea", "vmtx"),
    *("VORG", "STAT", "DSIG", "BASE", "gasp", "meta", "MATH"),
)


def subset(font: Font, glyph_ids: Iterable[int]) -> tuple[bytes, Mapping[int, int]]:
    """The font file with these glyphs alone, and where each old glyph id went."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(glyph_ids))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update({int.from_bytes(tag.encode(), "big") for tag in _NOT_NEEDED})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    plan = hb.SubsetPlan(font.face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def cut(font: Font, characters: Iterable[str]) -> bytes:
    """The font file with what it needs to set these characters, its shaping rules included: what a web page loads."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update({ord(character) for character in characters})
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(hb.SubsetPlan(font.face, wanted).execute().blob.data)
