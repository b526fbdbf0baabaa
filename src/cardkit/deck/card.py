"""Read the cards of one file: each by the shape of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cardkit.deck.asset import paths_of
from cardkit.deck.field import AnyShape, Field, ListShape, RecordShape
from cardkit.deck.kind import card_shape
from cardkit.deck.model import Card, Kind
from cardkit.deck.scalar import shortened
from cardkit.deck.shape import decode_sound_parts, suggestion
from cardkit.deck.value import Items, Record, Text
from cardkit.diagnostic import Diagnostic, error
from cardkit.source.node import Mapping as MappingNode
from cardkit.source.node import Node, Scalar, Sequence

#: A file of several cards.
_SEVERAL = RecordShape({"cards": Field(ListShape(AnyShape(), minimum=1), required=True)})


def from_file(
    node: Node, kinds: Mapping[str, Kind], digest: str = ""
) -> tuple[tuple[Card, ...], tuple[Diagnostic, ...]]:
    """The cards of a file with this digest, one alone or several under ``cards:``, as far as they are sound.

    A card whose kind and id are sound is kept with all that is right in it;
    one that is faulty elsewhere has its problems beside it. Problems: those
    of decoding, and unknown-kind.
    """
    problems: list[Diagnostic] = []
    cards: list[Card] = []
    for part in _parts(node, problems):
        card, found = from_node(part, kinds, digest)
        problems.extend(found)
        if card:
            cards.append(card)
    return tuple(cards), tuple(problems)


def from_node(node: Node, kinds: Mapping[str, Kind], digest: str = "") -> tuple[Card | None, tuple[Diagnostic, ...]]:
    """One card. Problems: those of decoding, and unknown-kind."""
    problems: list[Diagnostic] = []
    kind = _kind(node, kinds, problems)
    shape = kind.shape if kind else card_shape()
    if kind is None and isinstance(node, MappingNode):
        if _says_no_kind(node):
            problems.append(_no_card(node, kinds))
            if "id" not in node.entries:
                return None, tuple(problems)  # Another program's file: what else it says is none of ours.
            shape = RecordShape({name: field for name, field in shape.fields.items() if name != "kind"})
        node = _common(node, shape)
    record, found = decode_sound_parts(node, shape)
    if found:
        # A kind that does not exist is told; that its name could be none either would be the same once more.
        told = {problem.span for problem in problems if problem.code == "unknown-kind"}
        problems.extend(one for one in _of_other_kinds(found, node, kinds) if one.span not in told)
    if not isinstance(record, Record):
        return None, tuple(problems)
    problems.extend(_approvals(record))
    name = record.text("id")
    if kind is None or name is None:
        return None, tuple(problems)
    card = Card(
        id=name,
        kind=kind.name,
        record=record,
        span=record.span,
        number=int(record.number("number") or 0),
        section=record.text("section") or "",
        languages=tuple(item.text for item in record.items("languages") if isinstance(item, Text)),
        was=tuple(item.text for item in record.items("was") if isinstance(item, Text)),
        digest=digest,
        awaits=tuple(sorted({said for said, state, _ in reviews(record) if state != "approved"}, key=str)),
        paths=tuple(path.text for path in paths_of(record, kind)),
    )
    return card, tuple(problems)


def reviews(record: Record) -> Iterator[tuple[str | None, str, Record | None]]:
    """What a card says of its review: the language (None for all), the state, the record where there is one."""
    review = record.get("review")
    per_language = isinstance(review, Record) and "state" not in review.keys
    parts = review.fields.items() if isinstance(review, Record) and per_language else [(None, review)]
    for language, part in parts:
        if isinstance(part, Text):
            yield language, part.text, None
        elif isinstance(part, Record) and part.text("state"):
            yield language, part.text("state") or "", part


def _parts(node: Node, problems: list[Diagnostic]) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        hint = "Write `cards:` on a line above, and indent the list below it."
        problems.append(
            error("wrong-type", "this file is a list; a card or `cards:` must stand here", node.span, hint=hint)
        )
        return ()
    if not isinstance(node, MappingNode) or "cards" not in node.entries:
        return (node,)
    value, found = decode_sound_parts(node, _SEVERAL)
    problems.extend(found)
    listed = node.get("cards")
    cards = value.get("cards") if isinstance(value, Record) else None
    return listed.items if isinstance(listed, Sequence) and isinstance(cards, Items) else ()


def _kind(node: Node, kinds: Mapping[str, Kind], problems: list[Diagnostic]) -> Kind | None:
    written = node.get("kind") if isinstance(node, MappingNode) else None
    if not isinstance(written, Scalar) or not written.text.strip():
        return None
    kind = kinds.get(written.text)
    if kind is None:
        near = suggestion(written.text, kinds)
        known = ", ".join(f"`{name}`" for name in kinds)
        hint = f"Did you mean `{near}`?" if near else f"Known: {known}; a deck brings its own in `kinds/`."
        problems.append(error("unknown-kind", f"there is no kind `{shortened(written.text)}`", written.span, hint=hint))
    return kind


def _says_no_kind(node: MappingNode) -> bool:
    """Whether neither `kind` nor a name that was probably meant so stands there."""
    return not any(suggestion(name, ["kind"], cutoff=0.75) for name in node.entries)


def _no_card(node: MappingNode, kinds: Mapping[str, Kind]) -> Diagnostic:
    first = next(iter(node.entries.values()), None)
    known = [f"`kind: {name}`" for name in kinds]
    hint = f"Add {', '.join(known[:-1])} or {known[-1]}; if it is no card, move the file out of the deck's folder."
    message = "this is no card: it has no `kind:`"
    return error("missing-field", message, first.key.span if first else node.span, hint=hint)


def _common(node: MappingNode, shape: RecordShape) -> MappingNode:
    """What stands in a card of unknown kind, without the fields that only its kind could judge."""
    absent = [name for name, field in shape.fields.items() if field.required and name not in node.entries]
    known = {name: e for name, e in node.entries.items() if name in shape.fields or suggestion(name, absent)}
    return MappingNode(known, node.span)


def _of_other_kinds(found: Iterable[Diagnostic], node: Node, kinds: Mapping[str, Kind]) -> Iterator[Diagnostic]:
    """The problems, each unknown field that another kind has told as that."""
    keys = {entry.key.span: name for name, entry in node.entries.items()} if isinstance(node, MappingNode) else {}
    for problem in found:
        name = keys.get(problem.span) if problem.code == "unknown-field" and problem.span else None
        owners = [f"`{kind.name}`" for kind in kinds.values() if name in kind.shape.fields]
        if owners:
            noun = "kind" if len(owners) == 1 else "kinds"
            hint = f"It belongs to the {noun} {' and '.join(owners)}: delete it here, or correct `kind:`."
            yield replace(problem, hint=hint)
        else:
            yield problem


def _approvals(record: Record) -> Iterator[Diagnostic]:
    """An approval that does not say who gave it when is none."""
    for _, state, written in reviews(record):
        if state == "approved" and written:
            missing = [name for name in ("by", "on") if name not in written.keys]
            if missing:
                named = " and ".join(f"`{name}`" for name in missing)
                verb = "are" if len(missing) > 1 else "is"
                hint = "Write `{state: approved, by: NAME, on: 2026-12-01}`."
                yield error(
                    "missing-field", f"{named} {verb} missing in the approval", written.keys["state"], hint=hint
                )
