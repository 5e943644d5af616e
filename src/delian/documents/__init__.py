"""From bytes to a document: its frozen text, its metadata, a view to parse, and what it reprints."""
