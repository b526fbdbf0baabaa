"""Word what a card's file may not use: anchors, aliases, merge keys, tags, keys twice, too much of anything."""

from __future__ import annotations

from cardkit.diagnostic import Diagnostic, Related, Span, error, warning
from cardkit.source.node import Scalar


def duplicate_key(key: Scalar, first: Scalar, *, begins_item: bool = False) -> Diagnostic:
    """``begins_item`` where the key is the first one of a list's item, so that a dash is probably missing."""
    hint = "Keep one of the two and delete the other."
    if begins_item:
        hint = (
            f"Write `- {short(key.text)}:` where another item of the list begins; else keep one and delete the other."
        )
    return error(
        "duplicate-key",
        f"{named(key.text)} stands twice in this mapping",
        key.span,
        hint=hint,
        related=[Related("first defined here", first.span)],
    )


def anchor(written: str, span: Span) -> Diagnostic:
    return error(
        "yaml-anchor",
        f"{named(written)} is an anchor, a mark for text to be repeated elsewhere",
        span,
        hint="Delete it and write the text out where it is wanted, or quote the value if the & belongs to it.",
    )


def alias(written: str, span: Span) -> Diagnostic:
    return error(
        "yaml-alias",
        f"{named(written)} is an alias, which stands for text elsewhere in the file",
        span,
        hint="Write the value out again, or put it in quotes if the * belongs to the text.",
    )


def merge_key(span: Span) -> Diagnostic:
    return error(
        "yaml-merge",
        "the merge key << is not read: every card says all it has to say",
        span,
        hint="Write the fields out here.",
    )


def tag(written: str, span: Span) -> Diagnostic:
    return error(
        "yaml-tag",
        f"{named(written)} is a tag, which gives a value a type; here the field does that",
        span,
        hint="Delete it, or put the value in quotes if the ! belongs to the text.",
    )


def second_document(span: Span) -> Diagnostic:
    return error(
        "yaml-documents",
        "a second document begins here; a file holds one",
        span,
        hint="Delete this line, or move what follows into a file of its own (several cards in one file go under `cards:`).",
    )


def complex_key(span: Span) -> Diagnostic:
    return error(
        "complex-key",
        "a list or mapping stands where a key should; keys are plain text",
        span,
        hint='Write the name of a field. Text with braces or brackets goes in quotes: "{{name}}".',
    )


def nameless_key(span: Span) -> Diagnostic:
    return error(
        "yaml-syntax", "there is no key before this colon", span, hint="Write the field's name, or quote the text."
    )


def odd_blank(key: Scalar, blank: str, span: Span) -> Diagnostic:
    """A blank that looks like a space and is none, before a key or behind its colon."""
    which = f"a space that is not an ordinary one (U+{ord(blank[0]):04X})"
    before, _, behind = key.text.partition(blank)
    if before:
        message = f"behind {named(before)} stands {which}"
        return error("yaml-syntax", message, span, hint="Delete the blank there and type an ordinary space.")
    message = f"{named(behind)} is indented with {which}"
    return error("yaml-syntax", message, span, hint="Delete the blank before it and indent with ordinary spaces.")


def no_space(key: str, colon: str, span: Span, behind: str = "") -> Diagnostic:
    """A key whose colon does not count: no space ``behind`` it, one that is no ordinary space, or a full-width colon."""
    if colon == "：":
        return error(
            "yaml-syntax",
            f'the colon after {named(key)} is the full-width "：", which YAML reads as text',
            span,
            hint=f"Write `{short(key)}: ` with an ordinary colon and a space.",
        )
    if behind.isspace():
        return error(
            "yaml-syntax",
            f"behind {named(key + ':')} stands a space that is not an ordinary one (U+{ord(behind):04X})",
            span,
            hint="Delete the blank there and type an ordinary space.",
        )
    return error(
        "yaml-syntax",
        f"there is no space after the colon of {named(key + ':')}, so YAML reads the whole as text",
        span,
        hint=f"Put a space after the colon: `{short(key)}: …` (or put the whole in quotes if it is text).",
    )


def swallowed_item(written: str, span: Span) -> Diagnostic:
    return error(
        "yaml-syntax",
        f"{named(written)} looks like a list item, but the key above has a value already, so it is read as more of that",
        span,
        hint="Leave nothing behind the key's colon, or put the whole value in quotes if the dash belongs to the text.",
    )


def cut_value(comment: str, left: str, span: Span) -> Diagnostic:
    return warning(
        "comment-cuts-value",
        f"{named(comment)} is read as a comment, so of this value "
        + (f"only {named(left)} is left" if left else "nothing is left"),
        span,
        hint="Put the whole value in quotes; if it is a comment, write a space after the #.",
    )


def too_deep(limit: int, span: Span) -> Diagnostic:
    return error(
        "too-deep",
        f"lists and mappings stand more than {limit} deep in one another here",
        span,
        hint="Look for an opening bracket or a dash too many; no field of a card is nested so deep.",
    )


def too_large(limit: int, span: Span) -> Diagnostic:
    return error(
        "too-large", f"the file holds more than {limit:,} values", span, hint="Split the cards over several files."
    )


def too_many(limit: int, span: Span | None) -> Diagnostic:
    return error(
        "too-many-problems",
        f"more than {limit} problems in this file; the rest of it was not read",
        span,
        hint="Mend these first, then run the command again.",
    )


def named(text: str) -> str:
    """A user's words in quotes, short enough for a message."""
    text = short(text)
    return f"'{text}'" if '"' in text and "'" not in text else f'"{text}"'


def short(text: str, limit: int = 48) -> str:
    """A text on one line, cut where it is long, for quoting in a message."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
