"""Nouns ↔ what is kept. At first a study is one file of record lines."""
