"""Fill the templates of the pages: every text is escaped, and each page says what it may load."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from cardkit.deck.definition import DATA

if TYPE_CHECKING:
    from jinja2 import Environment, Template

#: Where templates, style sheet and scripts stand.
FOLDER = DATA / "exhibit"


def fill(
    template: str, view: Mapping[str, Any], *, style: str, script: str, frames: str = "", local: bool = False
) -> bytes:
    """A page. ``frames`` is a host that the page may show in a frame; ``local`` pages are read from a disk."""
    text = _template(template).render(
        view=view,
        style=style,
        script=script,
        policy=policy(style, script, frames, local=local),
    )
    return (text + "\n").encode("utf-8", errors="replace")


def policy(style: str, script: str, frames: str, *, local: bool) -> str:
    """The page's Content-Security-Policy: its own files, its one style sheet and its one script, and nothing else."""
    # A page on a disk has no origin of its own that 'self' could name in every browser.
    own = "'self' file:" if local else "'self'"
    parts = {
        "default-src": "'none'",
        "img-src": own,
        "media-src": own,
        "font-src": own,
        "style-src": _hash(style),
        "script-src": _hash(script),
        "connect-src": own,
        "worker-src": own,
        "manifest-src": own,
        "frame-src": frames or "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def source(name: str) -> str:
    """A style sheet or script as it stands in cardkit."""
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)
