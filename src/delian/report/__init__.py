"""Answers made readable: for the terminal (`text`) and as one self-contained page (`page`)."""
