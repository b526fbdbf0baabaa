"""Open every page that a code leads to, slowly and within limits, and judge what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cardkit.codes.name import candidates
from cardkit.deck.scalar import shortened
from cardkit.diagnostic import Diagnostic, Span, error, warning
from cardkit.job.destination import WITHDRAWN, Destination, pages, same_place
from cardkit.job.step import Progress, Step, unseen
from cardkit.web.page import Failure, Limits, Page, fetch

#: Seconds between two pages of one host: a small server shall not take us for an attack.
PACE = 0.5

#: Days that a certificate should still be good for: most are renewed a month ahead, and an exhibition is open for weeks.
_GOOD_DAYS = 21

#: What is true of a host is true of all its pages: they are not asked for again.
_OF_HOST = frozenset({"unreachable", "certificate", "private"})


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was asked for and what came back; None where its host had failed already."""

    url: str
    whose: Destination
    found: Page | Failure | None

    def __str__(self) -> str:
        """What came back, in a word or two."""
        if self.found is None:
            return "not asked for"
        if isinstance(self.found, Failure):
            return self.found.kind
        steps = len(self.found.way) - 1
        return f"{self.found.status}" + (f" after {steps} redirect{'' if steps == 1 else 's'}" if steps else "")

    @property
    def answered(self) -> bool:
        return isinstance(self.found, Page)

    def as_data(self) -> dict[str, object]:
        """What came back, for programs."""
        page = self.found if isinstance(self.found, Page) else None
        return {
            "url": self.url,
            "status": page.status if page else None,
            "way": list(self.found.way) if self.found else [],
            "certificate_days": round(page.days) if page and page.days is not None else None,
            "failure": self.found.kind if isinstance(self.found, Failure) else None,
        }


def visits(
    wanted: Iterable[Destination],
    *,
    limits: Limits | None = None,
    pace: float = PACE,
    progress: Progress = unseen,
    wait: Callable[[float], None] = time.sleep,
) -> tuple[Visit, ...]:
    """Ask for every page, one after the other, each once."""
    within = limits or Limits()
    done: list[Visit] = []
    last: dict[str, float] = {}
    down: set[str] = set()
    todo = list(pages(wanted))
    for number, (url, whose) in enumerate(todo):
        progress(Step(f"Asking for {url}", number, len(todo)))
        host = urlsplit(url).netloc
        if host in down:
            done.append(Visit(url, whose, None))
            continue
        if host in last:
            wait(max(0.0, last[host] + pace - time.monotonic()))
        found = fetch(url, within)
        last[host] = time.monotonic()
        if isinstance(found, Failure) and found.kind in _OF_HOST and len(found.way) == 1:
            down.add(host)
        done.append(Visit(url, whose, found))
    return tuple(done)


def judge(made: Iterable[Visit]) -> tuple[Diagnostic, ...]:
    """What is wrong with the pages.

    Reports page-unreachable, page-private, page-certificate, page-redirects,
    page-slow, page-missing, page-without-code and, as a warning, certificate-expires.
    """
    problems: list[Diagnostic] = []
    passed = tuple(made)
    skipped: dict[str, int] = {}
    for visit in passed:
        if visit.found is None:
            host = urlsplit(visit.url).netloc
            skipped[host] = skipped.get(host, 0) + 1
    expiring: set[str] = set()
    for visit in passed:
        found, host = visit.found, urlsplit(visit.url).netloc
        if isinstance(found, Failure):
            problems.append(_failed(visit, found, skipped.get(host, 0) if len(found.way) == 1 else 0))
        elif found is not None:
            problem = _judge_page(visit, found)
            if problem:
                problems.append(problem)
            if found.days is not None and found.days < _GOOD_DAYS and host not in expiring:
                expiring.add(host)
                problems.append(_expires(visit, host, found.days))
    return tuple(problems)


def judge_host(
    base: str, span: Span | None, known: Iterable[Destination], limits: Limits | None = None
) -> tuple[Diagnostic, ...]:
    """Whether the host also vouches for a code that nobody has: then its answers prove nothing.

    Many a site says "/c/7K3QX4 was not found" with status 200, and so carries
    every code that it is asked for. Reports host-answers-all.
    """
    taken = {one.code for one in known}
    code = next(code for code in candidates(base, "nobody") if code not in taken)
    found = fetch(f"{base}/c/{code}", limits or Limits())
    if isinstance(found, Failure) or found.status != 200 or code.encode() not in found.body.upper():
        return ()
    message = (
        f"`{shortened(base)}/c/{code}`, a code that no card has, answers 200 with that code in its page, as any would"
    )
    hint = "Let the host answer 404 where there is no page; until then nobody can tell which pages are missing."
    return (error("host-answers-all", message, span, hint=hint),)


def span_of(visit: Visit) -> Span | None:
    """Where the page is mended: at the exhibit's own address, else at the card."""
    whose = visit.whose
    return whose.exhibit_span if visit.url == whose.exhibit and visit.url != whose.url else whose.span


def _judge_page(visit: Visit, page: Page) -> Diagnostic | None:
    whose, span = visit.whose, span_of(visit)
    gone = whose.state == WITHDRAWN and page.status == 410
    if page.status != 200 and not gone:
        message = f"`{shortened(visit.url)}` answers {page.status}{_led(page)}"
        hint = (
            "Put the page there: publish what `cardkit exhibit build` makes, and the files of `cardkit links export`."
        )
        return error("page-missing", message, span, hint=hint)
    if visit.url != whose.url or gone:
        return None  # Somebody else's page says what it likes.
    if whose.exhibit and same_place(page.url, whose.exhibit):
        return None
    if whose.code.encode() in page.body.upper():
        return None
    part = " in its first part" if page.cut else ""
    message = (
        f"`{shortened(visit.url)}` answers 200{_led(page)}, and its page does not carry the code `{whose.code}`{part}"
    )
    hint = "Look whether it is the card's page; a site that answers 200 to everything hides that pages are missing."
    return error("page-without-code", message, span, hint=hint)


def _led(page: Page) -> str:
    return f" at `{shortened(page.url)}`" if len(page.way) > 1 else ""


_HINTS: Mapping[str, tuple[str, str]] = {
    "unreachable": ("page-unreachable", "Look whether the host is up, and its name right in deck.yaml."),
    "private": ("page-private", "Give the host a public address: visitors' phones are outside your network."),
    "certificate": ("page-certificate", "Renew the host's certificate; phones refuse the page before it is seen."),
    "redirects": ("page-redirects", "Lead to the page in one step, over https."),
    "slow": ("page-slow", "Look what the server is busy with; visitors do not wait so long."),
}


def _failed(visit: Visit, failure: Failure, skipped: int) -> Diagnostic:
    code, hint = _HINTS[failure.kind]
    more = f"; {skipped} more of its pages were not asked for" if skipped else ""
    return error(code, f"`{shortened(visit.url)}` {failure.says}{more}", span_of(visit), hint=hint)


def _expires(visit: Visit, host: str, days: float) -> Diagnostic:
    message = f"the certificate of `{host}` ends in {days:.0f} days; {_GOOD_DAYS} are the least for an exhibition"
    return warning(
        "certificate-expires", message, span_of(visit), hint="Renew it, and look why nothing does so by itself."
    )
