"""Turn a command line into a call of the library, and its result into words."""

from cardkit.cli.app import main

__all__ = ["main"]
