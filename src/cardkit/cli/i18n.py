"""Take a deck's texts to translators and their translations back, and say how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.desk import apart, chosen, open_desk, stopped, text_of, write
from cardkit.cli.option import DeckPath, output_to
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import TROUBLE, USAGE, Stop, did_you_mean, listed
from cardkit.cli.table import table
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.cli.terminal import put
from cardkit.diagnostic import Diagnostic, Report, error, has_errors

if TYPE_CHECKING:
    from cardkit.translation.message import Message
    from cardkit.translation.standing import Standing

Languages = Annotated[
    list[str] | None,
    typer.Option("--language", metavar="TAG", help="Only this language; may be given again. Left out, all of them."),
]
Folder = Annotated[Path, output_to("DIR", "Write the catalogues here.")]


def extract(deck: DeckPath = None, *, output: Folder, language: Languages = None, talk: Talk) -> int:
    """Write the deck's texts down for translators: a PO file for each language but the default.

    Each text comes with its name, its place, what it is for and how long it may be. Where the folder holds
    such files already, what translators have written in them is kept; what has changed since is marked fuzzy.

    \b
    Examples:
      cardkit i18n extract -o po                  the deck you are in, every language
      cardkit i18n extract -o po --language fr    one language
    """
    from cardkit.translation import po
    from cardkit.translation.catalogue import catalogue, sourceless

    desk = open_desk(deck)
    if desk.faulty:
        return stopped(desk, (), "Nothing was extracted.", talk)
    if len(desk.deck.languages) == 1:
        remark("The deck has one language; name those to translate it into under `languages:` in deck.yaml.", talk)
    problems: list[Diagnostic] = [*sourceless(desk.messages)]
    contents: dict[Path, str] = {}
    for one in chosen(desk.deck, language):
        path = output / f"{one}.po"
        earlier, found = po.read(path, shown(path)) if path.exists() else (None, ())
        made, more = catalogue(desk.deck, desk.messages, desk.lock, one, earlier)
        problems += [*found, *more]
        contents[path] = po.write(made)
    if has_errors(problems):
        return stopped(desk, problems, "Nothing was extracted.", talk)
    if contents:
        output.mkdir(parents=True, exist_ok=True)
        write(contents)
    code = publish(Report.of([*desk.problems, *problems]), talk, {"written": [path.as_posix() for path in contents]})
    if talk.style is Style.HUMAN:
        for path in contents:
            remark(shown(path), talk)
    return code


def merge(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="PO… [DECK]", help="Catalogues that came back, and the deck they belong to."),
    ],
    *,
    talk: Talk,
) -> int:
    """Write translations into the deck's YAML files; every comment, the order and all else stay as they are.

    Empty and fuzzy entries are passed over. Where anything is wrong, nothing is written; the changed files
    are read back and compared before they take their place.

    \b
    Examples:
      cardkit i18n merge po/fr.po                 into the deck you are in
      cardkit i18n merge po/*.po cards/welcome    all that came back, into that deck
    """
    from cardkit.translation import lock, po
    from cardkit.translation.merging import merge as merged
    from cardkit.translation.merging import unproved
    from cardkit.translation.surgery import changed, is_proved

    files, folder = apart(files)
    if not files:
        hint = "Give the PO files that came back, then the deck."
        raise Stop(USAGE, error("missing-catalogue", "there is no PO file to merge", hint=hint))
    desk = open_desk(folder)
    read = [po.read(path, shown(path)) for path in files]
    problems = [problem for _, found in read for problem in found]
    if any(problem.code == "unreadable-file" for problem in problems):
        raise Stop(TROUBLE, *problems)
    plan, found = merged(desk.deck, desk.messages, [one for one, _ in read if one])
    problems += found
    if desk.faulty or has_errors(problems):
        return stopped(desk, problems, "Nothing was merged.", talk)
    contents: dict[Path, str] = {}
    for file, changes in plan.changes.items():
        before = text_of(Path(file))
        after = changed(before, changes)
        if not is_proved(before, after, changes):
            return stopped(desk, [*problems, unproved(file)], "Nothing was merged.", talk)
        contents[Path(file)] = after
    new = lock.accepted(desk.lock, desk.messages, plan.fresh)
    if new != desk.lock:
        contents[desk.folder / lock.NAME] = lock.text(new)
    write(contents)
    counts = {"merged": plan.changed, "fuzzy": plan.fuzzy, "empty": plan.empty, "files": len(plan.changes)}
    code = publish(Report.of([*desk.problems, *problems]), talk, counts)
    if talk.style is Style.HUMAN:
        passed = f"; passed over {plan.empty} empty and {plan.fuzzy} fuzzy" if plan.empty or plan.fuzzy else ""
        into = plural(len(plan.changes), "file")
        remark(f"Merged {plural(plan.changed, 'translation')} into {into}{passed}.", talk)
    return code


def accept(
    cards: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="CARD… [DECK]",
            help="Cards by their ids, `deck` for the texts of deck.yaml; left out, all. Last, the deck's folder.",
            show_default=False,
        ),
    ] = None,
    *,
    language: Languages = None,
    talk: Talk,
) -> int:
    """Say that the translations are up to date with their sources, after looking them over.

    It is written into i18n.lock.yaml, which is committed with the deck; what changes from then on is
    told as stale.

    \b
    Examples:
      cardkit i18n accept                         all translations of the deck you are in
      cardkit i18n accept hohhot --language fr    one card, one language
    """
    from cardkit.translation import lock

    words, folder = apart(cards or [])
    desk = open_desk(folder)
    if desk.faulty:
        return stopped(desk, (), "Nothing was accepted.", talk)
    owners = list(dict.fromkeys(message.owner for message in desk.messages))
    wanted = [str(word) for word in words]
    for word in wanted:
        if word not in owners:
            hint = did_you_mean(word, owners, otherwise=f"There is {listed(owners)}.")
            raise Stop(USAGE, error("unknown-card", f"there is no card `{word}`", hint=hint))
    languages = chosen(desk.deck, language)
    fresh = [
        (message, one)
        for message in desk.messages
        for one in message.wanted
        if one in languages and one in message.text.texts and message.source and (not wanted or message.owner in wanted)
    ]
    new = lock.accepted(desk.lock, desk.messages, fresh)
    if new != desk.lock:
        write({desk.folder / lock.NAME: lock.text(new)})
    stale = sum(desk.lock.is_stale(message, one) for message, one in fresh)
    code = publish(Report.of(desk.problems), talk, {"accepted": len(fresh), "stale": stale})
    if talk.style is Style.HUMAN:
        remark(f"{plural(len(fresh), 'translation')} up to date, {stale} of them stale until now.", talk)
    return code


def status(
    deck: DeckPath = None,
    *,
    language: Languages = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also name each text that needs a hand, with its place.")
    ] = False,
    talk: Talk,
) -> int:
    """Show how far the translations are: card by language.

    missing: there is none. stale: its source has changed since. over-long: the card has no room for it, or
    hardly. untranslated: it is the same as in the default language.

    \b
    Examples:
      cardkit i18n status                         the deck you are in
      cardkit i18n status --language fr -v        one language, every text by name
      cardkit i18n status --report json           for programs
    """
    from cardkit.translation.standing import standings

    desk = open_desk(deck)
    wanted = chosen(desk.deck, language, default=not language)
    found = [one for one in standings(desk.deck, desk.messages, desk.lock) if one.language in wanted]
    code = publish(Report.of(desk.problems) if desk.faulty else Report(), talk, _as_data(found))
    if talk.style is Style.HUMAN:
        put(table(_rows(found, wanted)))
        for one in found if verbose else ():
            for word, several in _parts(one).items():
                for message in several:
                    place = (message.text.texts.get(one.language) or message.text).span
                    put(f"{place}: {message.context} {one.language}: {word}")
    return code


def _parts(one: Standing) -> dict[str, tuple[Message, ...]]:
    return {
        "missing": one.missing,
        "stale": one.stale,
        "over-long": one.over_long,
        "untranslated": one.untranslated,
    }


def _rows(found: Sequence[Standing], languages: Sequence[str]) -> list[list[str]]:
    cells = {(one.owner, one.language): one for one in found}
    owners = dict.fromkeys(one.owner for one in found)
    rows = [["card", *languages]]
    for owner in owners:
        rows.append([owner, *(_cell(cells.get((owner, language))) for language in languages)])
    return rows


def _cell(one: Standing | None) -> str:
    if one is None:
        return "-"  # The card keeps to other languages.
    counted = [f"{word} {len(several)}" for word, several in _parts(one).items() if several]
    return ", ".join(counted) or "complete"


def _as_data(found: Sequence[Standing]) -> dict[str, object]:
    cards: dict[str, dict[str, object]] = {}
    totals: dict[str, dict[str, int]] = {}
    for one in found:
        lists = {word.replace("-", "_"): [m.context for m in several] for word, several in _parts(one).items()}
        cards.setdefault(one.owner, {})[one.language] = {"texts": one.texts, "complete": one.is_complete, **lists}
        total = totals.setdefault(one.language, {})
        for word, count in {"texts": one.texts, **{word: len(several) for word, several in lists.items()}}.items():
            total[word] = total.get(word, 0) + count
    listed_cards = [{"card": owner, "languages": languages} for owner, languages in cards.items()]
    return {"languages": totals, "cards": listed_cards}
