"""Charts as inline SVG: what happened when, and who is tied to whom; every mark leads to its claims."""
