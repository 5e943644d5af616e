"""What is said, weighed: channels and chains, decibans pooled, and the ledger of a belief."""
