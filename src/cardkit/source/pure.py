"""Bring PyYAML's own scanner into line with libyaml's (0.2.5), so that both read a file alike.

They differ in what YAML 1.1 left open: tabs between words, question marks and
colons in bracketed text, escapes beyond Unicode. Names and signatures of the
methods are PyYAML's.
"""

from __future__ import annotations

from typing import Any

import yaml

_ENDS_PLAIN_IN_FLOW = ",[]{}"


class PureParser(yaml.SafeLoader):
    """A parser of text whose line ends are LF."""

    def scan_to_next_token(self) -> None:
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\n":
                    self.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> yaml.tokens.ScalarToken:
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#":
            length = 0
            while not self._ends_plain(length, start):
                length += 1
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return yaml.tokens.ScalarToken("".join(chunks), True, start, end)  # noqa: FBT003 - PyYAML's own.

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str]:
        blanks = 0
        while self.peek(blanks) in " \t":
            blanks += 1
        between = self.prefix(blanks)
        self.forward(blanks)
        if not self.scan_line_break():
            return [between] if between else []
        self.allow_simple_key = True
        breaks = 0
        while not self._at_document_mark():
            if self.peek() == "\t" and self.column < indent:
                raise yaml.scanner.ScannerError(
                    "while scanning a plain scalar", start_mark, "found a tab character", self.get_mark()
                )
            if self.peek() in " \t":
                self.forward()
            elif self.scan_line_break():
                breaks += 1
            else:
                return ["\n" * breaks or " "]
        return []

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:  # noqa: FBT001 - PyYAML's own.
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(chunks).encode()  # Half of a surrogate pair has no encoding.
        except (ValueError, OverflowError):
            raise yaml.scanner.ScannerError(
                "while scanning a double-quoted scalar", start_mark, "found an escape beyond Unicode", self.get_mark()
            ) from None
        return chunks

    def scan_block_scalar_indentation(self) -> Any:
        found = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        found = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return found

    def scan_directive(self) -> Any:
        if self.prefix(5) != "%YAML" and self.prefix(4) != "%TAG":
            here = self.get_mark()
            raise yaml.scanner.ScannerError("while scanning a directive", here, "found unknown directive name", here)
        return super().scan_directive()

    def scan_line_break(self) -> str:
        return str(super().scan_line_break())  # type: ignore[no-untyped-call]

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            here = self.get_mark()
            raise yaml.scanner.ScannerError("while scanning a block scalar", here, "found a tab character", here)

    def _ends_plain(self, ahead: int, start: Any) -> bool:
        character = self.peek(ahead)
        if character != ":":
            return character in "\0 \t\n" or bool(self.flow_level and character in _ENDS_PLAIN_IN_FLOW)
        following = self.peek(ahead + 1)
        if self.flow_level and following in f"?{_ENDS_PLAIN_IN_FLOW}":
            self.forward(ahead)
            raise yaml.scanner.ScannerError(
                "while scanning a plain scalar", start, "found unexpected ':'", self.get_mark()
            )
        return following in "\0 \t\n"

    def _at_document_mark(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in "\0 \t\n"
