"""The nouns: data and its invariants. Imports nothing of Delian's but `errors`, and does no I/O."""
