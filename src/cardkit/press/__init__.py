"""Turn press data files into a printer's conditions."""
