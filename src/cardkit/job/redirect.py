"""Write where codes lead in the words of a web server: temporary redirects, never permanent ones.

A permanent redirect (301) stays in phones for ever; where a card leads must be
open to change after it was printed, so each rule is a 302.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cardkit.codes.name import LETTERS, MOST_LETTERS
from cardkit.diagnostic import Diagnostic, Span, error, warning
from cardkit.job.destination import WITHDRAWN, Destination

#: Cloudflare reads 2,000 plain rules and 1,000 characters a rule (its documentation of `_redirects`).
MOST_RULES, MOST_CHARACTERS = 2000, 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """A code and the address that it leads to."""

    code: str
    card: str
    target: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a server is to do under ``prefix``, such as ``/c/`` or ``/cards/c/``.

    ``listed`` are the codes that lead away, to an exhibit elsewhere or to
    another host's page; the pages of all others stand where their codes say.
    A copy's code leads where its card's does.
    """

    prefix: str
    listed: tuple[Rule, ...]
    home: str = ""


def rules(base: str, found: Sequence[Destination], home: str | None = None) -> Rules:
    """The rules for a deck's codes; ``home`` is where the pages are, when that is not where the codes lead."""
    prefix = f"{urlsplit(base).path.rstrip('/')}/c/"
    pages = f"{home.rstrip('/')}/c/" if home else ""
    listed = []
    for one in found:
        target = one.exhibit if one.exhibit and one.state != WITHDRAWN else f"{pages}{one.code}/" if pages else None
        if target:
            listed.append(Rule(one.code, one.card, target))
    return Rules(prefix, tuple(listed), pages)


def judge(rules: Rules, form: str, span: Span | None) -> tuple[Diagnostic, ...]:
    """What a server would not read of the rules. Reports redirects-too-many, and redirects-too-long as an error."""
    if form not in ("netlify", "cloudflare"):
        return ()
    problems: list[Diagnostic] = []
    if len(rules.listed) > MOST_RULES:
        message = f"there are {len(rules.listed)} rules; Cloudflare reads {MOST_RULES} of a `_redirects`, and forgets the rest"
        hint = (
            "Let the pages stand where the codes lead, so that few need a rule; or use `--for nginx` or `--for apache`."
        )
        problems.append(warning("redirects-too-many", message, span, hint=hint))
    for rule in rules.listed:
        if len(_line(rules, rule)) > MOST_CHARACTERS:
            message = f"the rule of `{rule.card}` has {len(_line(rules, rule))} characters; {MOST_CHARACTERS} are read"
            problems.append(
                error("redirects-too-long", message, span, hint="Choose a shorter address for its exhibit.")
            )
    return tuple(problems)


def text(rules: Rules, form: str, found: Sequence[Destination] = ()) -> str:
    """The rules in one of ``FORMS``; ``csv`` lists all that was found, also what needs no rule."""
    if form == "csv":
        return _csv(rules, found)
    return _FORMS[form](rules)


def _netlify(rules: Rules) -> str:
    notes = [
        "Netlify matches whole parts of a path, so it cannot take the serial off a copy's code (CODE-SERIAL);",
        "the error page of the exhibit does that.",
    ]
    # Another host's error page is out of reach from here, but for what is led to it.
    return _redirects(rules, "Netlify", notes, [f"{rules.prefix}*  {rules.home}:splat  302"] if rules.home else [])


def _cloudflare(rules: Rules) -> str:
    # A placeholder takes all but the slash; serials hold no hyphen, so the last one parts code and serial.
    copies = f"{rules.prefix}:code-:serial  {rules.home or rules.prefix}:code/  302"
    return _redirects(rules, "Cloudflare", ["A copy's code (CODE-SERIAL) leads where its card's does."], [copies])


def _redirects(rules: Rules, host: str, notes: Sequence[str], patterns: Sequence[str]) -> str:
    head = [f"_redirects for {host}: put it at the top of the site's folder.", *notes]
    lines = [_line(rules, rule) for rule in rules.listed]
    return "".join(f"# {line}\n" for line in head) + "".join(f"{line}\n" for line in (*lines, *patterns))


