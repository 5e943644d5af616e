"""Which events of different documents may be one, and what people decide about it."""
