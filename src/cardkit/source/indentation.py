"""Explain what is wrong among lines: a colon in a value, indentation that fits nothing, text behind a value."""

from __future__ import annotations

import re

from cardkit.source.finding import KEY_LINE, LONGEST_KEY, Explained, Finding, long_key, missing_space, unclosed_quote
from cardkit.source.refusal import short

_WITHOUT_VALUE = re.compile(r"( *)([\w-]+):[ ]*(?:#.*)?")
_BEFORE_VALUE = re.compile(r"[ ]*(?:- +)*(?:[^:\n]|:(?! |$))*: +")
_WIDE = {"｛": "{", "［": "[", "【": "["}
_CURLY = "“”‘’„«»「」『』"


def explain_colon(found: Finding) -> Explained | None:
    """A colon where no key can be: inside a value, or on a line indented too far."""
    if not found.says("mapping values are not allowed"):
        return None
    start = found.line_start(found.at)
    before = found.text[start : found.at]
    if before.startswith("--- "):
        return found.say(start, "text stands on the line of ---", "Begin the first key on the next line.", length=3)
    value = _BEFORE_VALUE.match(before)
    if value is None:
        return _colon_on_deeper_line(found, start, before)
    begin = start + value.end()
    opening = found.text[begin : begin + 1]
    if opening in ('"', "'") and begin == found.scalar_at:
        return found.say(
            found.at,
            f"a colon stands behind the closing quote: {found.shown(begin, found.line_end(begin))}",
            "Put the quotes around the whole value; a quote inside it is written \\\" in double quotes, '' in single ones.",
            mended=found.manuscript.taken_as_text(found.at),
        )
    if opening and opening in _WIDE:
        return found.say(
            begin,
            f'the "{opening}" is the full-width one, which YAML reads as text',
            f"Write the ordinary {_WIDE[opening]}, and all commas, colons and brackets up to its end likewise.",
        )
    curly = " (curly quotes are text to YAML, they do not count)" if opening and opening in _CURLY else ""
    return found.say(
        found.at,
        f'there is a colon inside the unquoted value "{found.shown(begin, found.line_end(begin))}"',
        f"Put the whole value in quotes{curly}.",
        mended=found.manuscript.taken_as_text(found.at),
    )


def _colon_on_deeper_line(found: Finding, start: int, before: str) -> Explained:
    if len(before) > LONGEST_KEY:
        return long_key(found, start)
    for sign in ('"', "'"):
        opening = _stray_quote_above(found, start, sign) if before.count(sign) % 2 else None
        if opening is not None:
            return unclosed_quote(found, opening, found.at, read_on=False)
    above = found.previous(found.at)
    while above is not None and not KEY_LINE.match(found.line(above)):
        missing = missing_space(found, above)
        if missing is not None:
            return missing
        above = found.previous(above)
    key = start + len(before) - len(before.lstrip())
    name = found.shown(key, found.at)
    if above is None:
        return found.say(
            key,
            f'the text above "{name}:" is not a key with a value',
            "Write `key: value`; a comment begins with #.",
            length=found.at - key,
        )
    line = found.line(above)
    indent = len(line) - len(line.lstrip(" "))
    other = short(line.strip().split(":")[0])
    number = found.line_number(above) + 1
    owner = found.previous(above)
    if owner is not None and (empty := _WITHOUT_VALUE.fullmatch(found.line(owner))) and len(empty[1]) == indent:
        # `image:` and then `file: …` in the same column: it is most likely that line which stands wrong.
        hint = f"If both belong to `{empty[2]}`, begin line {number} in column {len(before) - len(before.lstrip()) + 1}, too."
    else:
        hint = f"Begin it in column {indent + 1}, under `{other}`; if it is more text, put the whole value in quotes."
    return found.say(
        key,
        f'"{name}:" is indented deeper than "{other}" on line {number}, '
        "which has its value already; so it reads as more of that value",
        hint,
        length=found.at - key,
    )


