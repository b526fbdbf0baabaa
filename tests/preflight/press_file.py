"""Build a small card PDF by hand that a press accepts, so that a test can spoil one thing in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cardkit.codes.symbol import symbol
from cardkit.preflight.inspection import structure
from cardkit.press.folder import shipped_press
from cardkit.press.model import PDF_X1A, PDF_X4, Press

ROOT = Path(__file__).resolve().parent.parent.parent
FONT = next((ROOT / "fonts" / "source-sans-3").glob("*-Regular.ttf"))
PROFILE = ROOT / "src" / "cardkit" / "data" / "icc" / "FOGRA39L_coated.icc"

MM = 72 / 25.4
TRIM, BLEED = (60.0, 90.0), 3.0
URL = "https://nmg.example.org/c/7K3QX4"

#: In mm from the lower left of the bleed. Type of 9 pt is 3.175 mm.
PANEL = "0.6 0.3 0.1 0.1 k 0 60 66 36 re f\n"
PICTURE = "q 40 0 0 20 13 68 cm /Im Do Q\n"
TEXT = "/Over gs 0 0 0 1 k BT /F1 3.175 Tf 1 0 0 1 8 50 Tm (Hohhot) Tj ET /Plain gs\n"
LINE = "0 0 0 1 K 0.2 w 8 45 m 50 45 l S\n"
MODULE = 0.75

Spoil = Callable[[Pdf], None]


def code(
    url: str = URL,
    *,
    module: float = MODULE,
    at: tuple[float, float] = (12, 12),
    ink: str = "0 0 0 1 k",
    level: str | None = None,
    mirrored: bool = False,
) -> str:
    """A code as one path, its lower left corner in mm."""
    matrix = symbol(url, level).matrix
    count = len(matrix)
    squares = " ".join(
        f"{count - 1 - x if mirrored else x} {count - 1 - y} 1 1 re"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return f"{ink} q {module} 0 0 {module} {at[0]} {at[1]} cm {squares} f Q\n"


def good() -> str:
    return PANEL + PICTURE + TEXT + LINE + code()


def press_file(
    path: Path,
    content: str | None = None,
    spoil: Spoil | None = None,
    *,
    pages: int = 2,
    standard: str | None = PDF_X4,
    version: str = "1.6",
    object_streams: bool = False,
    encryption: pikepdf.Encryption | None = None,
) -> Path:
    """Write a card of several equal pages; ``spoil`` changes the finished document before it is saved."""
    with pikepdf.new() as pdf, pikepdf.open(io.BytesIO(_lettered())) as other:
        fonts = other.pages[0].obj.Resources.Font
        font = pdf.copy_foreign(next(one for one in fonts.values() if "Source" in str(one.BaseFont)))
        picture = _picture(pdf)
        for _ in range(pages):
            _page(pdf, font, picture, good() if content is None else content)
        _claims(pdf, standard)
        if spoil:
            spoil(pdf)
        mode = pikepdf.ObjectStreamMode.generate if object_streams else pikepdf.ObjectStreamMode.disable
        pdf.save(
            path,
            force_version=version,
            object_stream_mode=mode,
            static_id=encryption is None,
            encryption=encryption if encryption is not None else False,
        )
    return path


def tint(alternate: list[float]) -> Dictionary:
    """The function of a spot ink that shows in these numbers when it is solid."""
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0.0] * len(alternate), C1=alternate)


def spot(name: str, alternate: list[float], space: Object = Name.DeviceCMYK) -> Array:
    return Array([Name.Separation, Name("/" + name), space, tint(alternate)])


def first(pdf: Pdf) -> Object:
    return pdf.pages[0].obj


def add(pdf: Pdf, shelf: str, word: str, thing: Object) -> None:
    """Put a resource on the first page."""
    resources = first(pdf).Resources
    if shelf not in resources:
        resources[shelf] = Dictionary()
    resources[shelf][word] = thing


def draw(pdf: Pdf, operators: str) -> None:
    """Draw something more on the first page, in mm."""
    page = first(pdf)
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + _in_mm(operators))


def _in_mm(operators: str) -> bytes:
    return f"q {MM:.6f} 0 0 {MM:.6f} 0 0 cm\n{operators}\nQ\n".encode()


def _page(pdf: Pdf, font: Object, picture: Object, content: str) -> None:
    width, height = (side + 2 * BLEED for side in TRIM)
    pdf.add_blank_page(page_size=(width * MM, height * MM))
    page = pdf.pages[-1].obj
    page.TrimBox = Array([BLEED * MM, BLEED * MM, (width - BLEED) * MM, (height - BLEED) * MM])
    page.BleedBox = Array([0, 0, width * MM, height * MM])
    page.Contents = pdf.make_stream(_in_mm(content))
    page.Resources = Dictionary(
        Font=Dictionary(F1=font),
        XObject=Dictionary(Im=picture),
        ExtGState=Dictionary(
            Over=Dictionary(OP=True, op=True, OPM=1),
            Plain=Dictionary(OP=False, op=False, OPM=0),
        ),
    )


@cache
def _lettered() -> bytes:
    """A file with a subset font that has ToUnicode, made by another tool."""
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    file = io.BytesIO()
    canvas = Canvas(file, initialFontName="Body")
    canvas.drawString(9, 9, "".join(chr(code) for code in range(32, 127)))
    canvas.save()
    return file.getvalue()


def _picture(pdf: Pdf, width: int = 500, height: int = 250) -> Object:
    """A gradient in CMYK, 317 ppi at its place."""
    row = b"".join(bytes((x * 100 // width, 40, 90, 0)) for x in range(width))
    picture = pdf.make_stream(row * height)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
    picture.ColorSpace = Name.DeviceCMYK
    return picture


def _claims(pdf: Pdf, standard: str | None) -> None:
    stamp = "D:20261201000000Z"
    pdf.docinfo["/Title"], pdf.docinfo["/CreationDate"], pdf.docinfo["/ModDate"] = "Hohhot", stamp, stamp
    pdf.docinfo["/Trapped"] = Name("/False")
    if standard is None:
        return
    if standard == PDF_X1A:
        pdf.docinfo["/GTS_PDFXVersion"] = PDF_X1A
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" pdfxid:GTS_PDFXVersion="{standard}"/></rdf:RDF></x:xmpmeta>'
    metadata = pdf.make_stream(xmp.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    profile = pdf.make_stream(PROFILE.read_bytes())
    profile.N = 4
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier="FOGRA39",
                RegistryName="http://www.color.org",
                DestOutputProfile=profile,
            )
        ]
    )


X4, X1A, GANGRUN = (shipped_press(name) for name in ("fogra39-x4", "x1a", "cn-gangrun"))


def found(path: Path, press: Press = X4) -> list[str]:
    return sorted(problem.code for problem in structure(path, press).problems)


def form(pdf: Pdf, operators: str = "1 0 0 rg 5 5 4 4 re f", **entries: pikepdf.Object) -> None:
    made = pdf.make_stream(operators.encode())
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    for key, value in entries.items():
        made["/" + key] = value
    add(pdf, "/XObject", "/Fm", made)
    draw(pdf, "/Fm Do")


def soft_mask(pdf: Pdf, space: pikepdf.Object = Name.DeviceRGB) -> None:
    mask = pdf.make_stream(b"0 0 99 99 re f")
    mask.Type, mask.Subtype, mask.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    mask.Group = Dictionary(S=Name.Transparency, CS=space)
    add(pdf, "/ExtGState", "/Sm", Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask)))
    draw(pdf, "/Sm gs 0.1 0 0 0 k 5 5 4 4 re f")
