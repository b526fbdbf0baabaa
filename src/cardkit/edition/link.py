"""Give every card of a deck its link: the code that it prints and the address that the code opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cardkit.codes.name import LETTERS, MOST_LETTERS, candidates, code_for, is_valid, letters_for, normalise, with_check
from cardkit.codes.policy import host_fault, is_placeholder, judge
from cardkit.deck.model import Card, Deck, LinkPlan
from cardkit.deck.numbering import longest_serial
from cardkit.deck.scalar import shortened
from cardkit.deck.value import Text
from cardkit.diagnostic import Diagnostic, Related, Span, error, has_errors, warning
from cardkit.edition.ledger import Ledger, Locked, foreign, lost


@dataclass(frozen=True, slots=True)
class Link:
    """Where a card's code leads: ``https://nmg.example.org/c/7K3QX4``, printed without the scheme."""

    code: str
    url: str
    address: str

    #: The serial of one copy; empty where all copies say the same.
    serial: str = ""


def numbered(link: Link, serial: str) -> Link:
    """The link of one copy: the card's, with the copy's serial behind it."""
    return Link(link.code, f"{link.url}-{serial}", f"{link.address}-{serial}", serial)


def base_of(deck: Deck) -> str | None:
    """What stands before ``/c/`` in every code of the deck; None where the deck does not say."""
    return _normal(deck.links.base.text) if deck.links else None


def bases_of(deck: Deck) -> frozenset[str]:
    """What may stand before ``/c/`` in a code of the deck: its base, and those that lead there."""
    return frozenset(_normal(base.text) for base in (deck.links.base, *deck.links.was)) if deck.links else frozenset()


def behind(deck: Deck, plan: LinkPlan) -> int:
    """How many characters stand behind the base in the longest of the deck's codes."""
    serial = longest_serial(deck)
    return len("/c/") + plan.letters + 1 + (serial and len("-") + serial)


def links(deck: Deck, ledger: Ledger, *, complete: bool = True) -> tuple[Mapping[str, Link], tuple[Diagnostic, ...]]:
    """The links of all cards by card id; a card whose code has a problem has none.

    ``complete`` is False where some cards could not be read: then no code is said
    to have lost its card. Reports missing-links, link-base, placeholder-host,
    base-changed, code-invalid, code-changed, code-collision, ledger-withdrawn,
    ledger-lost, ledger-foreign, and what the link policy finds in `links:` and in the cards'
    `exhibit.url`.
    """
    ledger, strangers = foreign(ledger, deck.id)
    codes, problems = _codes(deck, ledger)
    problems += strangers
    if complete:
        present = {name for card in deck.cards for name in (card.id, *card.was)}
        problems += lost(ledger, present)
    plan = deck.links
    if plan is None:
        if "links" not in deck.record.keys:  # Else what is wrong with it was said when it was read.
            problems.append(_no_links(deck))
        return {}, tuple(problems)
    bad_base = _judge_base(deck, plan)
    problems += bad_base
    problems += _judge_hosts(plan)
    problems += _judge_exhibits(deck, plan)
    if has_errors(bad_base):
        return {}, tuple(problems)
    problems += _placeholders(deck, plan)
    problems += _moved(deck, plan, ledger)
    base = _normal(plan.base.text)
    address = base.removeprefix("https://")
    made = {card: Link(code, f"{base}/c/{code}", f"{address}/c/{code}") for card, code in codes.items()}
    return made, tuple(problems)


