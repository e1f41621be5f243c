"""Vocabularies kept as tables: event types, tie kinds, actors, estimative words, source grades."""
