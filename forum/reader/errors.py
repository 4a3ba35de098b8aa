"""Why a file cannot be read."""

from typing import Self


class DocumentError(Exception):
    """The file cannot be read as a document.

    case: a stable code, and params: what fills its sentence, which ``forum.models`` has in each
    language. line: the one that it is about, counted from 1. source: the file's name, "" where
    whoever catches it names the file.
    """

    def __init__(
        self, case: str, *, line: int | None = None, source: str = "", **params: object
    ) -> None:
        super().__init__(case)
        self.case = case
        self.line = line
        self.source = source
        self.params = params

    def __str__(self) -> str:
        places = (self.source, "" if self.line is None else f"line {self.line}")
        params = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return ": ".join(part for part in (*places, self.case, params) if part)

    def about(self, source: str) -> Self:
        """Return the same error with the file's name."""
        return type(self)(self.case, line=self.line, source=source, **self.params)