def _codes(deck: Deck, ledger: Ledger) -> tuple[dict[str, str], list[Diagnostic]]:
    """Each card's code: what the ledger says, else what the card says, else what its id gives."""
    letters = deck.links.letters if deck.links else LETTERS
    by_card, by_code = ledger.by_card(), ledger.by_code()
    codes: dict[str, str] = {}
    owners: dict[str, Card] = {}
    problems: list[Diagnostic] = []
    clashes: list[tuple[Card, str, Related | None, str]] = []
    faulty: set[str] = set()
    told: set[str] = set()
    for card in deck.cards:
        entry = next((by_card[name] for name in (card.id, *card.was) if name in by_card), None)
        written = card.record.text("code")
        code = normalise(written) if written else entry.code if entry else code_for(deck.id, card.id, letters)
        problem = _judge_code(card, code, entry)
        if problem:
            problems.append(problem)
            continue
        rival = by_code.get(code)
        if rival and rival is not entry and rival.card not in (card.id, *card.was):
            related = Related("it went to print here", rival.span) if rival.span else None
            clashes.append((card, code, related, f"the card `{rival.card}`, which went to print"))
            continue
        owner = owners.setdefault(code, card)
        if owner is card:
            codes[card.id] = code
        elif rival is None and owner.id != card.id:  # One `id:` or `was:` in two cards was said when they were read.
            # Who wrote the code down takes it from the card that has it by its id.
            guilty, innocent = (owner, card) if owner.record.text("code") and not written else (card, owner)
            faulty |= {owner.id, card.id}
            if guilty.id in told:
                continue
            told.add(guilty.id)
            related = Related(f"`{innocent.id}` is here", _span_of_code(innocent))
            clashes.append((guilty, code, related, f"the card `{innocent.id}`"))
    taken = {*by_code, *owners}
    apart = letters_for(len(deck.cards))
    for card, code, related, other in clashes:
        own = card.record.text("code") and code_for(deck.id, card.id, letters)
        if own and own not in taken:
            hint = "Delete the line: the code then comes from the card's id."
        else:
            own = next(candidate for candidate in candidates(deck.id, card.id, letters) if candidate not in taken)
            hint = f"Write `code: {own}` on `{card.id}`."
            if len(clashes) >= _MANY and apart > letters:
                hint += f" Or write `letters: {apart}` under `links:` in deck.yaml: longer codes for a deck this large."
        taken.add(own)
        problems.append(
            error(
                "code-collision",
                f"the card `{card.id}` has the code `{code}`, and so has {other}",
                _span_of_code(card),
                hint=hint,
                related=[related] if related else [],
            )
        )
    return {card: code for card, code in codes.items() if card not in faulty}, problems


def _judge_code(card: Card, code: str, entry: Locked | None) -> Diagnostic | None:
    span = _span_of_code(card)
    written = card.record.text("code")
    if written and not is_valid(code):
        hint = "Delete the line: the code then comes from the card's id."
        letters = code if len(code) == LETTERS else code[:-1]
        if len(letters) <= MOST_LETTERS and is_valid(checked := _checked(letters)):
            hint = f"Write `code: {checked}`, or delete the line."
        message = (
            f"`{shortened(written)}` is no code: five to eight letters or digits without I, L, O and U, "
            "and the one that checks them"
        )
        return error("code-invalid", message, span, hint=hint)
    related = [Related("it went to print here", entry.span)] if entry and entry.span else []
    if entry and entry.code != code:
        message = f"the card `{card.id}` went to print with the code `{entry.code}`; `code:` now says `{code}`"
        return error("code-changed", message, span, hint="Delete the line `code:`.", related=related)
    if entry and entry.withdrawn:
        message = f"the card `{card.id}` was withdrawn on {entry.withdrawn}, and is in the deck"
        hint = "Delete the card; or take `withdrawn:` out of its entry in the ledger."
        return error("ledger-withdrawn", message, card.record.span_of("id"), hint=hint, related=related)
    return None


#: From so many cards that share a code on, longer codes are the better answer.
_MANY = 4


def _checked(letters: str) -> str:
    try:
        return with_check(letters)
    except KeyError:  # A letter that the alphabet has not.
        return ""


def _judge_base(deck: Deck, plan: LinkPlan) -> list[Diagnostic]:
    base, span = plan.base.text, plan.base.span
    if "?" in base or "#" in base:
        mark = "?" if "?" in base else "#"
        message = f"codes are put behind `{shortened(base)}` as `/c/CODE`, which its `{mark}` makes impossible"
        hint = f"Write `{shortened(_normal(base.partition(mark)[0]), 240)}`."
        return [error("link-base", message, span, hint=hint)]
    # It is judged, and quoted, as it was written; the slashes at its end go, and count for nothing.
    longer = len(_normal(base)) - len(base) + behind(deck, plan)
    return _less_foreign(plan, judge(base, _allowed(plan), span, behind=longer, allow=plan.allow))


def _judge_hosts(plan: LinkPlan) -> Iterator[Diagnostic]:
    for host in plan.hosts:
        reason = host_fault(host.text.lower())
        if host.text.lower() == host_of(plan.base.text):
            continue  # What is wrong with it was said of the base.
        if reason and any(mark in host.text for mark in "/:"):
            bare = shortened(_bare(host.text)) or "cards.museum.cn"
            message = f"`{shortened(host.text)}` is more than a host"
            yield error("link-host", message, host.span, hint=f"Write `{bare}`.")
        elif reason and "*" in host.text:
            hint = "Write a host without `*`, and each one by itself."
            message = f"`{shortened(host.text)}` is a pattern, and a host is named by itself"
            yield error("link-host", message, host.span, hint=hint)
        elif reason:
            hint = "Write a host name, such as `cards.museum.cn`."
            yield error("link-host", f"`{shortened(host.text)}` in `links.hosts`: {reason}", host.span, hint=hint)


