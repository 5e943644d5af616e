"""Claims → worlds, a room a step: gather what is said, weigh it (trust, learn), couple what excludes what, sample, change.

`same` proposes which events of different documents are one; `sample.drawing` is where worlds come from.
"""
