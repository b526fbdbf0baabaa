"""Read a scene's XML, element by element, into shapes, or problems at their line and column."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from cardkit.diagnostic import Span
from cardkit.geometry import Point, Rect
from cardkit.picture import element, transform
from cardkit.picture import path as path_data
from cardkit.picture.finding import Findings, StopError, short
from cardkit.picture.shape import Shape
from cardkit.picture.stranger import stranger
from cardkit.picture.style import Judge, Style
from cardkit.picture.tag import Tag
from cardkit.picture.vocabulary import DEFINITIONS, GEOMETRY, REFUSED_ELEMENTS, ROOT_ATTRIBUTES, SILENT_ELEMENTS, SVG

#: Far above any hand-drawn scene (the largest known has 22 kB and 400 shapes), far below what would hang.
MAX_BYTES = 2 * 2**20
MAX_ELEMENTS = 50_000
MAX_DEPTH = 64

#: How files of pixels begin that people rename to .svg.
_PIXELS = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"RIFF": "WebP", b"II*\0": "TIFF", b"MM\0*": "TIFF"}

_BOM = b"\xef\xbb\xbf"
_SIMPLER = "Simplify the drawing, or give it as a photograph (PNG)."


@dataclass(slots=True)
class Contents:
    """What a scene's file says; shapes in the order drawn."""

    view: Rect | None = None
    focus: Point | None = None
    horizon: float | None = None
    shapes: list[Shape] = field(default_factory=list)


def read(data: bytes, file: str, tokens: Collection[str], findings: Findings) -> Contents:
    """Read a whole file. Where ``findings`` gained a problem, the contents are not complete."""
    reader = _Reader(data.removeprefix(_BOM), file, tokens, findings)
    try:
        _refuse_whole(reader.data, file, findings)
        reader.read()
    except StopError:
        pass
    return reader.contents


