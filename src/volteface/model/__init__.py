"""The nouns of Volteface as frozen values; this folder imports nothing of ours."""
