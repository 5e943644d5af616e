"""Who: mentions, names and common nouns, one actor behind several of them, pronouns."""
