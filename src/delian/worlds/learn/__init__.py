"""Reliability learnt from agreement and from what is known, and outlets that look like copies of each other."""
