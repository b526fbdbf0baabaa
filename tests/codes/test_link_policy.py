"""The link policy, case by case: what a person wrote, and the one thing that is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.codes.policy import host_fault, is_placeholder, judge
from cardkit.codes.symbol import symbol
from cardkit.diagnostic import Diagnostic, Severity, Span, has_errors

HOSTS = ("museum.org", "xn--mseum-3ya.org", "bit.ly", "other.museum.org")
SPAN = Span("deck.yaml", 3, 9, 3, 30)


def codes(url: str, *, behind: int | None = 0) -> list[str]:
    return [problem.code for problem in judge(url, HOSTS, SPAN, behind=behind)]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        # Characters.
        ("", "link-characters"),
        ("https://museum.org/e ", "link-characters"),
        (" https://museum.org/e", "link-characters"),
        ("https://museum.org/a b", "link-characters"),
        ("https://museum.org/../x", "link-characters"),
        ("https://museum.org/a/./x", "link-characters"),
        ("https://museum.org/%2e%2E/x", "link-characters"),
        ("https://museum.org/a/..", "link-characters"),
        ("https://museum.org/a\tb", "link-characters"),
        ("https://museum.org/a\nb", "link-characters"),
        ("https://museum.org/\x00", "link-characters"),
        ("https://museum.org/\x7f", "link-characters"),
        ("https://museum.org\\@evil.com/", "link-characters"),
        ("\u202ehttps://museum.org", "link-characters"),
        ("https://mus\u200beum.org/", "link-characters"),
        ("https://museum.org/\ufeff", "link-characters"),
        ("https://museum.org/\u00ade", "link-characters"),
        ("https://mu\u0455eum.org/", "link-characters"),
        ("https://m\u00fcseum.org/", "link-characters"),
        ("https://museum.org/\u547c\u548c\u6d69\u7279", "link-characters"),
        ("https://museum\u3002org/", "link-characters"),
        ("https://museum.org/<e>", "link-characters"),
        ("https://museum.org/%zz", "link-characters"),
        ("https://museum.org/100%", "link-characters"),
        ("https://museum.org/%4", "link-characters"),
        ("https://museum.org/a%0d%0ab", "link-characters"),
        ("https://museum.org/%00", "link-characters"),
        ("https://museum.org/%7F", "link-characters"),
        # Schemes.
        ("http://museum.org/e", "link-scheme"),
        ("HTTP://museum.org/e", "link-scheme"),
        ("javascript:alert(1)", "link-scheme"),
        ("data:text/html,x", "link-scheme"),
        ("mailto:a@museum.org", "link-scheme"),
        ("tel:123", "link-scheme"),
        ("weixin://dl/chat", "link-scheme"),
        ("ftp://museum.org/", "link-scheme"),
        ("museum.org/e", "link-scheme"),
        ("museum.org:443/e", "link-scheme"),
        ("//museum.org/x", "link-scheme"),
        ("https:museum.org", "link-scheme"),
        ("https:/museum.org", "link-scheme"),
        ("https//museum.org", "link-scheme"),
        ("https", "link-scheme"),
        ("7K3QX4", "link-scheme"),
        # Names before the host.
        ("https://museum.org@evil.com/", "link-userinfo"),
        ("https://museum.org:x@evil.com/", "link-userinfo"),
        ("https://@museum.org/", "link-userinfo"),
        # Hosts.
        ("https:///museum.org/x", "link-host"),
        ("https://", "link-host"),
        ("https://?x", "link-host"),
        ("https://192.168.0.1/x", "link-host"),
        ("https://192.168.1/x", "link-host"),
        ("https://0x7f000001/", "link-host"),
        ("https://0x7f.0.0.1/", "link-host"),
        ("https://0177.0.0.1/", "link-host"),
        ("https://2130706433/", "link-host"),
        ("https://[::1]/", "link-host"),
        ("https://[::ffff:1.2.3.4]/", "link-host"),
        ("https://[::1", "link-host"),
        ("https://museum.org:8443/", "link-host"),
        ("https://museum.org:443/", "link-host"),
        ("https://museum.org:/", "link-host"),
        ("https://museum.org:port/", "link-host"),
        ("https://museum/e", "link-host"),
        ("https://museum.org./e", "link-host"),
        ("https://museum..org/e", "link-host"),
        ("https://.museum.org/e", "link-host"),
        ("https://-a.org/", "link-host"),
        ("https://a-.org/", "link-host"),
        ("https://mus_eum.org/", "link-host"),
        ("https://mus%65um.org/", "link-host"),
        (f"https://{'a' * 64}.org/", "link-host"),
        ("https://museum.123/", "link-host"),
        ("https://abc.onion/", "link-host"),
        ("https://xn--80ak6aa92e.com/", "link-host"),
        ("https://xn--mseum-3ya.org/", "link-host"),
        # Hosts that the deck does not name.
        ("https://museum.com/", "link-foreign-host"),
        ("https://www.museum.org/", "link-foreign-host"),
        ("https://museum.org.evil.com/", "link-foreign-host"),
        ("https://evilmuseum.org/", "link-foreign-host"),
        ("https://a.zip/x", "link-foreign-host"),
        ("https://tinyurl.com/3abc", "link-foreign-host"),
        ("https://museum.test/", "link-foreign-host"),
        # Unwise.
        ("https://bit.ly/3abc", "link-shortener"),
        ("https://museum.org/r?next=https://evil.com", "link-redirect"),
        ("https://museum.org/r?a=1&url=%2F%2Fevil.com", "link-redirect"),
        ("https://museum.org/?utm_source=card", "link-tracking"),
        ("https://museum.org/?a=1&UTM_medium=qr", "link-tracking"),
        ("https://museum.org/#top", "link-fragment"),
        ("https://museum.org/#", "link-fragment"),
        ("https://museum.org/".ljust(47, "x"), "link-long"),
    ],
)
def test_one_mistake_is_one_problem(url: str, code: str) -> None:
    (problem,) = judge(url, HOSTS, SPAN)
    assert problem.code == code
    assert problem.span == SPAN
    assert problem.hint
    assert "\n" not in problem.message
    assert problem.message.isprintable()


@pytest.mark.parametrize(
    "url",
    [
        "https://museum.org/e/12",
        "https://museum.org",
        "HTTPS://MUSEUM.ORG/E/12",
        "https://other.museum.org/~a?x=1&y=%E5%91%BC",
        "https://museum.org/".ljust(46, "x"),
        "https://museum.org/c/7K3QX4",
        "https://museum.org/a:b@c",
    ],
)
def test_good_links_pass(url: str) -> None:
    assert judge(url, HOSTS, SPAN) == ()


@pytest.mark.parametrize(
    ("word", "url"),
    [
        ("punycode", "https://xn--mseum-3ya.org/"),
        ("shortener", "https://bit.ly/3abc"),
        ("redirect", "https://museum.org/r?next=https://evil.com"),
        ("tracking", "https://museum.org/?utm_source=card"),
        ("fragment", "https://museum.org/#top"),
    ],
)
def test_deck_may_allow_what_the_policy_holds_against_a_link(word: str, url: str) -> None:
    others = {"punycode", "shortener", "redirect", "tracking", "fragment"} - {word}
    assert judge(url, HOSTS, SPAN, allow=[word]) == ()
    assert len(judge(url, HOSTS, SPAN, allow=others)) == 1


def test_a_host_in_punycode_must_be_named_even_where_it_is_allowed() -> None:
    (problem,) = judge("https://xn--80ak6aa92e.com/", HOSTS, SPAN, allow=["punycode"])
    assert problem.code == "link-foreign-host"


def test_two_mistakes_are_two_problems() -> None:
    assert codes("http://elsewhere.org/e") == ["link-scheme", "link-foreign-host"]
    assert codes("https://museum.org/?utm_source=card#top") == ["link-tracking", "link-fragment"]


def test_warnings_do_not_stop_the_press() -> None:
    assert {problem.severity for problem in judge("https://museum.org/#a", HOSTS, SPAN)} == {Severity.WARNING}
    assert has_errors(judge("http://museum.org/", HOSTS, SPAN))


def test_length_counts_what_is_put_behind_and_only_in_print() -> None:
    assert codes("https://museum.org/".ljust(38, "x"), behind=9) == ["link-long"]
    assert codes("https://museum.org/".ljust(37, "x"), behind=9) == []
    assert codes("https://museum.org/".ljust(300, "x"), behind=None) == []


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("museum.org/e", "Write `https://museum.org/e`."),
        ("http://museum.org/e", "Write `https://museum.org/e`."),
        ("//museum.org/x", "Write `https://museum.org/x`."),
        ("https:/museum.org", "Write `https://museum.org`."),
        ("javascript:alert(1)", "Write an https:// address."),
        ("https://museum.org/呼", "Write `https://museum.org/%E5%91%BC`."),
        ("https://museum.org/a b", "Write `%20` instead, or take it out."),
        ("https://museum.org@evil.com/", "Write the host alone: `evil.com`."),
        ("https://musuem.org/", "Did you mean `museum.org`?"),
        ("https://museum.org:8443/", "Leave `:8443` out; https needs none."),
    ],
)
def test_hint_says_what_to_write(url: str, hint: str) -> None:
    assert _only(judge(url, HOSTS, SPAN)).startswith(hint)


def test_invisible_characters_are_written_out() -> None:
    (problem,) = judge("https://mus\u200beum.org/\u202e", HOSTS, SPAN)
    assert "U+200B" in problem.message
    assert "\\u202e" in problem.message


def test_a_link_of_a_megabyte_gives_a_short_message() -> None:
    (problem,) = judge("https://museum.org/" + "é" * 1_000_000, HOSTS, SPAN)
    assert len(problem.message) < 300
    assert len(problem.hint or "") < 300


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("example.org", True),
        ("nmg.example.org", True),
        ("NMG.Example.ORG.", True),
        ("example.com", True),
        ("museum.test", True),
        ("museum.local", True),
        ("localhost", True),
        ("museum.invalid", True),
        ("myexample.org", False),
        ("example.org.cn", False),
        ("museum.org", False),
        ("", False),
    ],
)
def test_placeholders(host: str, expected: bool) -> None:  # noqa: FBT001
    assert is_placeholder(host) is expected


def test_longest_hosts_pass() -> None:
    assert host_fault("a" * 36 + ".org") is None
    assert host_fault(".".join(["a" * 63] * 4)) is not None


@given(st.text(max_size=60) | st.from_regex(r"\Ahttps?:/{0,3}[a-z.@:\[\]%0-9\\-]{0,20}/?[ -~]{0,20}\Z"))
def test_whatever_passes_can_be_made_a_code(url: str) -> None:
    problems = judge(url, HOSTS, SPAN)
    if not has_errors(problems):
        assert symbol(url).url == url
        assert url.lower().startswith(tuple(f"https://{host}" for host in HOSTS))


def _only(problems: tuple[Diagnostic, ...]) -> str:
    (problem,) = problems
    return problem.hint or ""


@pytest.mark.parametrize("path", ["a..b", ".well-known", "...", "x.html", "a?to=/../b", "a#/../b"])
def test_dots_that_resolve_to_nothing_else_may_stand(path: str) -> None:
    assert "link-characters" not in codes(f"https://museum.org/{path}")


def test_a_link_that_no_code_on_a_card_holds_is_an_error() -> None:
    fits = "https://museum.org/".ljust(152, "a")
    assert symbol(fits, "M").version == 8
    assert symbol(fits + "a", "M").version == 9
    assert not has_errors(judge(fits, HOSTS, SPAN))
    assert has_errors(judge(fits, HOSTS, SPAN, behind=1))
    assert codes(fits + "a") == ["link-long"]
    assert codes(fits + "a", behind=None) == []
