"""Put each part of this machine to work that a deck needs, and say what came of it."""

from __future__ import annotations

import locale
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

#: A deck of ten thousand cards takes 400 MB; its PDFs and photographs want about as much disk.
_ENOUGH_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, how much it matters, and what to do about it (nothing where it is well)."""

    name: str
    found: str
    advice: str = ""
    weight: str = "good"  # good | warning: cardkit can do without | error


def findings() -> tuple[Finding, ...]:
    """Everything that was looked at, in the order in which one would mend it."""
    looks: Sequence[tuple[str, Callable[[], Finding]]] = (
        ("codes", _codes),
        ("PDF", _pdf),
        ("shaping", _shaping),
        ("fonts", _fonts),
        ("colour profile", _profile),
        ("themes", _themes),
        ("photographs", _photographs),
        ("working folder", _folder),
        ("cache folder", _cache),
        ("temporary folder", _temporary),
        ("disk", _disk),
        ("memory", _memory),
        ("processors", _processors),
        ("locale", _locale),
    )
    return (_python(), _cardkit(), *_libraries(), *(_safely(name, look) for name, look in looks))


def _safely(name: str, look: Callable[[], Finding]) -> Finding:
    """A doctor does not fall ill: whatever goes wrong in a look is its finding."""
    try:
        return look()
    except Exception as fault:  # noqa: BLE001
        advice = "Install cardkit again in a fresh environment."
        return Finding(name, f"{type(fault).__name__}: {fault}", advice, "error")


def _python() -> Finding:
    return Finding("Python", ".".join(str(part) for part in sys.version_info[:3]))


def _cardkit() -> Finding:
    return Finding("cardkit", f"{version('cardkit')} in {Path(__file__).parent.parent}")


#: Modules that are not called like the package that brings them.
_MODULES = {
    "pyyaml": "yaml",
    "pillow": "PIL",
    "zxing-cpp": "zxingcpp",
    "fonttools": "fontTools",
    "pillow-heif": "pillow_heif",
}

#: What cardkit can do without, by the extra that brings it.
_EXTRAS = {"hyphenation": "long words are hyphenated", "heic": "`cardkit scan` reads HEIC photographs"}

_REQUIREMENT = re.compile(r"""([\w.-]+)\s*>=\s*([\d.]+)\s*(?:;\s*extra\s*==\s*["']([\w-]+)["'])?""")


def _libraries() -> Iterator[Finding]:
    """The libraries that cardkit's own package names, with the versions it wants."""
    for line in requires("cardkit") or ():
        named = _REQUIREMENT.fullmatch(line.strip())
        if named and (named[3] is None or named[3] in _EXTRAS):
            yield _library(named[1], named[2], named[3])


def _library(name: str, least: str, extra: str | None) -> Finding:
    weight = "warning" if extra else "error"
    wanted = f'"cardkit[{extra}]"' if extra else f'"{name}>={least}"'
    advice = f"Run `{_this_python()} -m pip install {wanted}`."
    if extra:
        advice = f"With it, {_EXTRAS[extra]}. {advice}"
    try:
        found = version(name)
        import_module(_MODULES.get(name.lower(), name.replace("-", "_").lower()))
    except PackageNotFoundError:
        return Finding(name, "not installed", advice, weight)
    except Exception as fault:  # noqa: BLE001 - a broken wheel fails in its own way.
        return Finding(name, f"{found}, broken: {type(fault).__name__}: {fault}", advice, weight)
    if _numbers(found) < _numbers(least):
        return Finding(name, f"{found}; {least} is the least", advice, weight)
    return Finding(name, found)


def _this_python() -> str:
    """What to write for the Python that runs this: its name alone where a shell finds this one by it."""
    name = Path(sys.executable).name
    found = shutil.which(name)
    # Two environments may link to one Python, so the links are not followed.
    return name if found and Path(found).absolute() == Path(sys.executable).absolute() else shlex.quote(sys.executable)


def _numbers(release: str) -> tuple[int, ...]:
    """1.10.2 as (1, 10, 2); what follows the numbers does not count."""
    return tuple(int(part) for part in re.findall(r"\d+", release.split("+", 1)[0])[:3])


def _codes() -> Finding:
    """A code drawn, and read back by both engines."""
    from cardkit.codes.decode import decode, second_opinion
    from cardkit.codes.symbol import symbol

    url = "https://cards.example.org/c/ABC123"
    made = symbol(url)
    scale, quiet = 4, 4
    side = (made.modules + 2 * quiet) * scale
    pixels = bytearray(b"\xff" * side * side)
    for row, modules in enumerate(made.matrix):
        for column, dark in enumerate(modules):
            for y in range(scale * dark):
                start = ((row + quiet) * scale + y) * side + (column + quiet) * scale
                pixels[start : start + scale] = bytes(scale)
    first = [code.text for code in decode(bytes(pixels), side, side)]
    second = [code.decode() for code in second_opinion(bytes(pixels), side, side)]
    if first == second == [url]:
        return Finding("codes", "drawn, and read back by both engines")
    repair = "Install zxing-cpp and deqr again: codes cannot be proved without them."
    return Finding("codes", f"read as {first} and {second}", repair, "error")


def _pdf() -> Finding:
    """A PDF written by one library, opened by another and drawn by a third."""
    from io import BytesIO

    from cardkit.deck import formats
    from cardkit.geometry import Rect
    from cardkit.ink import KEY
    from cardkit.layout.drawing import Face, Fill
    from cardkit.pdf.document import opened, pages
    from cardkit.pdf.raster import GREY, raster
    from cardkit.press.folder import shipped_press
    from cardkit.writers import pdf

    trim = next(iter(formats().values())).trim
    out = BytesIO()
    face = Face("one", "front", trim, 3, (Fill(Rect(10, 10, 20, 20), KEY),))
    pdf.write([face], pdf.Job("Doctor", "en", "2000-01-01", "cardkit", shipped_press("fogra39-x4")), out)
    with opened(out.getvalue()) as document:
        picture = raster(next(iter(pages(document))), Rect(0, 0, 40, 40), 4, GREY)
    dark = sum(pixel < 128 for pixel in picture.pixels) / 4**2
    if abs(dark - 400) < 20:
        return Finding("PDF", "written, opened and drawn")
    return Finding("PDF", f"400 mm² of ink are drawn as {dark:.0f}", "Install reportlab and pypdfium2 again.", "error")


def _shaping() -> Finding:
    """A Mongolian word, whose letters must join."""
    from cardkit.typesetting.font import open_font
    from cardkit.typesetting.shelf import shelf

    fonts, _ = shelf()
    path = next(font.path for font in fonts.values() if "Mongolian" in font.path.name)
    word = "\u182e\u1823\u1829\u182d\u1823\u182f"  # monggol
    font = open_font(path)
    joined = [glyph.id for glyph in font.shape(word, "mn-Mong").glyphs]
    apart = [font.shape(letter, "mn-Mong").glyphs[0].id for letter in word]
    if joined and joined != apart:
        return Finding("shaping", "Mongolian letters join")
    return Finding("shaping", "Mongolian letters stand apart", "Install uharfbuzz again.", "error")


def _fonts() -> Finding:
    from cardkit.typesetting.shelf import shelf

    fonts, _ = shelf()
    there = [font for font in fonts.values() if font.path.is_file()]
    found = f"{len(there)} of {len(fonts)} files"
    if there and len(there) == len(fonts):
        return Finding("fonts", found)
    return Finding("fonts", found, "Install cardkit again: its fonts are missing.", "error")


def _profile() -> Finding:
    from cardkit.picture.ability import profile_name

    path = Path(__file__).parent.parent / "data" / "icc" / "FOGRA39L_coated.icc"
    if not path.is_file():
        return Finding("colour profile", "missing", "Install cardkit again: its colour profile is missing.", "error")
    return Finding("colour profile", profile_name(path))


def _themes() -> Finding:
    from cardkit.edition.theme_folder import theme_folders

    names = sorted(theme_folders())
    if names:
        return Finding("themes", ", ".join(names))
    return Finding("themes", "none", "Install cardkit again: its themes are missing.", "error")


def _photographs() -> Finding:
    """What Pillow was built to open."""
    from cardkit.picture.ability import formats

    able = formats()
    lacking = [name for name, there in able.items() if not there]
    if lacking:
        repair = "Install Pillow again from its wheel: this one was built without them."
        return Finding("photographs", f"no {', '.join(lacking)}", repair, "error")
    return Finding("photographs", ", ".join(able))


def _folder() -> Finding:
    try:
        with tempfile.TemporaryFile(dir="."):
            return Finding("working folder", str(Path.cwd()))
    except OSError as trouble:
        repair = "Go to a folder you may write to, or render with -o DIR."
        return Finding("working folder", f"{Path.cwd()}: {trouble.strerror}", repair, "error")


def _cache() -> Finding:
    """Where pictures, cards and proofs are kept between runs; a render does without, but takes longer."""
    from cardkit.machine import store

    folder = store.folder()
    if folder is None:
        return Finding("cache folder", "no home folder", "Set XDG_CACHE_HOME: renders will be quicker.", "warning")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return _room("cache folder", folder, "Make room, or set XDG_CACHE_HOME: renders will be quicker.")
    except OSError as trouble:
        advice = "Make it writable, or set XDG_CACHE_HOME: renders will be quicker."
        return Finding("cache folder", f"{folder}: {trouble.strerror}", advice, "warning")


def _temporary() -> Finding:
    """Where the pages of a large edition wait for their file, and proofs are measured."""
    advice = "Make room, or let TMPDIR name another folder: a deck of many thousand cards needs half a gigabyte there."
    try:
        with tempfile.TemporaryFile():
            return _room("temporary folder", Path(tempfile.gettempdir()), advice)
    except OSError as trouble:
        advice = "Let TMPDIR name a folder that you may write to."
        return Finding("temporary folder", trouble.strerror or str(trouble), advice, "error")


def _room(name: str, folder: Path, advice: str) -> Finding:
    """How much a folder's disk has left for what a large deck puts there; a small deck does with little."""
    free = shutil.disk_usage(folder).free
    found = f"{folder}, {_size(free)} free"
    return Finding(name, found) if free >= _ENOUGH_BYTES else Finding(name, found, advice, "warning")


def _disk() -> Finding:
    free = shutil.disk_usage(".").free
    found = f"{_size(free)} free"
    if free >= _ENOUGH_BYTES:
        return Finding("disk", found)
    return Finding("disk", found, "Make room: a large deck wants half a gigabyte.", "error")


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= _ENOUGH_BYTES else f"{count / 1e6:.0f} MB"


def _memory() -> Finding:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return Finding("memory", "unknown")
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    found = f"{size / 1e9:.1f} GB"
    if size >= _ENOUGH_BYTES:
        return Finding("memory", found)
    return Finding("memory", found, "Render in parts with --edition or --only.", "warning")


def _processors() -> Finding:
    return Finding("processors", str(os.cpu_count() or 1))


def _locale() -> Finding:
    """Files are UTF-8 whatever the locale says; a terminal that is not shows escapes where it has no letters."""
    said = locale.setlocale(locale.LC_CTYPE)
    found = f"{said}; the terminal takes {sys.stdout.encoding}, files are always UTF-8"
    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        return Finding("locale", found)
    advice = "Set LANG=C.UTF-8 (on Windows: `chcp 65001`), and Chinese and Mongolian are shown as they are written."
    return Finding("locale", found, advice, "warning")
