"""Keep i18n.lock.yaml: from which text each translation was made, so that a stale one is known.

For each text and language the file holds a short digest of the text in the
deck's default language at the time of the translation. What has no entry was
translated by hand and is not known to be stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cardkit import source
from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.translation.message import Message, digest

#: The file's name, in the deck's folder.
NAME = "i18n.lock.yaml"


@dataclass(frozen=True, slots=True)
class Lock:
    """The digest of the source by context, then language."""

    digests: Mapping[str, Mapping[str, str]]

    def is_stale(self, message: Message, language: str) -> bool:
        """Whether the translation was made from another text than the deck has now.

        A text that serves all languages is no translation, and is never stale.
        """
        made_from = self.digests.get(message.context, {}).get(language)
        present = message.text.texts.get(language)
        return bool(made_from and present and message.source and made_from != digest(message.source.text))


def read(root: Path, shown_as: str | None = None) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock of the deck in this folder; an empty one where there is none. Reports translation-lock."""
    path = root / NAME
    shown = shown_as or str(path)
    if not path.exists() and not path.is_symlink():
        return Lock({}), ()
    node, problems = source.read(path, shown)
    if problems:
        first = problems[0]
        words = "git left an unsettled merge here" if _is_unsettled(path) else first.message
        return Lock({}), (_malformed(words, first.span or Span.start_of(shown)),)
    if not isinstance(node, source.Mapping):
        return Lock({}), (_malformed("it is no list of texts and languages", Span.start_of(shown)),)
    digests: dict[str, dict[str, str]] = {}
    for context, entry in node.entries.items():
        if not isinstance(entry.value, source.Mapping):
            return Lock({}), (_malformed(f"`{context}` has no languages", entry.key.span),)
        for language, inner in entry.value.entries.items():
            if not isinstance(inner.value, source.Scalar) or not _DIGEST.fullmatch(inner.value.text):
                return Lock({}), (_malformed(f"`{language}` has no digest", inner.key.span),)
            digests.setdefault(context, {})[language] = inner.value.text
    return Lock(digests), ()


def accepted(lock: Lock, known: Iterable[Message], fresh: Iterable[tuple[Message, str]]) -> Lock:
    """The lock that says of these translations that they are up to date.

    ``known`` are all texts of the deck; entries of texts and languages that it
    no longer has are dropped.
    """
    news = {(message.context, language): digest(message.source.text) for message, language in fresh if message.source}
    digests: dict[str, dict[str, str]] = {}
    for message in known:
        for language in message.wanted:
            made_from = news.get((message.context, language)) or lock.digests.get(message.context, {}).get(language)
            if made_from:
                digests.setdefault(message.context, {})[language] = made_from
    return Lock(digests)


def text(lock: Lock) -> str:
    """The lock as the file says it: in the order of the names, so that two people's changes seldom meet."""
    return source.dump({context: dict(lock.digests[context]) for context in sorted(lock.digests)}, comment=_HEADING)


_HEADING = """\
From which text each translation was made. `cardkit i18n merge` and `cardkit i18n accept` keep
this file; commit it with the deck.
"""

_DIGEST = re.compile(r"[0-9a-f]{12}")


def _is_unsettled(path: Path) -> bool:
    return "\n<<<<<<< " in "\n" + path.read_text(encoding="utf-8", errors="replace")


def _malformed(words: str, span: Span) -> Diagnostic:
    hint = "Restore the file as it was committed, or delete it and run `cardkit i18n accept` when all is up to date."
    return error("translation-lock", f"{NAME} cannot be used: {words}", span, hint=hint)
