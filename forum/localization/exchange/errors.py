"""The error of a file that cannot be made or read."""


class ExchangeError(Exception):
    """The file cannot be made or read; ``str`` is one sentence with place and remedy."""
