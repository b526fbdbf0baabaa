"""Explain what is wrong between brackets: unclosed, closed by the wrong one, no comma."""

from __future__ import annotations

import re

from cardkit.diagnostic import Related
from cardkit.source.finding import KEY_LINE, Explained, Finding
from cardkit.source.refusal import short


def explain_bracket(found: Finding) -> Explained | None:
    """Inside brackets: unclosed, closed by the wrong one, or something between two items."""
    if found.says("unexpected ':'"):
        # `{a: b:, c}`: the parser names the word, so the bracket has to be looked for.
        opening = max(found.text.rfind("[", 0, found.at), found.text.rfind("{", 0, found.at))
        return _colon_in_flow(found, opening, (Related("opened here", found.manuscript.at(opening)),))
    if not found.says("flow"):
        return None
    opening, at = found.since, found.at
    bracket = found.text[opening : opening + 1]
    what = "list" if bracket == "[" else "mapping"
    closing = "]" if bracket == "[" else "}"
    if not found.says("flow sequence", "flow mapping"):
        if found.character in ("", "\n"):
            opening = max(found.text.rfind("[", 0, at), found.text.rfind("{", 0, at))
            # The text ends right behind a bracket or a comma, where the parser names no bracket.
            cut = at >= len(found.text.rstrip()) and opening >= 0 and found.text[:at].rstrip()[-1] in "[{,"
            return _unclosed(found, opening) if cut else None
        return found.say(
            at,
            f'"{found.character}" stands where a value should',
            "Write the value before it, or delete it; text that begins with it goes in quotes.",
        )
    if _next_key(found, opening, at):
        return _unclosed(found, opening)
    where = (Related("opened here", found.manuscript.at(opening)),)
    if found.character in "]}":
        return found.say(
            at,
            f'"{found.character}" closes a {what} that "{bracket}" opened',
            f'Write "{closing}" here.',
            related=where,
        )
    if found.character == ":":
        return _colon_in_flow(found, opening, where)
    sign = found.text[at - 1]
    if sign in "\"'" and found.text[found.scalar_at : found.scalar_at + 1] == sign and found.character.isalnum():
        # The apostrophe of `'The miller's wheel'`.
        return found.say(
            at - 1,
            f"the value ends at this {sign}, but more text follows: {found.shown(at, _item_end(found, at))}",
            'Put the whole value in double quotes: "…".'
            if sign == "'"
            else 'Write \\" for a quote inside double quotes.',
            related=where,
        )
    return found.say(
        at,
        f'a comma is missing before "{found.shown(at, _item_end(found, at))}"',
        "Put a comma between the items; a value with quotes or brackets inside goes in quotes as a whole.",
        related=where,
    )


def _unclosed(found: Finding, opening: int) -> Explained:
    bracket = found.text[opening]
    what, closing = ("list", "]") if bracket == "[" else ("mapping", "}")
    return found.say(
        opening,
        f'the {what} opened here with "{bracket}" is not closed',
        f'Put the closing "{closing}" at its end, or put the value in quotes if the {bracket} belongs to the text.',
    )


def _next_key(found: Finding, opening: int, at: int) -> bool:
    """Whether the parser ran out of the brackets into the keys that follow them."""
    if at >= len(found.text.rstrip()):
        return True
    line, first = found.line(at), found.line(opening)
    indent = len(line) - len(line.lstrip(" "))
    return (
        found.line_start(at) > opening
        and indent <= len(first) - len(first.lstrip(" "))
        and KEY_LINE.match(line) is not None
    )


def _colon_in_flow(found: Finding, opening: int, where: tuple[Related, ...]) -> Explained:
    at = found.at
    begin = max(found.text.rfind(sign, opening, at) for sign in ("[", "{", ",", ": ", "\n")) + 1
    between = found.text[begin:at].strip()
    wide = found.text.find("，", begin, at)
    if wide >= 0:
        return found.say(
            wide,
            'the comma "，" is the full-width one, which YAML reads as text',
            "Write an ordinary comma and a space between the items; quote the value if the comma belongs to it.",
            related=where,
        )
    return found.say(
        at,
        f'a second colon follows "{short(found.manuscript.restored(between))}"; either a comma is missing before it, '
        "or the value needs quotes",
        "Put a comma between the items, or the value in quotes.",
        related=where,
        mended=found.manuscript.taken_as_text(at) if between and " " not in between else None,
    )


def _item_end(found: Finding, at: int) -> int:
    match = re.compile(r"[^,\]}\n]*").match(found.text, at + 1)
    return match.end() if match else at + 1
