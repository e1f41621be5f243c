"""To come."""


def main() -> None:
    """Nothing yet."""
