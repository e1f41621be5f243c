"""One reader a published format, for the user's own copies: nothing of theirs is shipped."""
