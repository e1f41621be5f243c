"""Series → shifts, each with its date interval, size and probability of lasting."""
