"""Draw the ticket that goes to the printer with the files: what is printed, on what, how often, and who may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cardkit.deck import Deck, Record
from cardkit.geometry import Rect, Size
from cardkit.ink import KEY
from cardkit.job.leaf import A4, GREY, HEAD, MARGIN, SMALL, TEXT, Leaf, drafted
from cardkit.layout.drawing import Face, Fill
from cardkit.press.model import Press
from cardkit.source import Data

#: What does not fit the page is in job.yaml: words of one field beyond these, and files for which too little room is left.
_MOST_WORDS = 360
_FILE_ROOM = 26.0


@dataclass(frozen=True, slots=True)
class Printing:
    """One file to be printed. Lengths are mm; ``sheets`` is how many sheets it has, 0 for single cards."""

    file: str
    edition: str
    languages: tuple[str, ...]
    cards: int
    pages: int
    trim: Size
    bleed: float
    corner: float
    inks: tuple[str, ...]
    sha256: str
    sheets: int = 0
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the printer is asked for; what nobody has said is empty or None."""

    quantity: int | None = None
    stock: str = ""
    finish: str = ""
    deliver: str = ""
    notes: str = ""
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A job as the printer needs to know it."""

    deck: str
    title: str
    date: str
    base: str
    press: Press
    profile_sha256: str
    printings: tuple[Printing, ...]
    order: Asked
    draft: bool = False


def asked(deck: Deck, quantity: int | None) -> Asked:
    """What deck.yaml's `print:` says; ``quantity`` goes over what stands there."""
    told = deck.record.record("print")
    if told is None:
        return Asked(quantity)
    written = told.number("quantity")
    stock, finish, deliver, notes = (told.text(name) or "" for name in ("stock", "finish", "deliver", "notes"))
    contacts = tuple(
        Contact(*(one.text(name) or "" for name in ("name", "role", "phone", "email")))
        for one in told.items("contacts")
        if isinstance(one, Record)
    )
    return Asked(quantity or (int(written) if written else None), stock, finish, deliver, notes, contacts)


def data(ticket: Ticket) -> dict[str, Data]:
    """The ticket for machines, without what nobody has said."""
    press = ticket.press
    whole: dict[str, Data] = {
        "job": ticket.deck,
        "title": ticket.title,
        "date": ticket.date,
        "draft": "true" if ticket.draft else "false",
        "links": ticket.base,
        "press": {
            "name": press.name,
            "standard": press.standard or "none",
            "condition": press.condition,
            "profile": press.profile.name,
            "profile_sha256": ticket.profile_sha256,
            "ink_limit": f"{press.ink_limit * 100:g} %",
        },
        "print": [_printing(one, ticket.order.quantity) for one in ticket.printings],
    }
    whole |= {name: text for name in ("stock", "finish", "deliver", "notes") if (text := getattr(ticket.order, name))}
    if ticket.order.contacts:
        whole["contacts"] = [
            {name: text for name in ("name", "role", "phone", "email") if (text := getattr(one, name))}
            for one in ticket.order.contacts
        ]
    return whole


def page(ticket: Ticket) -> Face:
    """The ticket on one A4 page."""
    leaf = Leaf()
    leaf.skip(4)
    leaf.write("Job ticket · 印刷工单", size=SMALL, ink=GREY)
    leaf.write(ticket.title, size=HEAD)
    leaf.write(f"{ticket.deck} · {ticket.date}", ink=GREY)
    leaf.skip(4)
    for label, text in _facts(ticket):
        _fact(leaf, label, text)
    leaf.skip(3)
    leaf.write("Files to print · 付印文件", size=SMALL, ink=GREY)
    leaf.skip(1)
    for number, one in enumerate(ticket.printings):
        if leaf.room < _FILE_ROOM:
            rest = len(ticket.printings) - number
            leaf.write(f"… and {rest} more {'file' if rest == 1 else 'files'}, listed in job.yaml.", ink=GREY)
            break
        leaf.items.append(Fill(Rect(MARGIN, leaf.y, A4.width - 2 * MARGIN, 0.2), KEY))
        leaf.skip(1)
        leaf.write(one.file)
        leaf.write(_said(one, ticket.order.quantity), size=TEXT - 1)
        leaf.write(f"SHA-256 {one.sha256}", size=SMALL, ink=GREY)
        leaf.skip(1.5)
    leaf.rule()
    leaf.skip(2)
    leaf.write(
        "job.yaml lists every file of this pack with its digest; `cardkit verify` tells whether any was changed since.",
        size=SMALL,
        ink=GREY,
    )
    face = leaf.face("ticket")
    return drafted(face) if ticket.draft else face


