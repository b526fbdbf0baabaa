"""Measure cardkit on decks of any size: see ``python -m benchmarks --help``."""
