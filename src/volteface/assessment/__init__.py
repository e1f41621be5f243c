"""Ledger and reference class → probabilities with their evidence and confidence."""