def _facts(ticket: Ticket) -> list[tuple[str, str]]:
    press = ticket.press
    standard = f"written to {press.standard}" if press.standard else "no standard claimed"
    first = ticket.printings[0] if ticket.printings else None
    inks = dict.fromkeys(ink for one in ticket.printings for ink in one.inks)
    sizes = dict.fromkeys(_size(one) for one in ticket.printings)
    per = "copies of each edition" if len(ticket.printings) > 1 else "copies"
    return [
        ("Finished size · 成品尺寸", "; ".join(sizes) if first else ""),
        ("Inks · 油墨", ", ".join(inks)),
        (
            "Condition · 印刷条件",
            f"{press.title}: {press.condition}, {standard}, ink up to {press.ink_limit * 100:g} %",
        ),
        (
            "Profile · 色彩特性",
            f"{press.profile.name}, embedded as output intent" if press.standard else press.profile.name,
        ),
        ("Quantity · 数量", f"{ticket.order.quantity:,} {per}" if ticket.order.quantity else _BLANK),
        ("Stock · 纸张", ticket.order.stock or _BLANK),
        ("Finish · 后道", ticket.order.finish or _BLANK),
        ("Delivery · 交货", ticket.order.deliver or _BLANK),
        ("Notes · 备注", ticket.order.notes),
        (
            "Contact · 联系人",
            "; ".join(" · ".join(filter(None, _parts(one))) for one in ticket.order.contacts) or _BLANK,
        ),
        ("Codes lead to · 二维码", ticket.base),
    ]


#: What nobody has said is filled in by hand.
_BLANK = "_" * 40


def _fact(leaf: Leaf, label: str, text: str) -> None:
    if text:
        text = text if len(text) <= _MOST_WORDS else f"{text[:_MOST_WORDS]}… (whole in job.yaml)"
        leaf.row((label, text), (MARGIN, MARGIN + 46), size=TEXT, ink=(GREY, KEY))
        leaf.rule()
        leaf.skip(0.8)


def _parts(contact: Contact) -> Sequence[str]:
    return contact.name, contact.role, contact.phone, contact.email


def _size(one: Printing) -> str:
    corner = f", corners {one.corner:g} mm" if one.corner else ""
    return f"{one.trim.width:g} × {one.trim.height:g} mm, bleed {one.bleed:g} mm{corner}"


def _said(one: Printing, quantity: int | None) -> str:
    parts = [f"edition {one.edition} ({', '.join(one.languages)})", f"{one.cards} cards", f"{one.pages} pages"]
    if one.sheets:
        parts.append(f"{one.sheets} sheets of {one.paper}")
    if quantity:
        parts.append(f"{quantity:,} copies" + (f": run each sheet {quantity:,} times" if one.sheets else ""))
    return " · ".join(parts)


def _printing(one: Printing, quantity: int | None) -> Data:
    rows: dict[str, Data] = {
        "file": one.file,
        "edition": one.edition,
        "languages": list(one.languages),
        "cards": str(one.cards),
        "pages": str(one.pages),
        "trim_mm": [f"{one.trim.width:g}", f"{one.trim.height:g}"],
        "bleed_mm": f"{one.bleed:g}",
        "inks": list(one.inks),
        "sha256": one.sha256,
    }
    if one.corner:
        rows["corner_mm"] = f"{one.corner:g}"
    if one.sheets:
        rows |= {"sheets": str(one.sheets), "paper": one.paper}
    if quantity:
        rows["quantity"] = str(quantity)
    return rows
