"""Give every test what it may ask of the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

#: The top of the checkout.
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Find an outside program by name: skip a user's test run without it, fail in CI, where all must be installed."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None and os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and in CI nothing may be skipped")
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find
