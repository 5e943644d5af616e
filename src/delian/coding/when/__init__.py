"""When: expressions of time, the clauses that they belong to, frames that others inherit."""
