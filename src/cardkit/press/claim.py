"""Turn a press and a document's title, date and maker into what a PDF file says of itself.

A press file says it three times: in its Info dictionary, in its XMP metadata
and in its output intent. Readers compare them, so all three are made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from cardkit.press.model import PDF_X1A, PDF_X4, Press


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says of itself: its title, its day (``2026-12-01``), who made it.

    ``digest`` is of its content (16 bytes or more): documents that differ bear
    different names, and the same document the same one every time.
    """

    title: str
    date: str
    producer: str
    digest: bytes


def info(press: Press, claim: Claim) -> Mapping[str, str]:
    """The texts of the Info dictionary; beside them stands ``/Trapped /False``.

    PDF/X-4 takes its version from XMP alone (ISO 15930-7, 6.17); poppler and
    others look for it here, where PDF/X-1a has it (ISO 15930-4, 6.10).
    """
    stamp = f"D:{claim.date.replace('-', '')}000000Z"
    texts = {
        "Title": claim.title,
        "Creator": claim.producer,
        "Producer": claim.producer,
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    if press.standard:
        texts["GTS_PDFXVersion"] = press.standard
    if press.standard == PDF_X1A:
        texts["GTS_PDFXConformance"] = press.standard
    return texts


def output_intent(press: Press) -> Mapping[str, str]:
    """The texts of the output intent (ISO 15930-7, 6.2.2); beside them stand ``/S /GTS_PDFX`` and the profile."""
    return {
        "OutputConditionIdentifier": press.condition,
        "OutputCondition": press.condition,
        "RegistryName": press.registry,
        "Info": press.condition,
    }


def xmp(press: Press, claim: Claim) -> bytes:
    """The XMP packet (ISO 16684-1), with the identification that the press's standard asks for."""
    moment = f"{claim.date}T00:00:00Z"
    name = _uuid(claim.digest)
    maker = escape(claim.producer)
    fields = [
        "<dc:format>application/pdf</dc:format>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(claim.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
        f"<xmp:CreatorTool>{maker}</xmp:CreatorTool>",
        f"<pdf:Producer>{maker}</pdf:Producer>",
        "<pdf:Trapped>False</pdf:Trapped>",
        f"<xmpMM:DocumentID>{name}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>{name}</xmpMM:InstanceID>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
    ]
    if press.standard == PDF_X4:
        fields.append(f"<pdfxid:GTS_PDFXVersion>{PDF_X4}</pdfxid:GTS_PDFXVersion>")
    elif press.standard:
        fields.append(f"<pdfx:GTS_PDFXVersion>{press.standard}</pdfx:GTS_PDFXVersion>")
        fields.append(f"<pdfx:GTS_PDFXConformance>{press.standard}</pdfx:GTS_PDFXConformance>")
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    inner = "\n  ".join(fields)
    # Begin and id of the packet are fixed by ISO 16684-1, 7.3.2; it says "r", since nothing may be changed in place.
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f' <rdf:Description rdf:about="" {spaces}>\n  {inner}\n </rdf:Description>\n'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


def _uuid(digest: bytes) -> str:
    """A name of the form that tools know as a UUID of our own making (version 8, RFC 9562)."""
    one = digest[:16].hex()
    return f"uuid:{one[:8]}-{one[8:12]}-8{one[13:16]}-a{one[17:20]}-{one[20:32]}"
