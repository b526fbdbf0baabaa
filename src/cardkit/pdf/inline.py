"""Turn an inline image into a picture of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardkit.pdf.operation import inline_image

if TYPE_CHECKING:
    import pikepdf


def standing_alone(operands: bytes, document: pikepdf.Pdf) -> pikepdf.Stream:
    """The picture that an inline image is, with its entries spelt out."""
    import pikepdf

    entries, data = inline_image(operands)
    short = pikepdf.Object.parse(b"<<" + entries + b">>")
    made = document.make_stream(data)
    for key in short.keys():  # noqa: SIM118
        value = short[key]
        long = _ENTRIES.get(key, key)
        if long == "/Filter":
            listed = list(value) if isinstance(value, pikepdf.Array) else [value]
            value = pikepdf.Array([pikepdf.Name(_FILTERS.get(str(one), str(one))) for one in listed])
        made[long] = value
    made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    return made


#: Inline images shorten names (ISO 32000-1, tables 93 and 94).
_ENTRIES = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/I": "/Interpolate",
    "/W": "/Width",
}
_FILTERS = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