def _line(rules: Rules, rule: Rule) -> str:
    # Both hosts read parts of a path that begin with a colon as placeholders; in a target none is meant.
    return f"{rules.prefix}{rule.code}  {_without_placeholders(rule.target)}  302"


def _without_placeholders(target: str) -> str:
    head, mark, rest = target.partition("://")
    return head + mark + rest.replace(":", "%3A") if mark else target.replace(":", "%3A")


#: Any code, and the serial of a copy behind it; the first group is the code.
_ANY_CODE = f"([0-9A-Za-z]{{{LETTERS + 1},{MOST_LETTERS + 1}}})"
_ANY_SERIAL = "-[A-Za-z]?[0-9]{1,9}"


def _nginx(rules: Rules) -> str:
    prefix = _escaped(rules.prefix)
    lines = [
        "# For the http block of nginx: include this file, and in the server block write",
        "#     if ($card_target) { return 302 $card_target; }",
        "# Codes are found however they are typed: nginx compares them without regard to capitals.",
        "map $uri $card_code {",
        '    default "";',
        f'    "~^{prefix}{_ANY_CODE}(?:{_ANY_SERIAL})?/?$" $1;',
        "}",
        "map $uri $card_copy {",
        '    default "";',
        f'    "~^{prefix}{_ANY_CODE}{_ANY_SERIAL}/?$" "{_dollars(rules.home or rules.prefix)}$1/";',
        "}",
        "# map_hash_max_size 65536;  # from some 1,000 codes on",
        "map $card_code $card_target {",
        "    default $card_copy;",
        *(f'    {rule.code} "{_dollars(rule.target)}";' for rule in rules.listed),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _dollars(target: str) -> str:
    """A text as nginx takes it: a dollar would begin the name of a variable, and has no escape of its own."""
    return target.replace("$", "%24")


def _apache(rules: Rules) -> str:
    prefix = _escaped(rules.prefix)
    code, query = "${cards:${capitals:$1}}", "${cards:${capitals:$1}.query}"
    lines = [
        "# A RewriteMap for Apache. In the virtual host (not in .htaccess) write, with the path to this file:",
        "#     RewriteEngine On",
        "#     RewriteMap capitals int:toupper",
        "#     RewriteMap cards txt:/PATH/TO/THIS/FILE",
        f'#     RewriteCond "{query}" "."',
        f'#     RewriteRule "^{prefix}{_ANY_CODE}(?:{_ANY_SERIAL})?/?$" "{code}?{query}" [R=302,L,NE]',
        f'#     RewriteCond "{code}" "."',
        f'#     RewriteRule "^{prefix}{_ANY_CODE}(?:{_ANY_SERIAL})?/?$" "{code}" [R=302,L,NE]',
        f'#     RewriteRule "^{prefix}{_ANY_CODE}{_ANY_SERIAL}/?$" "{rules.home or rules.prefix}$1/" [R=302,L,NE]',
    ]
    for rule in rules.listed:
        # Apache refuses an address whose question mark comes out of a map (CVE-2024-38474): what follows it has a line of its own.
        address, mark, rest = rule.target.partition("?")
        lines.append(f"{rule.code} {address}")
        if mark and rest:
            lines.append(f"{rule.code}.query {rest}")
    return "\n".join(lines) + "\n"


def _escaped(path: str) -> str:
    """A path within a regular expression."""
    return "".join(f"\\{c}" if c in ".+*?()[]{}|^$\\" else c for c in path)


def _csv(rules: Rules, found: Sequence[Destination]) -> str:
    targets = {rule.code: rule.target for rule in rules.listed}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("code", "card", "state", "path", "target", "status"))
    for one in found:
        path = f"{rules.prefix}{one.code}"
        target = targets.get(one.code)
        writer.writerow((one.code, one.card, one.state, path, target or f"{path}/", 302 if target else ""))
    return out.getvalue()


_FORMS: Mapping[str, Callable[[Rules], str]] = {
    "netlify": _netlify,
    "cloudflare": _cloudflare,
    "nginx": _nginx,
    "apache": _apache,
}

#: The words for which rules can be written.
FORMS = (*_FORMS, "csv")
