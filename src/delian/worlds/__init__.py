"""Claims → worlds, a room a step: gather what is said, weigh it (trust, learn), couple what excludes what, sample, change.

`sample.drawing` is where worlds come from; `whatif` reads the words of what-ifs and `change` makes them. Beside the way,
`draw` and `bundles` draw columns from arrays, for rules and for readings; `same` proposes which events of different
documents are one, and `names` finds things by what people call them.
"""
