"""Judge a finished PDF as a printer would: it knows a PDF and nothing of what made it."""
