"""Fetch a page over the network as a stranger's phone would, and nothing that a stranger's phone could not reach."""
