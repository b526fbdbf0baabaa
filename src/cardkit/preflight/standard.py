"""Judge what a file claims to be, and what must not be in a file for the press."""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.pdf.mark import Corners
from cardkit.preflight.fact import Facts, in_numbers, on_pages, where
from cardkit.press.model import PDF_X1A, PDF_X4, Press


def judge_standard(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports pdfx-missing, pdfx-mixed, pdfx-differs, pdfx-version, pdfx-metadata and trapped-missing."""
    if press.standard is None:
        return
    anatomy = known.anatomy
    wanted = press.standard
    claims = [claim for claim in (anatomy.xmp_claim, anatomy.info_claim) if claim]
    # PDF/X-4 says what it is in its XMP (ISO 15930-7, 6.8.1), PDF/X-1a in its Info dictionary (ISO 15930-4, 6.13).
    proper = anatomy.info_claim if wanted == PDF_X1A else anatomy.xmp_claim
    if not claims:
        message = f"the file does not say that it is {wanted}"
        yield error("pdfx-missing", message, hint=f"Export the file as {wanted}.")
    elif len(set(claims)) > 1:
        message = f"the file says that it is {anatomy.xmp_claim} in its XMP and {anatomy.info_claim} in its Info"
        yield error("pdfx-mixed", message, hint=f"Export the file anew as {wanted}.")
    elif claims[0] != wanted:
        message = f"the file says that it is {claims[0]}; the press `{press.name}` takes {wanted}"
        yield error("pdfx-differs", message, hint=f"Export the file as {wanted}, or choose another --press.")
    elif not proper:
        place = "Info dictionary" if wanted == PDF_X1A else "XMP metadata"
        message = f"the file says that it is {wanted}, but not in its {place}, where that counts"
        yield error("pdfx-missing", message, hint=f"Export the file as {wanted}.")
    if claims and claims[0] == wanted:
        yield from _version(known, wanted)
        yield from _metadata(known)
    if anatomy.trapped not in ("True", "False"):
        message = "the file does not say whether it is trapped"
        yield error("trapped-missing", message, hint="Set Trapped to False, or to True where it is trapped.")


#: ISO 15930-7 stands on PDF 1.6, ISO 15930-4 on PDF 1.4, which has no object streams.
_NEWEST = {PDF_X4: "1.6", PDF_X1A: "1.4"}


def _version(known: Facts, standard: str) -> Iterator[Diagnostic]:
    newest = _NEWEST.get(standard)
    if newest and known.anatomy.version > newest:
        message = f"the file is PDF {known.anatomy.version}; {standard} stands on PDF {newest}"
        yield error("pdfx-version", message, hint=f"Export the file as PDF {newest}.")
    elif standard == PDF_X1A and known.anatomy.compressed_objects:
        message = f"the file keeps its objects in object streams, which {standard} does not know"
        yield error("pdfx-version", message, hint="Export the file without object streams.")


def _metadata(known: Facts) -> Iterator[Diagnostic]:
    anatomy = known.anatomy
    there = {
        "a title": anatomy.title,
        "its date of creation": anatomy.created,
        "its date of change": anatomy.modified,
        "an ID in the trailer": anatomy.has_id,
    }
    missing = [what for what, value in there.items() if not value]
    if missing:
        message = f"the file lacks {', '.join(missing)}, which every PDF/X must have"
        yield error("pdfx-metadata", message, hint="Export the file anew as PDF/X.")


def judge_intent(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports output-intent-missing, output-intent-profile and output-intent-differs."""
    if press.standard is None:
        return
    intents = [intent for intent in known.anatomy.intents if intent.standard == "GTS_PDFX"]
    if not intents:
        message = "the file does not say for which printing condition it was made: it has no output intent"
        yield error("output-intent-missing", message, hint=f"Export the file with the profile of {press.condition}.")
        return
    if len(intents) > 1:
        named = ", ".join(f"`{intent.condition}`" for intent in intents[:_MOST_NAMED])
        message = f"the file says {len(intents)} times for which printing condition it was made: {named}"
        yield error("output-intent-several", message, hint="Keep the output intent that the printer named, alone.")
    intent = intents[0]
    profile = intent.profile
    if profile is None:
        message = f"the output intent `{intent.condition}` brings no colour profile"
        yield error("output-intent-profile", message, hint="Embed the profile in the file.")
    elif profile.kind != "prtr" or profile.space != "CMYK":
        message = f"the output intent's profile is of class `{profile.kind}` for {profile.space}; a press needs a printer's profile for CMYK"
        yield error("output-intent-profile", message, hint=f"Embed the profile of {press.condition}.")
    elif profile.components != _PROCESS_INKS:
        message = (
            f"the output intent's profile is for CMYK, and the file says that it has {profile.components} inks (N)"
        )
        yield error("output-intent-profile", message, hint="Export the file anew, with the profile embedded.")
    if intent.condition != press.condition:
        message = f"the file was made for `{intent.condition}`; the press `{press.name}` prints to `{press.condition}`"
        hint = "Ask the printer which of them to use; colours may shift."
        yield warning("output-intent-differs", message, hint=hint)


_PROCESS_INKS = 4


def judge_safety(known: Facts, press: Press) -> Iterator[Diagnostic]:  # noqa: ARG001 - all rules are called alike.
    """Reports pdf-encrypted, pdf-script, layer-hidden, pdf-attachment and annotation-in-bleed."""
    anatomy = known.anatomy
    if anatomy.encrypted:
        yield error(
            "pdf-encrypted", "the file is encrypted", hint="Export the file without any password or restriction."
        )
    if anatomy.scripts:
        more = f" and {len(anatomy.scripts) - 1} more" if len(anatomy.scripts) > 1 else ""
        message = f"the file runs something: {anatomy.scripts[0]}{more}"
        yield error("pdf-script", message, hint="Export the file without scripts and actions.")
    if anatomy.unsettled_layers:
        named = ", ".join(f"`{name}`" for name in anatomy.unsettled_layers[:_MOST_NAMED])
        message = f"whether the layer {named} prints depends on who opens the file"
        hint = "Show every layer that shall print, delete the others, and export the file without layers."
        yield error("layer-hidden", message, hint=hint)
    if anatomy.attachments:
        shown = ", ".join(f"`{name}`" for name in anatomy.attachments[:_MOST_NAMED])
        yield warning("pdf-attachment", f"the file carries other files: {shown}", hint="Take them out.")
    for page in known.pages:
        for note in page.annotations:
            if note.kind not in _PRINTERS_OWN and _overlap(note.box, page.bleed_box):
                message = f"a {note.kind or 'nameless'} annotation lies on the card"
                yield error(
                    "annotation-in-bleed",
                    message + (f" ({known.label(page.number)})" if known.label(page.number) else ""),
                    hint="Remove it: links, notes and form fields are for screens.",
                    page=page.number,
                    box_mm=in_numbers(page.in_mm(note.box)),
                )


_MOST_NAMED = 4

#: Annotations that are the printer's own (ISO 15930-7, 6.17).
_PRINTERS_OWN = ("PrinterMark", "TrapNet")


def _overlap(one: Corners, other: Corners) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def judge_content(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports pdfx-forbidden, each thing once with all its pages."""
    if press.standard is None:
        return
    found: dict[str, list[int]] = {}
    for page in known.pages:
        for what in page.unfit:
            found.setdefault(what, []).append(page.number)
        if page.art is not None and page.trim is not None:
            # ISO 15930-4 and -7, page boxes: one or the other says where the card ends.
            found.setdefault("an art box beside its trim box", []).append(page.number)
    if press.standard == PDF_X1A:
        if known.anatomy.has_layers:
            found["layers"] = []
        for look, places in known.everywhere():
            image = look.image
            if image and (image.bits == _DEEP or "JPXDecode" in image.packing):
                what = "a picture of 16 bits a colour" if image.bits == _DEEP else "a picture packed as JPEG 2000"
                found.setdefault(what, []).extend(page.number for page, _ in places)
    for what, pages in found.items():
        said = on_pages(known, sorted(set(pages))) if pages else ""
        message = f"the file holds {what}; {press.standard} allows none{said}"
        hint = f"Export the file anew as {press.standard}."
        yield error("pdfx-forbidden", message, hint=hint, page=min(pages) if pages else None)


#: Pictures of 16 bits and JPEG 2000 came with PDF 1.5, and PDF/X-1a stands on PDF 1.4; layers, too.
_DEEP = 16


def judge_transparency(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports transparency-in-x1a."""
    if PDF_X1A not in (press.standard, known.anatomy.info_claim, known.anatomy.xmp_claim):
        return
    places = [place for look, places in known.everywhere() if look.is_transparent for place in places]
    if places:
        there = where(known, places)
        message = f"something is transparent, and {PDF_X1A} knows no transparency{there.said}"
        hint = "Flatten the transparency, or deliver PDF/X-4."
        yield error("transparency-in-x1a", message, hint=hint, page=there.page, box_mm=there.box_mm)