class _Reader:
    """The state of reading one file."""

    def __init__(self, data: bytes, file: str, tokens: Collection[str], findings: Findings) -> None:
        self.data = data
        self.file = file
        self.findings = findings
        self.judge = Judge(tokens, findings)
        self.contents = Contents()
        self.styles: list[Style] = []
        self.open: list[str] = []
        # How many of the open elements belong to something that is passed over whole.
        self.silent = 0
        self.elements = 0
        # Bytes are UTF-8 whatever the XML declaration says; names come as "URI name".
        self.parser = expat.ParserCreate("utf-8", " ")

    def read(self) -> None:
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        is_final = True
        try:
            self.parser.Parse(self.data, is_final)
        except expat.ExpatError as problem:
            self.broken(problem)
        self.judge.settle_references()

    def start(self, full_name: str, given: dict[str, str]) -> None:
        space, _, name = full_name.rpartition(" ")
        self.open.append(name)
        self.elements += 1
        tag = self.tag(name, given)
        if self.elements > MAX_ELEMENTS or len(self.open) > MAX_DEPTH:
            what = (
                f"groups more than {MAX_DEPTH} deep"
                if len(self.open) > MAX_DEPTH
                else f"more than {MAX_ELEMENTS} elements"
            )
            self.findings.report("scene-too-large", f"the scene has {what}", tag.span, _SIMPLER)
            raise StopError
        if self.silent:
            self.silent += 1
        elif not self.styles:
            self.root(tag, space)
        elif space not in ("", SVG) or name in SILENT_ELEMENTS:
            self.silent = 1
        elif name == "defs":
            self.styles.append(self.styles[-1]._replace(drawn=False))
        elif name == "g":
            self.styles.append(self.judge.style(tag, self.styles[-1], ()))
        elif name in GEOMETRY:
            if self.styles[-1].drawn:
                self.shape(tag)
            self.styles.append(self.styles[-1])
        else:
            self.refuse(tag)
            self.silent = 1

    def end(self, _: str) -> None:
        self.open.pop()
        if self.silent:
            self.silent -= 1
        else:
            self.styles.pop()

    def root(self, tag: Tag, space: str) -> None:
        if tag.name != "svg" or space not in ("", SVG):
            says = f"the file begins with `<{short(tag.name)}>`, not with an SVG's `<svg>`"
            self.findings.report("scene-syntax", says, tag.span, "Give an SVG file.")
            raise StopError
        view = self.view(tag)
        try:
            if "data-focus" in tag.given:
                focus = Point(*element.read_numbers(tag.given, "data-focus", 2))
                if view and not view.contains(Rect(focus.x, focus.y, 0, 0)):
                    raise element.MisdrawnError("the focus lies outside the viewBox", "data-focus")
                self.contents.focus = focus
            if "data-horizon" in tag.given:
                self.contents.horizon = element.read_numbers(tag.given, "data-horizon", 1)[0]
        except element.MisdrawnError as fault:
            self.judge.misdrawn(tag, fault)
        self.contents.view = view
        self.styles.append(self.judge.style(tag, Style(), ROOT_ATTRIBUTES))

    def view(self, tag: Tag) -> Rect | None:
        hint = 'Say how large the drawing is in mm: left, top, width, height, such as `viewBox="-3 -3 76 90"`.'
        written = tag.given.get("viewBox")
        if written is None:
            says = "the scene has no viewBox, so that nobody knows its size"
            self.findings.report("scene-view-box", says, tag.span, hint)
            return None
        try:
            view = Rect(*element.read_numbers(tag.given, "viewBox", 4))
            if view.width > 0 and view.height > 0:
                return view
            says = "width and height must be above zero"
        except element.MisdrawnError as fault:
            says = str(fault)
        self.findings.report("scene-view-box", f'`viewBox="{short(written)}"`: {says}', tag.value("viewBox"), hint)
        return None

    def shape(self, tag: Tag) -> None:
        style = self.judge.style(tag, self.styles[-1], GEOMETRY[tag.name])
        try:
            path = transform.moved(element.path(tag.name, tag.given), style.matrix)
            if any(abs(number) > path_data.LARGEST for segment in path for number in segment[1:]):
                raise element.MisdrawnError(f"it lies further than {path_data.LARGEST:g} mm away")
        except element.MisdrawnError as fault:
            self.judge.misdrawn(tag, fault)
            return
        if not style.inked and not style.blamed:
            says = f"`<{tag.name}>` has no class, so that it has no ink"
            hint = 'Write one token to fill the shape (`class="sky-1"`), or `line` and one to draw it (`class="line sky-1"`).'
            self.findings.report("scene-class", says, tag.span, hint)
        elif style.fill and tag.name == "line":
            says = f"a `<line>` has no area that `{short(style.fill)}` could fill"
            hint = f'Write `class="line {short(style.fill)}"` and a `stroke-width`.'
            self.findings.report("scene-class", says, tag.value("class"), hint)
        width = style.width * math.sqrt(abs(transform.determinant(style.matrix))) if style.stroke else 0.0
        self.contents.shapes.append(
            Shape(path, style.fill, style.stroke, width, style.cap, style.join, style.even_odd, tag.span)
        )

    def refuse(self, tag: Tag) -> None:
        if tag.name in DEFINITIONS:
            self.judge.refused_ids.add(tag.given.get("id", ""))
        elif not self.styles[-1].drawn:
            return
        hint = REFUSED_ELEMENTS.get(tag.name)
        if hint is None:
            near = difflib.get_close_matches(tag.name[:64], [*GEOMETRY, "g", "title", "desc"], 1)
            hint = f"Did you mean `<{near[0]}>`?" if near else f"Draw with {', '.join(GEOMETRY)} alone."
        self.findings.report("scene-element", f"`<{short(tag.name)}>` cannot be printed", tag.span, hint)

    def doctype(self, *_: object) -> None:
        says = "a DOCTYPE can pull in other files and has no use here"
        hint = "Delete the whole `<!DOCTYPE …>`; the drawing stays the same."
        # The parser reports it at its end; a comment before it may hold the same word, hence the last one.
        before = self.data[: self.data.find(b"<svg")] if b"<svg" in self.data else self.data
        start = self.data[: max(before.rfind(b"<!DOCTYPE"), 0)].decode("utf-8")
        line, column = start.count("\n") + 1, len(start) - start.rfind("\n")
        span = Span(self.file, line, column, line, column + len("<!DOCTYPE"))
        self.findings.report("scene-doctype", says, span, hint)
        raise StopError

    def broken(self, problem: expat.ExpatError) -> None:
        fault = expat.ErrorString(problem.code)
        says = f"the XML is broken: {fault}"
        hint = "Mend the XML there; an editor that knows SVG marks the place."
        rest = self.data[max(self.parser.ErrorByteIndex, 0) :][:200].decode("utf-8", "replace")
        if fault == "unclosed token" and not rest.startswith("<!--"):
            says = f"the file stops in the middle of `{short(rest)}`: part of it is missing"
            hint = "Copy the file again from where it came, or export it afresh."
        elif fault == "no element found" and self.open:
            says = f"the file ends before `<{short(self.open[-1])}>` is closed"
            hint = f"Write `</{short(self.open[-1])}>` there, or copy the file again if its end is missing."
        elif fault == "unclosed token":
            says, hint = "the file ends before this comment does", "Write `-->` where the comment ends."
        elif self.open and fault == "mismatched tag":
            hint = f"Close `<{short(self.open[-1])}>` before this place."
        elif fault == "undefined entity":
            hint = "Write the character itself."
        line, column = problem.lineno, problem.offset + 1
        span = Span(self.file, line, column, line, column + 1)
        self.findings.report("scene-syntax", says, span, hint)

    def tag(self, name: str, given: dict[str, str]) -> Tag:
        """The start tag that the parser stands at."""
        parser = self.parser
        byte, line, column = parser.CurrentByteIndex, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        return Tag(name, given, self.file, self.data, byte, line, column)


def _refuse_whole(data: bytes, file: str, findings: Findings) -> None:
    """Report what can be said without reading any XML, and stop there."""
    start = Span.start_of(file)
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 2**20:.1f} MiB; the most is {MAX_BYTES // 2**20} MiB"
        findings.report("scene-too-large", f"`{file}` is {size}", start, _SIMPLER)
    elif form := next((form for magic, form in _PIXELS.items() if data.startswith(magic)), ""):
        name = file.rpartition("/")[2]
        hint = f"Rename it to `{name.rpartition('.')[0]}.{form.lower()}`, here too."
        findings.report("scene-syntax", f"`{file}` is a {form} under an SVG's name", start, hint)
    elif data.startswith(b"\x1f\x8b"):
        findings.report("scene-syntax", f"`{file}` is compressed (SVGZ)", start, "Save it as plain SVG.")
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.report("scene-syntax", f"`{file}` is written in UTF-16", start, "Save it as UTF-8.")
    elif not data.strip():
        findings.report("scene-syntax", f"`{file}` is empty", start, "Draw the scene, or name another file.")
    elif found := stranger(data):
        hint = found.hint or "Export the drawing as plain SVG, a photograph as PNG or JPEG."
        findings.report("scene-syntax", f"`{file}` is {found.what}", start, hint)
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as problem:
            before = data[: problem.start].decode("utf-8")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            span = Span(file, line, column, line, column + 1)
            findings.report("scene-syntax", f"byte 0x{data[problem.start]:02x} is not UTF-8", span, "Save it as UTF-8.")
        else:
            return
    raise StopError
