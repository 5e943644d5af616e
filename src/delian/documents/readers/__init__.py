"""Readers, one file each, ending in a READER."""
