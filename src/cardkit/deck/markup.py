"""Find markup in a text of a card, where it prints as it stands."""

from __future__ import annotations

import re
from html import unescape

_TAGS = "a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|small|span|strong|sub|sup|u|ul"

# What people bring along from Markdown, from web pages and from quoted strings; nothing that says something by itself.
_MARKUP = re.compile(
    r"\*\*(?=\S)[^*\n]+(?<=\S)\*\*"
    r"|(?<!\w)__(?=\S)[^_\n]+(?<=\S)__(?!\w)"
    r"|\[[^\[\]\n]+\]\((?:https?://|mailto:|www\.)[^()\s]*\)"
    rf"|</?(?:{_TAGS})(?:\s+[\w-]+=[^<>\n]*)?\s*/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|apos|mdash|ndash|hellip|copy|reg|deg|middot|shy|#[0-9]{2,6}|#x[0-9a-f]{2,6});"
    r"|\\n",
    re.IGNORECASE,
)


def markup(text: str) -> re.Match[str] | None:
    """The first markup in a text."""
    # Most texts have none of these signs, and a large deck has a hundred thousand texts.
    if "<" in text or "&" in text or "\\" in text or "**" in text or "__" in text or "](" in text:
        return _MARKUP.search(text)
    return None


def instead(written: str) -> str:
    """What to do about markup, in the imperative."""
    if written.startswith("\\"):
        return "Put the text in double quotes, or on lines of its own after `|`."
    if written.startswith("&"):
        character = unescape(written)
        return (
            f"Write `{character}`."
            if character.isprintable() and not character.isspace()
            else "Type the character itself."
        )
    return "Delete the marks: the theme decides how words look."