def _judge_exhibits(deck: Deck, plan: LinkPlan) -> Iterator[Diagnostic]:
    """Judge the links of exhibits that live elsewhere."""
    allowed = _allowed(plan)
    for url in _exhibits(deck):
        yield from _less_foreign(plan, judge(url.text, allowed, url.span, behind=None, allow=plan.allow))


def _exhibits(deck: Deck) -> Iterator[Text]:
    for card in deck.cards:
        exhibit = card.record.record("exhibit")
        url = exhibit.get("url") if exhibit else None
        if isinstance(url, Text):
            yield url


def _placeholders(deck: Deck, plan: LinkPlan) -> Iterator[Diagnostic]:
    """Say once of every placeholder how many cards lead to it."""
    home, allowed = host_of(plan.base.text), _allowed(plan)
    placeholders = Counter({home: len(deck.cards)} if deck.cards else {})
    places = {home: plan.base.span}
    for url in _exhibits(deck):
        host = host_of(url.text)
        if host != home and host in allowed:
            placeholders[host] += 1
            places.setdefault(host, url.span)
    for host, count in placeholders.items():
        if not is_placeholder(host):
            continue
        cards = "1 card leads" if count == 1 else f"{count} cards lead"
        message = f"{cards} to `{host}`, which stands for a host still to come"
        hint = "Put the organiser's own host there before anything goes to print."
        yield warning("placeholder-host", message, places[host], hint=hint)


def _moved(deck: Deck, plan: LinkPlan, ledger: Ledger) -> Iterator[Diagnostic]:
    """Codes that went to print behind another base, once for each base that the deck does not own up to.

    Behind a placeholder nothing was printed: what was locked so was locked to try it.
    """
    known = bases_of(deck)
    printed: dict[str, list[Locked]] = {}
    for entry in ledger.entries:
        base = _normal(entry.base or "")
        if base and base not in known and not is_placeholder(host_of(base)):
            printed.setdefault(base, []).append(entry)
    for base, entries in printed.items():
        codes = "1 code" if len(entries) == 1 else f"{len(entries)} codes"
        old, new = shortened(base, 240), shortened(plan.base.text)
        message = f"{codes} went to print behind `{old}`, and `links.base` is now `{new}`"
        hint = (
            f"Write `base: {old}` again; or, where that address stays and leads to the new one, "
            f"`was: [{old}]` under `links:`."
        )
        related = [Related("one of them went to print here", entry.span) for entry in entries[:1] if entry.span]
        yield error("base-changed", message, plan.base.span, hint=hint, related=related)


def _less_foreign(plan: LinkPlan, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The problems of a link without that its host is not named, where a faulty name may be meant for it."""
    in_doubt = any(host_fault(host.text.lower()) for host in plan.hosts)
    return [problem for problem in found if not (in_doubt and problem.code == "link-foreign-host")]


def _allowed(plan: LinkPlan) -> frozenset[str]:
    """The hosts that the deck names; where it names none, that of the base."""
    return frozenset(_bare(host.text) for host in plan.hosts) or frozenset({host_of(plan.base.text)})


def _bare(host: str) -> str:
    """The host alone, also where a whole address was written in its place."""
    return host_of(host if "//" in host else f"//{host}")


def host_of(url: str) -> str:
    """The host of an address in small letters; empty where it names none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _normal(base: str) -> str:
    """The base without a slash at its end, its scheme and host in small letters; its path as written."""
    scheme, mark, rest = base.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{mark}{host.lower()}{slash}{path}".rstrip("/") if mark else base.rstrip("/")


def _no_links(deck: Deck) -> Diagnostic:
    message = f"the deck `{deck.id}` does not say where its codes lead"
    hint = "Add `links: {base: https://YOUR.HOST, hosts: [YOUR.HOST]}` to deck.yaml."
    return error("missing-links", message, deck.record.span_of("deck"), hint=hint)


def _span_of_code(card: Card) -> Span:
    return card.record.span_of("code" if card.record.get("code") else "id")
