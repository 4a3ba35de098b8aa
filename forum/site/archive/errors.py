"""What an archive cannot be made for."""


class SiteArchiveError(Exception):
    """The archive cannot be made; ``str`` is one sentence."""
