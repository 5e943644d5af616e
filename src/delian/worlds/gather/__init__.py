"""Claims on one proposition meet; a state becomes a column for each period between its change points; and what excludes what."""
