"""Display lists become bytes: PDF pages for the press and for people."""
