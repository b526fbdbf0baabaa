"""The pages about mistakes in YAML show the mistake they are about, and then none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cardkit import source
from cardkit.source import parse

PAGES = Path(source.__file__).parents[1] / "data" / "problems"
CODES = [
    "bidi-control", "comment-cuts-value", "complex-key", "control-character", "duplicate-key", "empty-file", "too-deep",
    "yaml-alias", "yaml-anchor", "yaml-merge", "yaml-syntax", "yaml-tag",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_page_shows_the_mistake_and_its_mending(code: str) -> None:
    wrong, right = re.findall(r"```yaml\n(.*?)```", (PAGES / f"{code}.md").read_text(encoding="utf-8"), re.DOTALL)
    assert {problem.code for problem in parse(wrong, "f")[1]} == {code}
    assert parse(right, "f")[1] == ()
