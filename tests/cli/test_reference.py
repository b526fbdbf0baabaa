"""The page of the commands is what the commands say."""

from pathlib import Path

from cardkit.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_docs_are_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "write it anew: python -m cardkit.cli.reference > docs/cli.md"
    )
