"""Claims of many reports → events, two-way ties, causes, disagreements."""
