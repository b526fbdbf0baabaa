"""Say in a designer's words what the YAML parser stumbled over, at the place to mend.

The two parsers word their complaints differently but agree on the places, so
the text around those places decides more than the words do. Where the mistake
is text that YAML takes for a sign, the text is given a stand-in and read on.
"""

from __future__ import annotations

import re

from cardkit.source import escape
from cardkit.source.bracket import explain_bracket
from cardkit.source.event import Fault
from cardkit.source.finding import LONGEST_KEY, Explained, Finding, long_key, missing_space, unclosed_quote
from cardkit.source.indentation import explain_colon, explain_line
from cardkit.source.manuscript import Manuscript
from cardkit.source.refusal import second_document, short

#: Complaints whose second place, not the first, is where the sign stands.
_NAMES_START = ("scanning an anchor", "scanning an alias", "ing a tag", "tag handle", "scanning a block scalar")


def explain(manuscript: Manuscript, fault: Fault, *, scalar_at: int, closed_at: int) -> Explained:
    """Turn the parser's complaint into a problem."""
    found = Finding(manuscript, fault, scalar_at, closed_at)
    for explanation in (_directive, _quoted, _tab, _sign, _simple_key, explain_colon, explain_bracket, explain_line):
        explained = explanation(found)
        if explained is not None:
            return explained
    return found.say(
        found.at, "this is not YAML that can be read", "Look for a bracket, quote, colon or dash that does not belong."
    )


def _directive(found: Finding) -> Explained | None:
    """A line that begins with %, or text after the end of the document."""
    here = found.line_start(found.at)
    for start in (here, found.previous(found.at)):
        if (
            start is not None
            and found.text[start : start + 1] == "%"
            and found.says("directive", "<document start>", "incompatible")
        ):
            return found.say(
                start,
                "a line that begins with % is an order to the YAML parser, not text",
                "Delete the line, or put the text in quotes after a key.",
            )
    before = found.previous(found.at)
    if found.says("<document start>") and before is not None and found.line(before).startswith("..."):
        span = found.manuscript.at(before, 3)
        return Explained(second_document(span), found.line_number(before))
    return None


def _quoted(found: Finding) -> Explained | None:
    """Inside quotes: an escape that stands for nothing, or no closing quote."""
    if not found.says("quoted scalar"):
        return None
    opening = found.since
    if found.says("end of stream", "document indicator", "document separator"):
        return unclosed_quote(found, opening, found.at, read_on=found.says("end of stream"))
    bad = escape.broken(found.text, opening)
    if bad is None:
        return None
    written = found.manuscript.restored(bad.written)
    hint = "Write \\\\ for a backslash, or use single quotes: nothing is an escape in those."
    message = f'"{short(written)}" is not an escape that YAML knows'
    mended = found.manuscript.taken_as_text(bad.index)
    if re.fullmatch(r"\\u[dD][89a-fA-F]..", written):
        message = f'"{written}" is half of a surrogate pair, not a character'
        hint = "Write the character itself."
        pair = found.text[bad.index : bad.index + 12]
        if re.fullmatch(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}", pair):
            high, low = int(pair[2:6], 16), int(pair[8:12], 16)
            whole = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            message = f'"{pair}" is a surrogate pair, which YAML does not read as one character'
            hint = f"Write the character itself: {whole}"
            written, mended = pair, mended.taken_as_text(bad.index + 6)
    return found.say(bad.index, message, hint, length=len(written), mended=mended, independent=True)


def _tab(found: Finding) -> Explained | None:
    if found.character != "\t" or (found.says("scanning a block scalar") and not found.says("tab")):
        return None
    lines = len(re.findall(r"^[ ]*\t", found.text, re.MULTILINE))
    leading = not found.text[found.line_start(found.at) : found.at].strip()
    mended = None
    if not leading:
        spaced = f"{found.text[: found.at]} {found.text[found.at + 1 :]}"
        mended = Manuscript(found.manuscript.path, spaced, found.manuscript.inserted, found.manuscript.touched)
    return found.say(
        found.at,
        "this line is indented with a tab" + (f", and so are {lines - 1} more" if lines > 1 else "")
        if leading
        else "a tab stands here where YAML wants a space",
        "Indent with spaces (editors can convert: Indent Using Spaces)." if leading else "Replace the tab by a space.",
        mended=mended,
    )


def _sign(found: Finding) -> Explained | None:
    """Text that begins with a character that YAML keeps for itself."""
    index = found.since if found.says(*_NAMES_START) else found.at
    sign = found.text[index : index + 1]
    if (found.says("scanning an anchor", "scanning an alias") and sign in "&*") or (
        found.says("ing a tag", "tag handle") and sign == "!"
    ):
        pass
    elif found.says("scanning a block scalar") and sign in "|>":
        indicator = found.text[index : found.line_end(index)].strip()
        return found.say(
            index,
            f'a value cannot begin with "{sign}" unless it is quoted: "{short(indicator)}"',
            f"Put the value in quotes; if {sign} is to open a block of lines, leave nothing behind it on its line.",
            mended=found.manuscript.taken_as_text(index),
        )
    elif (
        (found.says("cannot start any token") and sign and sign in "@`%|>")
        or (found.says("mapping keys are not allowed") and sign == "?")
        or (found.says("node content") and sign == "," and not found.says("flow"))
    ):
        pass
    elif found.says("sequence entries are not allowed"):
        return found.say(
            index,
            "a list cannot begin on the line of its key",
            "Put each item on a line of its own under the key, or put the value in quotes if the - belongs to the text.",
        )
    else:
        return None
    value = found.shown(index, found.line_end(index))
    return found.say(
        index,
        f'a value cannot begin with "{sign}" unless it is quoted: "{value}"',
        "Put the whole value in quotes.",
        mended=found.manuscript.taken_as_text(index),
    )


def _simple_key(found: Finding) -> Explained | None:
    """A line among keys that has no colon, or not one that counts."""
    if not found.says("simple key"):
        return None
    start = found.since
    missing = missing_space(found, found.line_start(start))
    if missing is not None:
        return missing
    end = found.line_end(start)
    if end - start > LONGEST_KEY:
        return long_key(found, start)
    return found.say(
        start,
        f'"{found.shown(start, end)}" is neither a key with a colon nor part of the value above',
        "Write `key: value`; text that goes on from the line above is indented deeper than its key.",
        length=end - start,
    )
