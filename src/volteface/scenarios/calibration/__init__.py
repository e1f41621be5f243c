"""Fits a model to a table of facts: history matching, tempered sampling, checks of both."""
