"""Coded events and quantities → series of dyads and states."""
