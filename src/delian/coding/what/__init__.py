"""What is claimed: acts, ties, stances, reactions, causes and questions."""
