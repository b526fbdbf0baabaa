"""Turn YAML text into nodes with spans, and plain data into YAML text."""

from __future__ import annotations

from cardkit.source.document import parse
from cardkit.source.file import contents, parsed, read
from cardkit.source.node import Entry, Mapping, Node, Scalar, Sequence
from cardkit.source.writer import Data, dump

__all__ = ["Data", "Entry", "Mapping", "Node", "Scalar", "Sequence", "contents", "dump", "parse", "parsed", "read"]
