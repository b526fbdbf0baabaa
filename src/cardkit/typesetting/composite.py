"""Add glyphs to a font file that are put together from others: a letter with its marks becomes one glyph.

A reader of a PDF takes each glyph shown for a piece of text. A mark shown on
its own has none, or stands ahead of its letter where a line runs from right to
left; a letter drawn with its marks as one glyph says what the cluster says.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Composite:
    """Glyphs drawn as one: each component's id with its place (x, y), and the whole's advance, in font units."""

    components: tuple[tuple[int, int, int], ...]
    advance: int


def add_composites(data: bytes, composites: Sequence[Composite], new_ids: Mapping[int, int]) -> tuple[bytes, list[int]]:
    """The TrueType file with these glyphs at its end, and their ids.

    Components are named by the ids that ``new_ids`` turns into the file's own.
    Table layouts: OpenType 1.9, "glyf", "loca", "hmtx", "maxp".
    """
    tables = _tables(data)
    maxp, head, hhea = bytearray(tables["maxp"]), bytearray(tables["head"]), bytearray(tables["hhea"])
    (count,) = struct.unpack_from(">H", maxp, 4)
    (is_long,) = struct.unpack_from(">h", head, 50)
    offsets = list(struct.unpack_from(f">{count + 1}{'I' if is_long else 'H'}", tables["loca"]))
    if not is_long:
        offsets = [offset * 2 for offset in offsets]
    metrics = _metrics(tables["hmtx"], count, struct.unpack_from(">H", hhea, 34)[0])
    glyf = bytearray(tables["glyf"][: offsets[-1]])
    for composite in composites:
        glyph, left = _glyph([(new_ids[i], x, y) for i, x, y in composite.components], glyf, offsets)
        glyf += glyph + b"\0" * (-len(glyph) % 4)
        offsets.append(len(glyf))
        metrics.append((composite.advance, left))
    most = max(1, *(len(composite.components) for composite in composites))
    points, contours, in_composite, contours_in_composite = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">H", maxp, 4, count + len(composites))
    struct.pack_into(">2H", maxp, 10, _most(points, in_composite, most), _most(contours, contours_in_composite, most))
    struct.pack_into(">2H", maxp, 28, max(elements, most), depth + 1)
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(metrics))
    tables |= {
        "glyf": bytes(glyf),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
        "hmtx": b"".join(struct.pack(">Hh", max(0, advance), left) for advance, left in metrics),
        "maxp": bytes(maxp),
        "head": bytes(head),
        "hhea": bytes(hhea),
    }
    return _file(tables), list(range(count, count + len(composites)))


def _glyph(components: Sequence[tuple[int, int, int]], glyf: bytearray, offsets: Sequence[int]) -> tuple[bytes, int]:
    """The description of one glyph and its left side bearing."""
    drawn = [(i, x, y) for i, x, y in components if offsets[i + 1] > offsets[i]]
    if not drawn:
        return b"", 0
    boxes = []
    for i, x, y in drawn:
        left, bottom, right, top = struct.unpack_from(">4h", glyf, offsets[i] + 2)
        boxes.append((left + x, bottom + y, right + x, top + y))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    parts = [struct.pack(">5h", -1, min(lefts), min(bottoms), max(rights), max(tops))]
    for k, (i, x, y) in enumerate(drawn):
        flags = _WORDS | _OFFSETS | (_MORE if k < len(drawn) - 1 else 0) | (0 if k else _OVERLAP)
        parts.append(struct.pack(">HHhh", flags, i, x, y))
    return b"".join(parts), min(lefts)


# Flags of a component (OpenType 1.9, "glyf", composite glyph description).
_WORDS, _OFFSETS, _MORE, _OVERLAP = 0x0001, 0x0002, 0x0020, 0x0400


def _most(simple: int, composite: int, elements: int) -> int:
    """An upper bound for what a composite holds; readers take room by it."""
    return min(0xFFFF, max(simple, composite) * elements)


def _metrics(hmtx: bytes, count: int, full: int) -> list[tuple[int, int]]:
    """Advance and left side bearing of every glyph; the last full advance holds for those behind it."""
    metrics: list[tuple[int, int]] = [struct.unpack_from(">Hh", hmtx, 4 * i) for i in range(full)]
    for i in range(count - full):
        metrics.append((metrics[full - 1][0], struct.unpack_from(">h", hmtx, 4 * full + 2 * i)[0]))
    return metrics


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count)]
    return {tag.decode("ascii"): data[offset : offset + length] for tag, _, offset, length in entries}


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The tables as one file, with their checksums (OpenType 1.9, "Organization of an OpenType font")."""
    power = 1 << (len(tables).bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16
    )
    directory, body = b"", b""
    start = len(header) + 16 * len(tables)
    head_at = 0
    for tag, table in sorted(tables.items()):
        if tag == "head":
            table = table[:8] + b"\0\0\0\0" + table[12:]
            head_at = start + len(body)
        directory += struct.pack(">4sIII", tag.encode("ascii"), _checksum(table), start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    data = bytearray(header + directory + body)
    struct.pack_into(">I", data, head_at + 8, (0xB1B0AFBA - _checksum(bytes(data))) & 0xFFFFFFFF)
    return bytes(data)


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF
