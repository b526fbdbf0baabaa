"""Turn a command line into a call of the library, and its result into words."""

from cardkit.cli.app import main, process

__all__ = ["main", "process"]
