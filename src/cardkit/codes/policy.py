"""Judge where a link leads before it goes to print: a card cannot be called back.

What a reader of the URL and a phone might understand differently is refused, and
so is a host that the deck does not name. What is merely unwise is a warning.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from urllib.parse import SplitResult, quote, urlsplit

from cardkit.diagnostic import Diagnostic, Span, error, warning

#: What 49 × 49 modules hold at level M (version 8, byte mode: ISO/IEC 18004:2015, table 7); denser ones no card can bear.
MOST = 152

#: A URL of 46 characters still makes a version 4 symbol of level Q.
LONG = 46


def judge(
    url: str, hosts: Collection[str], span: Span | None, *, behind: int | None = 0, allow: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """What is wrong with a link.

    ``hosts`` are those that the deck names; a subdomain is another host.
    ``allow`` names what it lets pass: punycode, shortener, redirect, tracking, fragment.
    ``behind`` is how many characters are put behind it to make what a code says;
    None where the link itself is not printed, so that its length costs nothing.
    Reports link-characters, link-scheme, link-userinfo, link-host,
    link-foreign-host, and link-long where no code on a card can hold it; as
    warnings link-shortener, link-redirect, link-tracking, link-fragment, and
    link-long where its code scans less well.
    """
    fault = _characters(url, span)
    if fault:  # The rest would be guesswork: programs read such a link in different ways.
        return (fault,)
    try:
        parts = urlsplit(url)
    except ValueError:
        return (_host_fault(url, "it cannot be read as a host name", span),)
    problems = [_scheme(url, parts, span)]
    if parts.scheme in ("http", "https") and url[len(parts.scheme) :].startswith("://"):
        problems.append(_authority(url, parts, hosts, span, allow))
    if behind is not None and len(url) + behind > MOST:
        problems.append(_too_long(url, span, behind))
    faults = tuple(problem for problem in problems if problem)
    return faults or tuple(_warnings(url, parts, span, behind=behind, allow=allow))


def is_placeholder(host: str) -> bool:
    """Whether the host stands for one still to come, or for one that no visitor's phone can reach.

    RFC 2606 and RFC 6761 set aside example, test, invalid and localhost; RFC 6762
    local; the others are what private networks use.
    """
    labels = host.lower().rstrip(".").split(".")
    return labels[-1] in _PLACEHOLDER_ENDINGS or (len(labels) > 1 and ".".join(labels[-2:]) in _PLACEHOLDER_DOMAINS)


def host_fault(host: str) -> str | None:
    """Why a bare host name cannot stand in a printed link; None where it can.

    Punycode is left to the caller: a host that the deck names is meant.
    """
    if not host:
        return "it names no host"
    bare = host.strip("[]").rstrip(".")
    if host.startswith("[") or _is_address(bare) or _NUMERIC_HOST.fullmatch(bare):
        return f"{_shown(host)} is a numeric address, not a name"
    if host.endswith("."):
        return f"the host {_shown(host)} ends in a dot"
    labels = host.lower().split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return f"{_shown(host)} is no host name: its parts are letters, digits and inner hyphens"
    if len(host) > 253:  # RFC 1035, 2.3.4, less what the wire form adds.
        return f"the host has {len(host)} characters; 253 is the most"
    if len(labels) < 2:
        return f"the host {_shown(host)} has no dot, so it leads nowhere outside its own network"
    if labels[-1] in _UNREACHABLE_ENDINGS or labels[-1].isdigit():
        return f"hosts ending in .{labels[-1]} do not open on a visitor's phone"
    return None


_PLACEHOLDER_ENDINGS = frozenset(
    {"example", "test", "invalid", "localhost", "local", "internal", "intranet", "lan", "home", "corp"}
)
_PLACEHOLDER_DOMAINS = frozenset({"example.org", "example.com", "example.net", "example.edu"})
_UNREACHABLE_ENDINGS = frozenset({"onion", "arpa"})

#: Public services that shorten links: they die, and others may take over what they lead to.
_SHORTENERS = frozenset(
    {"bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "cutt.ly", "rebrand.ly", "t.ly"}
    | {"rb.gy", "tiny.cc", "s.id", "t.cn", "dwz.cn", "url.cn", "suo.im"}
)

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_NUMERIC_HOST = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+)){0,3}", re.IGNORECASE)
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTROL_ESCAPE = re.compile(r"%([01][0-9A-Fa-f]|7[Ff])")
#: RFC 3986, 5.2.4 and 6.2.2.3; the dot may be escaped.
_DOT_SEGMENT = re.compile(r"^[^?#]*?/((?:\.|%2e){1,2})(?=[/?#]|$)", re.IGNORECASE)
_REDIRECT = re.compile(
    r"[?&](redirect|redirect_uri|url|next|goto|dest|return|target)=(https?(:|%3a)|//|%2f%2f)", re.IGNORECASE
)
_TRACKING = re.compile(r"[?&](utm_[a-z]+|fbclid|gclid|spm|mc_cid|msclkid)=", re.IGNORECASE)


def _characters(url: str, span: Span | None) -> Diagnostic | None:
    if not url:
        return error("link-characters", "the link is empty", span, hint="Write the address, or leave the field out.")
    culprit = next((character for character in url if not "!" <= character <= "~" or character in '\\<>"{}|^`'), None)
    if culprit is not None:
        return error(
            "link-characters",
            f"the link {_shown(url)} has {_name(culprit)} in it",
            span,
            hint=_character_hint(url, culprit),
        )
    escape = _BAD_ESCAPE.search(url)
    if escape:
        return error(
            "link-characters",
            f"the link {_shown(url)} has a % that no two hexadecimal digits follow: "
            f"{_shown(url[escape.start() : escape.start() + 3])}",
            span,
            hint="Write `%25` for a percent sign itself.",
        )
    escape = _CONTROL_ESCAPE.search(url)
    if escape:
        return error(
            "link-characters",
            f"the link {_shown(url)} has an escaped control character in it: {escape.group()}",
            span,
            hint=f"Take `{escape.group()}` out.",
        )
    dots = _DOT_SEGMENT.search(url.partition("://")[2])
    if dots:
        return error(
            "link-characters",
            f"the link {_shown(url)} has {_shown(dots.group(1))} as a part of its path, which phones take out or resolve",
            span,
            hint="Write the path that it leads to, without the dots.",
        )
    return None


def _character_hint(url: str, culprit: str) -> str:
    if url.strip() != url and " " not in url.strip():
        return "Take the space around the link out."
    if culprit == "\\":
        return "Write `/` instead."
    narrow = unicodedata.normalize("NFKC", culprit)
    if culprit > "~" and len(narrow) == 1 and "!" <= narrow <= "~":
        return f"Write an ordinary `{narrow}` in the place of the full-width one."
    if culprit.isprintable() and culprit > "~" and url.isprintable():
        head, slash, rest = url.partition("://")
        host, *path = re.split(r"(?=[/?#])", rest, maxsplit=1)
        if slash and host.isascii() and " " not in url:
            escaped = quote("".join(path), safe="/?#&=%:@!$,;+*()~")
            return f"Write {_shown(f'{head}://{host}{escaped}', _WHOLE)}."
        return "Write the host in its ASCII form (`xn--…`), with `allow: [punycode]` under `links:` in deck.yaml."
    if not culprit.isprintable():
        return "Take it out; type the link anew if you cannot see it."
    return f"Write `%{ord(culprit):02X}` instead, or take it out."


def _scheme(url: str, parts: SplitResult, span: Span | None) -> Diagnostic | None:
    if parts.scheme == "https" and url[len("https") :].startswith("://"):
        return None
    # What follows is for people who left the scheme out or wrote it by half.
    bare = re.sub(r"^(https?:)?/*", "", url, flags=re.IGNORECASE)
    hint = (
        f"Write {_shown('https://' + bare, _WHOLE)}."
        if re.match(r"[\w.-]+\.[\w-]+(:\d+)?([/?#]|$)", bare)
        else "Write an https:// address."
    )
    if parts.scheme == "https":
        return error("link-scheme", f"the link {_shown(url)} does not start with https://", span, hint=hint)
    if not parts.scheme or "." in parts.scheme:
        return error("link-scheme", f"the link {_shown(url)} has no https:// before it", span, hint=hint)
    return error(
        "link-scheme", f"the link {_shown(url)} is {parts.scheme}, not https, and phones warn of it", span, hint=hint
    )


def _authority(
    url: str, parts: SplitResult, hosts: Collection[str], span: Span | None, allow: Collection[str]
) -> Diagnostic | None:
    if "@" in parts.netloc:
        return error(
            "link-userinfo",
            f"the link {_shown(url)} has {_shown(parts.netloc.rpartition('@')[0] + '@')} before its host, which hides where it leads",
            span,
            hint=f"Write the host alone: {_shown(parts.netloc.rpartition('@')[2], _WHOLE)}.",
        )
    if parts.netloc.startswith("["):
        return _host_fault(url, f"{_shown(parts.netloc)} is a numeric address, not a name", span)
    host, colon, port = parts.netloc.lower().partition(":")
    reason = host_fault(host)
    if reason:
        return _host_fault(url, reason, span)
    if colon:
        return error(
            "link-host",
            f"the link {_shown(url)} names the port {_shown(port)}, which many networks block",
            span,
            hint=f"Leave `:{port}` out; https needs none.",
        )
    named = {name.lower() for name in hosts}
    if any(label.startswith("xn--") for label in host.split(".")) and "punycode" not in allow:
        reason = f"{_shown(host)} is in punycode, which people cannot read, so they cannot tell it from a forgery"
        also = "" if host in named else f", and name {_shown(host)} in `links.hosts`"
        hint = f"Use a plain host; or write `allow: [punycode]` under `links:` in deck.yaml{also}."
        return _host_fault(url, reason, span, hint=hint)
    if host in named:
        return None
    close = get_close_matches(host, sorted(named), n=1, cutoff=0.8)
    hint = f"Did you mean {_shown(close[0])}? " if close else ""
    hint += f"Add {_shown(host)} to `links.hosts` in deck.yaml, or lead to a host that stands there."
    if host.removeprefix("www.") in _SHORTENERS:
        hint = "Write the address that the short link leads to."
    return error(
        "link-foreign-host",
        f"the link {_shown(url)} leads to {_shown(host)}, which `links.hosts` does not name",
        span,
        hint=hint,
    )


def _host_fault(
    url: str, reason: str, span: Span | None, hint: str = "Write a host name, such as `cards.museum.cn`."
) -> Diagnostic:
    return error("link-host", f"the link {_shown(url)}: {reason}", span, hint=hint)


def _warnings(
    url: str, parts: SplitResult, span: Span | None, *, behind: int | None, allow: Collection[str]
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    host = (parts.hostname or "").removeprefix("www.")
    if host in _SHORTENERS and "shortener" not in allow:
        message = (
            f"the link {_shown(url)} goes through the public shortener {_shown(host)}, "
            "which may end or pass into other hands"
        )
        found.append(warning("link-shortener", message, span, hint="Write the address that it leads to."))
    redirect = _REDIRECT.search(url)
    if redirect and "redirect" not in allow:
        message = (
            f"the link {_shown(url)} passes on to the address in {_shown(redirect.group(1) + '=')}, as forgeries do"
        )
        found.append(warning("link-redirect", message, span, hint="Write the address that it leads to."))
    tracking = _TRACKING.search(url)
    if tracking and "tracking" not in allow:
        message = (
            f"the link {_shown(url)} carries {_shown(tracking.group(1))} for counting visits, "
            "which cannot be changed once it is printed"
        )
        hint = "Leave it out; let the page that the code opens add it."
        found.append(warning("link-tracking", message, span, hint=hint))
    if (parts.fragment or url.endswith("#")) and "fragment" not in allow:
        message = (
            f"the link {_shown(url)} ends in {_shown('#' + parts.fragment)}, a place within a page "
            "that is gone when the page is written anew"
        )
        found.append(warning("link-fragment", message, span, hint="Give the exhibit a page of its own."))
    if behind is not None and len(url) + behind > LONG:
        message = f"{_length(url, behind)}; {LONG} is the most for a code that scans at ease"
        found.append(warning("link-long", message, span, hint="Choose a shorter host or path."))
    return found


def _too_long(url: str, span: Span | None, behind: int) -> Diagnostic:
    message = f"{_length(url, behind)}; no code on a card holds more than {MOST}"
    return error("link-long", message, span, hint="Choose a shorter host or path.")


def _length(url: str, behind: int) -> str:
    added = f" with the {behind} of the code behind it" if behind else ""
    return f"the link {_shown(url)} has {len(url) + behind} characters{added}"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _name(character: str) -> str:
    """A character as people can see it in a message."""
    if character == " ":
        return "a space"
    if character == "\\":
        return "a backslash"
    if character.isprintable():
        return f"`{character}`"
    return f"an invisible character (U+{ord(character):04X})"


#: A longer link is shortened in messages, which stay on one line; what a hint says to write is hardly ever cut.
_MOST_SHOWN, _WHOLE = 60, 240


def _shown(words: str, most: int = _MOST_SHOWN) -> str:
    """The user's words as quoted in messages, what cannot be seen written out."""
    if len(words) > most:
        words = words[: most - 21] + "…" + words[-20:]
    return "`" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in words) + "`"
