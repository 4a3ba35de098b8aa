"""What a file is refused with."""


class ExchangeError(Exception):
    """The file cannot be made or read; ``str`` is one sentence with place and remedy."""
