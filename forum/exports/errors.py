"""Why there is no file."""


class ExportError(Exception):
    """The record is not exported as was asked; ``str`` is one sentence."""


class FileBusyError(ExportError):
    """Others make files at the moment, and were waited for long enough; ``str`` is one sentence."""


class MissingFontsError(ExportError):
    """This machine lacks a font; ``str`` is one sentence for its operator, who can mend that."""
