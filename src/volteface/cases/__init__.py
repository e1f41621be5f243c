"""A case folder → Case; what the user did not tell is found in the reports."""
