"""A deck into catalogues for translators, and their translations back into its files."""
