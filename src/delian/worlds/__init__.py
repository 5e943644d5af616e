"""Claims → worlds: gather what is said of each proposition, settle what excludes what, draw, and change."""
