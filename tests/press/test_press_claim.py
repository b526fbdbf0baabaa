"""What a file says of itself, three times: Info, XMP and output intent must agree."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.press.claim import Claim, info, output_intent, xmp
from cardkit.press.folder import shipped_press
from cardkit.press.model import Press

PRESSES = [shipped_press(name) for name in ("fogra39-x4", "x1a", "cn-gangrun", "office")]
CLAIM = Claim("内蒙古 <& Inner> Mongolia", "2026-12-01", "cardkit 0.1", bytes(range(32)))


def fields(packet: bytes) -> dict[str, str]:
    """Every property of the packet by its local name."""
    root = ElementTree.fromstring(packet.decode().partition("?>")[2].rpartition("<?xpacket")[0])
    found = {}
    for item in root.iter():
        text = (item.text or "").strip()
        if text:
            found[item.tag.rpartition("}")[2]] = text
    return found


@pytest.mark.parametrize("press", PRESSES, ids=lambda press: press.name)
def test_info_and_xmp_say_the_same(press: Press) -> None:
    said, packet = info(press, CLAIM), fields(xmp(press, CLAIM))
    assert packet["li"] == said["Title"] == CLAIM.title
    assert packet["Producer"] == packet["CreatorTool"] == said["Producer"] == said["Creator"]
    assert packet["CreateDate"] == packet["ModifyDate"] == packet["MetadataDate"] == "2026-12-01T00:00:00Z"
    assert said["CreationDate"] == said["ModDate"] == "D:20261201000000Z"
    assert (packet["Trapped"], packet["VersionID"], packet["RenditionClass"]) == ("False", "1", "default")
    assert packet.get("GTS_PDFXVersion") == said.get("GTS_PDFXVersion") == press.standard
    assert packet.get("GTS_PDFXConformance") == said.get("GTS_PDFXConformance")


def test_the_identification_stands_in_the_space_that_its_standard_gives() -> None:
    # PDF/X-4 has a space of its own (ISO 15930-7, 6.17); PDF/X-1a:2003 says it in Info, and Adobe's tools in theirs.
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in xmp(PRESSES[0], CLAIM)
    assert b"<pdfx:GTS_PDFXConformance>PDF/X-1a:2003<" in xmp(PRESSES[1], CLAIM)
    assert b"GTS_PDFX" not in xmp(PRESSES[3], CLAIM)
    assert info(PRESSES[1], CLAIM)["GTS_PDFXConformance"] == "PDF/X-1a:2003"
    assert "GTS_PDFXConformance" not in info(PRESSES[0], CLAIM)


def test_documents_that_differ_bear_different_names() -> None:
    name = re.compile(rb"<xmpMM:DocumentID>(uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12})<")
    one, same, other = (name.findall(xmp(PRESSES[0], replace(CLAIM, digest=bytes([i]) * 32))) for i in (1, 1, 2))
    assert one == same != other
    assert len(one) == 1


def test_the_intent_names_the_condition_and_who_keeps_it() -> None:
    said = output_intent(PRESSES[0])
    assert said["OutputConditionIdentifier"] == "FOGRA39"
    assert said["RegistryName"] == "http://www.color.org"
    assert said["Info"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_any_title_makes_sound_xml(title: str) -> None:
    packet = fields(xmp(PRESSES[0], replace(CLAIM, title=title)))
    assert packet.get("li", "") == title.strip()
