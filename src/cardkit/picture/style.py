"""Settle how a shape looks: what its groups hand down, its class and its attributes, each one judged."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from typing import NamedTuple

from cardkit.picture import element, transform
from cardkit.picture.finding import Findings, short
from cardkit.picture.tag import Tag
from cardkit.picture.transform import IDENTITY, Matrix
from cardkit.picture.vocabulary import GEOMETRY, HARMLESS, NEUTRAL, STYLE_VALUES, attribute_hint

_reference = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_ONE_INK = 'Write one token to fill the shape (`class="sky-1"`), or `line` and one to draw it (`class="line sky-1"`).'


class Style(NamedTuple):
    """What an element hands down to those inside it."""

    matrix: Matrix = IDENTITY
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0  # As in SVG, where nothing says otherwise.
    cap: str = "butt"
    join: str = "miter"
    even_odd: bool = False
    drawn: bool = True
    inked: bool = False  # A class was given, even if it was wrong.
    blamed: bool = False  # The look was given in another way, and reported.


class Judge:
    """What every element of one scene is judged by; remembers what refers to definitions, for the end."""

    def __init__(self, tokens: Collection[str], findings: Findings) -> None:
        self.tokens = frozenset(tokens)
        self.findings = findings
        self.refused_ids: set[str] = set()
        self._references: list[tuple[str, Tag, str]] = []

    def style(self, tag: Tag, inherited: Style, own: Collection[str]) -> Style:
        """The style that holds for an element; ``own`` attributes are judged elsewhere."""
        style = inherited
        for attribute, value in tag.given.items():
            if attribute == "class":
                style = self._classed(tag, style, value)
            elif attribute in own or " " in attribute or attribute.startswith(("data-", "aria-")):
                continue
            elif attribute == "transform":
                style = self._moved(tag, style, value)
            elif attribute == "stroke-width":
                style = self._stroked(tag, style)
            elif attribute in STYLE_VALUES:
                style = self._set(tag, style, attribute, value)
            elif attribute not in HARMLESS and NEUTRAL.get(attribute) != value.strip():
                self._refuse(tag, attribute, value)
                style = style._replace(blamed=True)
        return style

    def misdrawn(self, tag: Tag, fault: element.MisdrawnError) -> None:
        """Report what is wrong with an element's numbers, where it stands."""
        attribute = fault.attribute
        subject = f'`{attribute}="{short(tag.given[attribute])}"` on `<{tag.name}>`' if attribute else f"`<{tag.name}>`"
        self.findings.report(
            "scene-geometry",
            f"{subject}: {fault}",
            lambda: tag.value(attribute, at=fault.at) if attribute else tag.span,
            "Correct the drawing there, or save it again from your editor.",
        )

    def settle_references(self) -> None:
        """Report ``fill="url(#a)"`` and its like, unless what they point at was reported already."""
        for name, tag, attribute in self._references:
            if name not in self.refused_ids:
                self._report_attribute(tag, attribute, tag.given[attribute])

    def _classed(self, tag: Tag, style: Style, value: str) -> Style:
        words = value.split()
        names = [word for word in words if word != "line"]
        unknown = [name for name in names if name not in self.tokens]
        for name in unknown:
            near = difflib.get_close_matches(name, [*sorted(self.tokens), "line"], 1) if len(name) <= 64 else []
            self.findings.report(
                "unknown-token",
                f"the palette has no `{short(name)}`",
                lambda name=name: tag.value("class", word=name),  # type: ignore[misc]
                f"Did you mean `{near[0]}`?"
                if near
                else f"Known: {', '.join(f'`{token}`' for token in sorted(self.tokens))}.",
            )
        if not unknown and len(names) != 1:
            says = f"names {len(names)} palette tokens; a shape has one ink" if names else "names no palette token"
            self.findings.report(
                "scene-class", f'`class="{short(value)}"` {says}', lambda: tag.value("class"), _ONE_INK
            )
        ink = names[0] if names else None
        if "line" in words:
            return style._replace(fill=None, stroke=ink, inked=True)
        return style._replace(fill=ink, stroke=None, inked=True)

    def _moved(self, tag: Tag, style: Style, value: str) -> Style:
        try:
            return style._replace(matrix=transform.joined(style.matrix, transform.parse(value)))
        except ValueError as fault:
            self.misdrawn(tag, element.MisdrawnError(str(fault), "transform"))
            return style

    def _stroked(self, tag: Tag, style: Style) -> Style:
        try:
            width = element.read_numbers(tag.given, "stroke-width", 1)[0]
            if width <= 0:
                raise element.MisdrawnError("it must be above zero", "stroke-width")
        except element.MisdrawnError as fault:
            self.misdrawn(tag, fault)
            return style
        return style._replace(width=width)

    def _set(self, tag: Tag, style: Style, attribute: str, value: str) -> Style:
        if value not in STYLE_VALUES[attribute]:
            self.findings.report(
                "scene-attribute",
                f'`{attribute}="{short(value)}"` on `<{tag.name}>` is not known',
                lambda: tag.value(attribute),
                f"Write {' or '.join(f'`{value}`' for value in STYLE_VALUES[attribute])}.",
            )
            return style
        if attribute == "stroke-linecap":
            return style._replace(cap=value)
        if attribute == "stroke-linejoin":
            return style._replace(join=value)
        return style._replace(even_odd=value == "evenodd")

    def _refuse(self, tag: Tag, attribute: str, value: str) -> None:
        reference = _reference.search(value)
        if reference:
            self._references.append((reference.group(1), tag, attribute))
        else:
            self._report_attribute(tag, attribute, value)

    def _report_attribute(self, tag: Tag, attribute: str, value: str) -> None:
        self.findings.report(
            "scene-attribute",
            f'`{attribute}="{short(value)}"` on `<{tag.name}>` cannot be printed',
            lambda: tag.attribute(attribute),
            attribute_hint(attribute, (*HARMLESS, *STYLE_VALUES, *NEUTRAL, *GEOMETRY.get(tag.name, ()))),
        )
