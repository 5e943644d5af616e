"""Columns drawn: in this account, or weighted by grades and coupled by voices."""
