"""Name what reading raises where a file holds something else than it should."""

from __future__ import annotations

#: pikepdf says NotImplementedError for objects that cannot be what they are asked for.
ODD = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, NotImplementedError)
