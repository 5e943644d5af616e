"""One file, one question, ending in one constant MEASURE; the file's name is the question's name everywhere."""
