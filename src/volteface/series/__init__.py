"""Coded events, quantities and published data → series of states and pairs of states."""
