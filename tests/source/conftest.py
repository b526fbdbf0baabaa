"""Let a test of the source room run with each of the two parsers."""

from __future__ import annotations

import pytest

from cardkit.source.event import FASTEST, MakeParser, pure_python


@pytest.fixture(params=[FASTEST, pure_python], ids=["fastest", "pure"])
def parser(request: pytest.FixtureRequest) -> MakeParser:
    made: MakeParser = request.param
    return made
