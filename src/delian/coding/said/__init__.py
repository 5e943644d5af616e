"""Who says it: quotations, reported speech and thoughts, chains of voices."""
