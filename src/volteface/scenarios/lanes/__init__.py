"""Compiled engines' parts: a program as loops over lanes of trajectories that a CPU runs abreast."""
