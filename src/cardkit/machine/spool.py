"""Let finished things wait on the disk until they are asked for, once they are too many for the memory."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile

#: What a thousand cards take stays in memory; it costs less than a file.
_MOST_IN_MEMORY = 24_000_000


def _file() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(_MOST_IN_MEMORY)


def _starts() -> array[int]:
    return array("Q", [0])


@dataclass(slots=True)
class Spool:
    """What waits, one thing behind the other, each known by its number from 0."""

    _file: SpooledTemporaryFile[bytes] = field(default_factory=_file)
    _starts: array[int] = field(default_factory=_starts)

    def put(self, thing: bytes) -> int:
        """Let a thing wait; gives its number."""
        start = self._starts[-1]
        self._file.seek(start)
        self._file.write(thing)
        self._starts.append(start + len(thing))
        return len(self._starts) - 2

    def take(self, number: int) -> bytes:
        """The thing of a number, which goes on waiting."""
        start, end = self._starts[number : number + 2]
        self._file.seek(start)
        return self._file.read(end - start)

    def flush(self) -> None:
        """Have all on the disk that is to be there, so that copies of this process find it too."""
        self._file.flush()
