"""Write a deck's redirects for a web server."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cardkit.cli.option import DeckPath, output_to
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import FAULTY, GOOD, USAGE, Stop
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.cli.terminal import put
from cardkit.diagnostic import Report, error, has_errors


class Host(StrEnum):
    """Who reads the redirects: ``--for``."""

    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    NGINX = "nginx"
    APACHE = "apache"
    CSV = "csv"


def export(
    deck: DeckPath = None,
    *,
    host: Annotated[Host, typer.Option("--for", help="Who reads it.")] = Host.NETLIFY,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="URL", help="Where the pages are, if not on the host that the codes name."),
    ] = None,
    output: Annotated[Path | None, output_to("FILE", "Write here and not to standard output.")] = None,
    talk: Talk,
) -> int:
    """Write the redirects that the host of the codes needs: exhibits that live elsewhere, copies, tombstones.

    A page that stands where its code says needs none. Every rule is a 302: where a card leads stays open to change.

    \b
    Examples:
      cardkit links export -o site/_redirects                for Netlify
      cardkit links export --for nginx -o cards.map          a map for nginx
      cardkit links export --for csv                         a list of all codes
      cardkit links export --for apache --to https://m.cn    codes on one host, pages on another
    """
    from cardkit.cli.link_check import survey
    from cardkit.edition.link import base_of
    from cardkit.job.redirect import judge, rules, text

    wanted, found, problems = survey(deck)
    base = base_of(wanted.deck)
    if to is not None:
        _check(to)
    if has_errors(problems) or base is None:
        publish(Report.of(problems), talk)
        remark("Nothing was exported.", talk)
        return FAULTY
    made = rules(base, found, to)
    span = wanted.deck.links.span if wanted.deck.links else None
    problems = [problem for problem in problems if problem.code != "placeholder-host"]
    judged = [*problems, *judge(made, host, span)]
    if has_errors(judged):
        publish(Report.of(judged), talk)
        remark("Nothing was exported.", talk)
        return FAULTY
    words = text(made, host, found)
    summary = {"rules": len(made.listed), "codes": len(found), "written": [output.as_posix()] if output else []}
    if output is None:
        if talk.style is Style.HUMAN:
            # Standard output is for the rules alone.
            for problem in judged:
                remark(f"warning: {problem.message}", talk)
            put(words.removesuffix("\n"))
            return FAULTY if talk.strict and judged else GOOD
        return publish(Report.of(judged), talk, {**summary, "text": words})
    _write(output, words)
    code = publish(Report.of(judged), talk, summary)
    if talk.style is Style.HUMAN:
        remark(f"Wrote {plural(len(made.listed), 'rule')} for {plural(len(found), 'code')} to {shown(output)}.", talk)
    return code


def _check(to: str) -> None:
    """Stop where the pages' address is none that a card may lead to."""
    from cardkit.codes.policy import judge
    from cardkit.edition.link import host_of

    wrong = [problem for problem in judge(to, [host_of(to)], None, behind=None) if problem.is_error]
    if "?" in to or "#" in to:
        message = f"the page of a card stands behind `{to}` as `/c/CODE/`, which its `?` or `#` makes impossible"
        wrong.append(error("link-base", message, hint="Give the address without it."))
    if wrong:
        raise Stop(USAGE, *wrong[:1])


def _write(path: Path, words: str) -> None:
    from cardkit.job.atomic import commit_all, temporary

    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary(path) as file:
        file.path.write_bytes(words.encode())
        commit_all([file])
