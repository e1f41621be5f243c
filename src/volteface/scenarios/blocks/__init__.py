"""The vocabulary put into equations: one file a kind of block, each equation in the file's language."""
