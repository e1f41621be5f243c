"""The model file: its text as a tree with places, its vocabulary, and edits made by scenarios."""
