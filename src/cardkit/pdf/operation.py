"""Part a content stream into its operations, quickly, whatever is in it.

One regular expression takes a whole operation with its operands, and a whole
path at once: most of a card is paths. What the expression does not know
(comments, brackets within brackets, rubbish) is taken token by token. Operands
stay bytes until somebody asks for them.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator

#: An operation: its operator and its operands, as they stand. A stretch of path construction is one operation, ``PATH``.
Operation = tuple[bytes, bytes]

#: Stands for any number of ``m l c v y h re``; the operands are all of them. A path that is painted or ended at once
#: is no operation of its own: it is the operands of what paints it.
PATH = b"path"

#: An inline image: the operands are its dictionary's entries, ``ID`` and its data (see ``inline_image``).
INLINE_IMAGE = b"BI"


def operations(content: bytes, *, lean: bool = False) -> Iterator[Operation]:
    """Every operation in order; what cannot be one is passed over, as readers of PDF do.

    ``lean`` leaves out around plain lines of text what tells nothing of where they
    stand and how they look: tags, the space between letters, begin and end.
    """
    match = (_LEAN_OPERATION if lean else _OPERATION).match
    position, end = 0, len(content)
    while position < end:
        found = match(content, position)
        if found is None:
            position, operation = _token_by_token(content, position)
            if operation is None:
                continue
            operator, operands = operation
        else:
            position = found.end()
            place, font, said, path, painter, operands, operator = found.groups()
            if place is not None:
                yield b"Tm", place
                yield b"Tf", font
                yield b"TJ", said
                continue
            if path is not None:
                yield painter or PATH, path
                continue
        if operator == INLINE_IMAGE:
            operands, position = _inline_end(content, position)
        elif operator in _PATH_OPERATORS:  # With a comment behind it, say.
            operator, operands = PATH, operands + b" " + operator
        yield operator, operands


def numbers(operands: bytes) -> list[float]:
    """All numbers among the operands; what is no number (``1.2.3``, ``--4``) counts as 0, as PDFium takes it."""
    try:
        return [float(word) for word in operands.split()]
    except ValueError:
        return [_number(word) for word in _WORD.findall(operands)]


def name(operands: bytes) -> str:
    """The last name among the operands, with its slash, its ``#20`` undone; empty where there is none."""
    start = operands.rfind(b"/")
    if start < 0:
        return ""
    word = _NAME_END.split(operands[start:], maxsplit=1)[0]
    if b"#" in word:
        word = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), word)
    return word.decode("utf-8", "replace")


def shown(operands: bytes) -> int:
    """How many bytes of text a showing operator shows."""
    count = 0
    for piece in _STRING.findall(operands):
        count += (len(piece) - 1) // 2 if piece.startswith(b"<") else len(_ESCAPE.sub(b"x", piece)) - 2
    return count


def shown_codes(operands: bytes) -> set[int]:
    """The codes of two bytes each that showing operators show."""
    whole = _HEX_CODES.findall(operands)
    if len(whole) == operands.count(b"<") and b"(" not in operands:  # As nearly all programs write them.
        text = bytes.fromhex(b"".join(whole).decode("ascii"))
    else:
        text = b"".join(map(_said, _STRING.findall(operands)))
    codes = array("H", text)
    if sys.byteorder == "little":
        codes.byteswap()
    return set(codes)


