"""Open a card's picture: scenes (SVG in palette tokens) and photographs (pixels for the press)."""
