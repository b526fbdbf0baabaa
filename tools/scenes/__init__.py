"""Draw the scenes of the deck: each a function that returns a ``Scene``, written as SVG in palette tokens."""