def _stray_quote_above(found: Finding, start: int, sign: str) -> int | None:
    above = found.previous(start)
    while above is not None:
        line = found.line(above)
        if line.count(sign) % 2:
            return above + line.rindex(sign)
        above = found.previous(above)
    return None


def explain_line(found: Finding) -> Explained | None:
    """Among lines: indentation that fits nothing above, or text behind a value that is complete."""
    if not found.says("block mapping", "block collection", "<document start>", "block node"):
        return None
    at, start = found.at, found.line_start(found.at)
    if found.character and found.character in "]}":
        return found.say(
            at, f'nothing is open that "{found.character}" could close', "Delete it, or put the whole value in quotes."
        )
    if found.character == ":":
        return found.say(at, "there is no key before this colon", "Write the field's name, or quote the text.")
    if found.text[start:at].strip():
        return _behind_value(found, start)
    return _indentation(found, start)


def _behind_value(found: Finding, start: int) -> Explained:
    at = found.at
    before = found.text[start:at].rstrip()
    rest = found.shown(at, found.line_end(at))
    last = before[-1:]
    if last in ('"', "'") and 0 <= found.scalar_at < at and found.text[found.scalar_at] == last:
        if found.scalar_at < start:
            return unclosed_quote(found, found.scalar_at, at)
        tail = found.text[found.scalar_at : found.line_end(at)]
        return found.say(
            at,
            f"the value ends at the closing {last}, but more text follows: {rest}",
            "Put the quotes around the whole value; "
            + (
                'inside double quotes write \\" for a quote.'
                if last == '"'
                else "inside single quotes write '' for an apostrophe, or use double quotes."
            ),
            length=found.line_end(at) - at,
            mended=None if ": " in tail or " #" in tail else found.manuscript.taken_as_text(found.scalar_at),
        )
    if last in ("]", "}") and 0 <= found.closed_at < at:
        opening = found.closed_at
        tail = found.text[opening : found.line_end(at)]
        clear = opening >= start and ": " not in tail and " #" not in tail
        return found.say(
            opening,
            f'the value begins with "{found.text[opening]}", which opens a list or mapping, but text follows it: {rest}',
            "Put the whole value in quotes.",
            length=at - opening if opening >= start else 1,
            mended=found.manuscript.taken_as_text(opening) if clear else None,
        )
    return found.say(
        at,
        f'"{rest}" cannot stand behind what is before it on this line',
        "Put the whole value in quotes, or begin a new line.",
        length=found.line_end(at) - at,
    )


def _indentation(found: Finding, start: int) -> Explained:
    at = found.at
    indent = at - start
    levels: dict[int, int] = {}
    above, lowest = found.previous(start), 10**9
    while above is not None and lowest:
        line = found.line(above)
        depth = len(line) - len(line.lstrip(" "))
        dash = re.match(r"(?:- +)+", line[depth:])
        for column in ([depth + dash.end()] if dash else []) + [depth]:
            if column < lowest:
                levels[column] = found.line_number(above) + 1
                lowest = column
        above = found.previous(above)
    what = found.shown(at, found.line_end(at))
    if indent in levels:
        listed = found.text.startswith("- ", at)
        return found.say(
            at,
            f'"{what}" is a list item among keys' if listed else f'"{what}" is not an item of the list it stands in',
            "Put the items under a key that has no value of its own, indented deeper than the key."
            if listed
            else "Begin the line with a dash and a space, or indent it as deep as the key it belongs to.",
            length=found.line_end(at) - at,
        )
    near = sorted(levels, key=lambda column: (abs(column - indent), column))[:2]
    ways = " or ".join(f"column {column + 1} (like line {levels[column]})" for column in near)
    return found.say(
        at,
        f'"{what}" begins in column {indent + 1}, which is the indentation of nothing above it',
        f"Begin it in {ways}." if ways else "Begin it in column 1.",
        length=found.line_end(at) - at,
    )
