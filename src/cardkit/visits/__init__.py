"""Count scans in a web server's log: by card, day and batch, and by nobody's address."""
