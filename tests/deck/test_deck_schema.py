"""The JSON Schema says of a file what cardkit says of it, as far as an editor can."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml

from cardkit import source
from cardkit.deck import json_schemas, shipped_kinds
from cardkit.deck import plan as deck_plan
from cardkit.deck.card import from_file

FULL = """\
# yaml-language-server: $schema=../schema/card.schema.json
kind: story
id: naadam
was: [nadam]
number: 1
section: stories
languages: [en, zh-Hans]
title: {en: NO, zh-Hans: 那达慕}
tagline: {en: 0012, zh-Hans: 12:30}
body: {en: 1.10, zh-Hans: 2024-01-05}
brief:
  en: |
    One.

    Two.
when:
  label: {en: Founded, zh-Hans: 建城}
  value: 1206
  short: {en: 1206}
  as_of: 2020
  source: {title: A book, url: http://example.org/a}
people:
  - {label: {en: Wrestler}, value: {en: true}}
facts: []
quote: {text: {en: Hear}, by: somebody}
hashtag: "#Naadam"
image: {file: images/x.svg, focus: [0.5, "0.3"], alt: {en: A man}, credit: me, licence: CC-BY-4.0}
exhibit: {promise: {en: Hear it}, url: https://example.org/x}
code: 7K3QX4
review: {en: needed, zh-Hans: {state: approved, by: A, on: 2026-01-01}}
notes: {anything: [goes, {here: 1}]}
"""

PLACE = """\
kind: place
id: hohhot
number: 1
section: places
title: {en: Hohhot}
location: {lat: 40.84, lon: 111.75}
admin: {code: 150100, seat: {en: Xincheng}}
review: needed
"""

DECK = """\
deck: steppe
title: {en: Steppe}
issued: 2026-12-01
languages: [en, zh-Hans]
editions: {en: {languages: [en]}}
theme: long-horizon
format: {trim: [70, 120.5], bleed: 3, safe: 4}
sections: [{id: places, title: {en: Places}}]
words: {scan: {en: Scan}}
links: {base: "https://steppe.example.org", hosts: [steppe.example.org]}
"""

SCHEMAS = json_schemas(shipped_kinds().values(), ["en", "zh-Hans"])


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates stay text, and of the words only true and false are flags (`on` is a key)."""


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag != "tag:yaml.org,2002:timestamp" and not (tag == "tag:yaml.org,2002:bool" and first not in "tTfF")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def faults(text: str, schema: str) -> list[str]:
    validator = jsonschema.Draft7Validator(SCHEMAS[schema])
    return [fault.message for fault in validator.iter_errors(as_an_editor(text))]


def test_the_schemas_are_draft_07_and_plain_json() -> None:
    for schema in SCHEMAS.values():
        jsonschema.Draft7Validator.check_schema(schema)
        assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("text", [FULL, PLACE])
def test_a_sound_card_pleases_cardkit_and_the_editor(text: str) -> None:
    node, _ = source.parse(text, "card.yaml")
    assert node is not None
    assert from_file(node, shipped_kinds())[1] == ()
    assert faults(text, "card.schema.json") == []


def test_several_cards_please_the_editor() -> None:
    text = json.dumps({"cards": [as_an_editor(PLACE), as_an_editor(FULL)]})
    assert faults(text, "card.schema.json") == []
    assert faults(text.replace("hohhot", "Hohhot"), "card.schema.json")


def test_a_sound_deck_pleases_cardkit_and_the_editor(tmp_path: Any) -> None:
    node, _ = source.parse(DECK, "deck.yaml")
    assert node is not None
    assert deck_plan.from_node(node, tmp_path)[1] == ()
    assert faults(DECK, "deck.schema.json") == []
    assert faults(DECK.replace("theme:", "thme:"), "deck.schema.json")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: place", "kind: plcae"),
        ("id: hohhot", "id: Hohhot"),
        ("number: 1", "number: 0"),
        ("number: 1", "number: 1.5"),
        ("number: 1\n", ""),
        ("title: {en: Hohhot}", "title: Hohhot"),
        ("title: {en: Hohhot}", "title: {zh: Hohhot}"),
        ("title: {en: Hohhot}", "title: {zh-CN: Hohhot}"),
        ("title: {en: Hohhot}", "title: {}"),
        ("title: {en: Hohhot}", "title: {en: [Hohhot]}"),
        ("title", "titel"),
        ("lat: 40.84", "lat: 140.84"),
        ("lat: 40.84", "lat: north"),
        ("review: needed", "review: approved"),
        ("review: needed", "figures: []"),
        ("review: needed", "facts: [{label: {en: a}}]"),
    ],
)
def test_what_cardkit_refuses_the_editor_reddens(old: str, new: str) -> None:
    text = PLACE.replace(old, new)
    assert text != PLACE
    node, _ = source.parse(text, "card.yaml")
    assert node is not None
    assert from_file(node, shipped_kinds())[1] != ()
    assert faults(text, "card.schema.json") != []


def test_help_and_limits_are_shown_on_hover() -> None:
    place = SCHEMAS["card.schema.json"]["definitions"]["kind-place"]
    body = place["properties"]["body"]
    assert "330 characters in en, 110 characters in zh-Hans" in body["description"]
    assert list(body["properties"]) == ["en", "zh-Hans"]
    assert place["description"]
