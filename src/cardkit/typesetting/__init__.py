"""Text becomes lines of positioned glyphs: fonts, shaping, breaking."""
