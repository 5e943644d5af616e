"""Views: worlds seen as networks between the members of a roster."""