def _said(piece: bytes) -> bytes:
    """What one string says, without half a code at its end."""
    if piece.startswith(b"<"):
        digits = b"".join(piece[1:-1].split())
        return bytes.fromhex(digits[: len(digits) // 4 * 4].decode("ascii"))
    text = _ESCAPE.sub(_unescaped, piece[1:-1])
    return text[: len(text) // 2 * 2]


def _unescaped(found: re.Match[bytes]) -> bytes:
    """What an escape in a string stands for (ISO 32000-1, table 3)."""
    said = found[0][1:]
    if said.isdigit():
        return bytes([int(said, 8) & 0xFF])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}.get(said, said)


def inline_image(operands: bytes) -> tuple[bytes, bytes]:
    """The entries and the data of an inline image."""
    begin = _INLINE_DATA.search(operands)
    return (operands, b"") if begin is None else (operands[: begin.start()], operands[begin.end() :])


# Python before 3.11.5 goes on from where a possessive group failed in its middle (gh-106052, which Debian 12 has): the last
# alternative, which fails at once, takes it back to where that began.
_BACK = rb"|(?!)"
_NUMBER = rb"[-+.\d]++"
_PLAIN_STRING = rb"\((?:[^()\\]++|\\[\s\S]" + _BACK + rb")*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
_ARRAY = rb"\[(?:[^\[\]()<>%]++|" + _HEX + rb"|" + _PLAIN_STRING + _BACK + rb")*+\]"
_DICTIONARY = rb"<<(?:[^<>()%]++|" + _HEX + rb"|" + _PLAIN_STRING + _BACK + rb")*+>>"
_NAME = rb"/[^\s\0()<>\[\]{}/%]*+"
_ANY = (
    rb"((?:[-+.\d\s]*+(?:re|[mlcvyh])(?=\s)" + _BACK + rb")++)(?:\s++([fBb]\*?|[FSsn])(?=\s|\Z)" + _BACK + rb")?+"
    rb"|((?:[-+.\d\s\0]++|"
    + rb"|".join((_NAME, rb"(?:true|false|null)\b", _DICTIONARY, _HEX, _PLAIN_STRING, _ARRAY))
    + _BACK
    + rb")*+)([A-Za-z'\"][A-Za-z0-9*]*+)"
)
_TAG = _NAME + rb"\s*+" + _DICTIONARY + rb"\s*+BDC\s++"
_SPACING = _NUMBER + rb"\s++Tc\s++"
_LINE_OF_TEXT = (
    rb"(?:" + _TAG + _BACK + rb")?+BT\s++((?:" + _NUMBER + rb"\s++){6})Tm\s++(?:" + _SPACING + _BACK + rb")?+"
    rb"(" + _NAME + rb"\s++" + _NUMBER + rb"\s++)Tf\s++(" + rb"|".join((_ARRAY, _HEX, _PLAIN_STRING)) + rb")"
    rb"\s*+T[Jj]\s++(?:" + _SPACING + _BACK + rb")?+ET(?=\s|\Z)(?:\s++EMC(?=\s|\Z)" + _BACK + rb")?+"
)
_OPERATION = re.compile(rb"[\s\0]*+(?:(?!)()()()|" + _ANY + rb")")
_LEAN_OPERATION = re.compile(rb"[\s\0]*+(?:" + _LINE_OF_TEXT + rb"|" + _ANY + rb")")
_WORD = re.compile(_NUMBER)
_NAME_END = re.compile(rb"(?<!^)[\s\0()<>\[\]{}/%]")
_STRING = re.compile(_PLAIN_STRING + rb"|<[0-9A-Fa-f\s]*+>")
_HEX_CODES = re.compile(rb"<((?:[0-9A-Fa-f]{4}" + _BACK + rb")*+)>")
_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|[\s\S])")
_SPACE = re.compile(rb"[\s\0]++|%[^\r\n]*+")
_REGULAR = re.compile(rb"[^\s\0()<>\[\]{}/%]++")


def _number(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        return 0.0


def _token_by_token(content: bytes, position: int) -> tuple[int, Operation | None]:
    """The next operation from here, the slow and thorough way; at least one byte is taken."""
    operands: list[bytes] = []
    end = len(content)
    while position < end:
        blank = _SPACE.match(content, position)
        if blank:
            position = blank.end()
            continue
        start = position
        byte = content[position : position + 1]
        if byte == b"(":
            position = _string_end(content, position)
        elif byte in (b"[", b"{") or content.startswith(b"<<", position):
            position = _bracket_end(content, position)
        elif byte == b"<":
            position = content.find(b">", position) + 1 or end
        elif byte == b"/":
            position = (_REGULAR.match(content, position + 1) or _EMPTY.match(content, position + 1)).end()  # type: ignore[union-attr]
        else:
            word = _REGULAR.match(content, position)
            if word is None:
                return position + 1, None  # A closing bracket that nothing opened.
            position = word.end()
            if _WORD.fullmatch(word[0]) is None and word[0] not in _CONSTANTS:
                return position, (word[0], b" ".join(operands))
        operands.append(content[start:position])
    return end, None


_EMPTY = re.compile(b"")
_CONSTANTS = frozenset((b"true", b"false", b"null"))
_PATH_OPERATORS = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))


def _string_end(content: bytes, position: int) -> int:
    """Where a string with brackets in it ends (ISO 32000-1, 7.3.4.2)."""
    depth = 0
    for found in _PARENTHESIS.finditer(content, position):
        mark = found[0]
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
            if depth == 0:
                return found.end()
    return len(content)


_PARENTHESIS = re.compile(rb"\\[\s\S]|[()]")


def _bracket_end(content: bytes, position: int) -> int:
    """Where an array or a dictionary ends, with others in it."""
    depth = 0
    end = len(content)
    while position < end:
        found = _BRACKET.search(content, position)
        if found is None:
            return end
        mark = found[0]
        position = found.end()
        if mark == b"(":
            position = _string_end(content, found.start())
        elif mark in (b"[", b"{", b"<<"):
            depth += 1
        elif mark in (b"]", b"}", b">>"):
            depth -= 1
            if depth <= 0:
                return position
    return end


_BRACKET = re.compile(rb"%[^\r\n]*+|<<|>>|<[0-9A-Fa-f\s]*+>|[\[\]{}(]")


def _inline_end(content: bytes, position: int) -> tuple[bytes, int]:
    """What belongs to an inline image, and where it ends (ISO 32000-1, 8.9.7): at an EI that stands by itself."""
    begin = _INLINE_DATA.search(content, position)
    if begin is None:
        return content[position:], len(content)
    after = begin.end()
    while True:
        close = _INLINE_END.search(content, after)
        if close is None:
            return content[position:], len(content)
        # Data may hold an EI by chance; what follows the real one reads as text.
        rest = content[close.end() : close.end() + 12]
        if all(byte in _TEXT_BYTES for byte in rest):
            return content[position : close.start()], close.end()
        after = close.start() + 1


_INLINE_DATA = re.compile(rb"(?<=[\s\0/>\]\w])ID[\s\0]")
_INLINE_END = re.compile(rb"[\s\0]EI(?=[\s\0]|$)")
_TEXT_BYTES = frozenset(range(32, 127)) | {0, 9, 10, 12, 13}
