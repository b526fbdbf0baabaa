"""Run the commands: ``python -m cardkit``."""

from cardkit.cli import process

if __name__ == "__main__":
    process()
