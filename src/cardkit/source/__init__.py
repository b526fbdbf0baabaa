"""Turn YAML text into nodes with spans, and plain data into YAML text."""

from __future__ import annotations

from cardkit.source.document import parse
from cardkit.source.file import read, read_known
from cardkit.source.node import Entry, Mapping, Node, Scalar, Sequence
from cardkit.source.writer import Data, dump

__all__ = ["Data", "Entry", "Mapping", "Node", "Scalar", "Sequence", "dump", "parse", "read", "read_known"]
