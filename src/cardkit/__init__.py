"""cardkit: communication cards from YAML."""
