"""Look over the machine: is all here that a render needs?"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cardkit.cli.stop import FAULTY, GOOD
from cardkit.cli.table import table
from cardkit.cli.talk import Talk
from cardkit.cli.terminal import put

#: What is installed, and the module by which it is used.
_LIBRARIES = {
    "reportlab": "reportlab",
    "qrcode": "qrcode",
    "PyYAML": "yaml",
    "typer": "typer",
    "rich": "rich",
    "uharfbuzz": "uharfbuzz",
    "icu4py": "icu4py",
    "pillow": "PIL",
    "pypdfium2": "pypdfium2",
    "zxing-cpp": "zxingcpp",
    "watchfiles": "watchfiles",
}

#: A large deck takes 400 MB; its PDFs and photographs want about as much disk.
_ENOUGH_BYTES = 500_000_000

#: What was looked at, what was found, and what to do about it (nothing where it is well).
Finding = tuple[str, str, str]


def doctor(*, talk: Talk) -> int:
    """Look over this machine: Python, libraries, fonts, profile, disk; and say what to do where something lacks.

    \b
    Examples:
      cardkit doctor
      cardkit doctor --no-color > machine.txt     to send with a report
    """
    findings: list[Finding] = [_python(), _cardkit()]
    findings += [_library(name, module) for name, module in _LIBRARIES.items()]
    findings += [_safely(name, look) for name, look in _LOOKS.items()]
    rows = [("well" if not advice else "LACKS", name, found) for name, found, advice in findings]
    terminal = talk.data
    for row in table(rows).splitlines():
        put(terminal.paint(row, "good" if row.startswith("well") else "error") if terminal.colour else row)
    for name, _, advice in findings:
        if advice:
            put(f"\n{name}: {advice}")
    ready = not any(advice for _, _, advice in findings)
    put("\nThis machine is ready." if ready else "\nThis machine is not ready.")
    return GOOD if ready else FAULTY


def _safely(name: str, look: Callable[[], tuple[str, str]]) -> Finding:
    """A doctor does not fall ill: whatever goes wrong in a look is its finding."""
    try:
        return (name, *look())
    except Exception as fault:  # noqa: BLE001
        return (name, f"{type(fault).__name__}: {fault}", "Install cardkit again in a fresh environment.")


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return ("Python", found, "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer.")


def _cardkit() -> Finding:
    return ("cardkit", f"{version('cardkit')} in {Path(__file__).parent.parent}", "")


def _library(name: str, module: str) -> Finding:
    repair = f"Run `{sys.executable} -m pip install --force-reinstall {name}`."
    try:
        import_module(module)
        return (name, version(name), "")
    except PackageNotFoundError:
        return (name, "there, of unknown version", "")
    except Exception as fault:  # noqa: BLE001 - a broken wheel fails in its own way.
        return (name, f"{type(fault).__name__}: {fault}", repair)


def _fonts() -> tuple[str, str]:
    from cardkit.typesetting.shelf import shelf

    fonts, _ = shelf()
    there = [font for font in fonts.values() if font.path.is_file()]
    repair = "Install cardkit again: its fonts are missing."
    return f"{len(there)} of {len(fonts)} files", "" if there and len(there) == len(fonts) else repair


def _profile() -> tuple[str, str]:
    path = Path(__file__).parent.parent / "data" / "icc" / "FOGRA39L_coated.icc"
    repair = "Install cardkit again: its colour profile is missing."
    return (path.name, "") if path.is_file() else ("missing", repair)


def _themes() -> tuple[str, str]:
    from cardkit.edition.theme_folder import theme_folders

    names = sorted(theme_folders())
    return ", ".join(names) or "none", "" if names else "Install cardkit again: its themes are missing."


def _folder() -> tuple[str, str]:
    try:
        with tempfile.TemporaryFile(dir="."):
            return str(Path.cwd()), ""
    except OSError as trouble:
        return f"{Path.cwd()}: {trouble.strerror}", "Go to a folder you may write to, or render with -o DIR."


def _disk() -> tuple[str, str]:
    free = shutil.disk_usage(".").free
    return f"{free / 1e9:.1f} GB free", "" if free >= _ENOUGH_BYTES else "Make room: a render wants half a gigabyte."


def _memory() -> tuple[str, str]:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return "unknown", ""
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{size / 1e9:.1f} GB", "" if size >= _ENOUGH_BYTES else "Render in parts with --edition or --only."


def _encoding() -> tuple[str, str]:
    return f"{sys.stdout.encoding} (files are always UTF-8)", ""


_LOOKS: dict[str, Callable[[], tuple[str, str]]] = {
    "fonts": _fonts,
    "colour profile": _profile,
    "themes": _themes,
    "working folder": _folder,
    "disk": _disk,
    "memory": _memory,
    "output encoding": _encoding,
}
