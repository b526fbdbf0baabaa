"""Make and judge what a card prints of a link: its code, its symbol, and the rules for both."""
