"""One paragraph of a Word document while its runs are being read."""

from dataclasses import dataclass, field, replace

from forum.reader.event_record import Look
from forum.reader.word.styles import Styles, outline_heading
from forum.reader.word.tables import Piece


@dataclass(slots=True)
class _Draft:
    """A line in the making."""

    parts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    plain: bool = False  # some of it is not bold
    size: int = 0

    def __bool__(self) -> bool:
        return bool(self.parts or self.pictures)


class Paragraph:
    """Takes a paragraph's text, breaks, pictures and text boxes, and gives its lines.

    alignment: as the paragraph itself states it, None where its style decides.
    number, level: the list that the paragraph itself names, None where its style decides.
    struck: texts that are struck through, which are left out.
    joined: its end was deleted or hidden, so that the next paragraph goes on in the same line.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._hidden = False
        self.set_style(styles.paragraph)
        self.outline: int | None = None
        self.number: str | None = None
        self.level: int | None = None
        self.alignment: str | None = None
        self.joined = False
        self.run_struck = False
        self.struck: list[str] = []
        self._drafts = [_Draft()]
        self._new_page = False
        self._codes: list[bool] = []  # for each open field: do we stand in its code?
        self._before: list[Piece] = []
        self._after: list[Piece] = []

    def continue_from(self, paragraph: "Paragraph") -> None:
        """Begin with all that another one holds, whose end is not printed."""
        self._drafts = paragraph._drafts
        self._before = paragraph._before
        self._after = paragraph._after

    def set_style(self, style: str) -> None:
        """Take the paragraph's style, which may hide its runs."""
        self.style = style
        self._hidden = self.run_hidden = self._styles.hidden(style)
        self._bold = self.run_bold = self._styles.bold(style)
        self._size = self.run_size = self._styles.size(style)

    def begin_run(self) -> None:
        """Forget the last run's properties."""
        self.run_hidden = self._hidden
        self.run_struck = False
        self.run_bold = self._bold
        self.run_size = self._size

    def set_run_style(self, style: str) -> None:
        """Take a run's character style, which may hide it."""
        self.run_hidden |= self._styles.hidden(style)
        self.run_bold |= self._styles.bold(style)
        self.run_size = self._styles.size(style) or self.run_size

    def say(self, text: str) -> None:
        """Add text, unless it is hidden, struck through or a field's code."""
        if self.run_hidden or any(self._codes):
            return
        if self.run_struck:
            self.struck.append(text)
            return
        if self._new_page and self._drafts[-1]:
            self.break_line()
        self._new_page = False
        draft = self._drafts[-1]
        draft.parts.append(text)
        if text.strip():
            draft.plain |= not self.run_bold
            draft.size = max(draft.size, self.run_size)

    def break_line(self) -> None:
        """Begin a new line."""
        if not (self.run_hidden or any(self._codes)):
            self._drafts.append(_Draft())

    def break_page(self) -> None:
        """Let text that follows stand in another line, as on another page; without it, none."""
        self._new_page = True

    def show(self, picture: str) -> None:
        """Add a picture."""
        if not self.run_hidden:
            self._drafts[-1].pictures.append(picture)

    def add_box(self, pieces: list[Piece]) -> None:
        """Add a text box's lines: before the paragraph while it is empty, else after it."""
        has_text = len(self._drafts) > 1 or self._drafts[0]
        (self._after if has_text else self._before).extend(piece for piece in pieces if piece)

    def field(self, mark: str) -> None:
        """Begin, separate or end a field: of code and result only the result is text."""
        if mark == "begin":
            self._codes.append(True)
        elif self._codes and mark == "separate":
            self._codes[-1] = False
        elif self._codes and mark == "end":
            self._codes.pop()

    def numbering(self) -> tuple[str, int | None, list[str]]:
        """Return the list, the level in it if one is given, and the styles that may tell it."""
        number = self._styles.number(self.style) if self.number is None else self.number
        level = self._styles.level(self.style) if self.level is None else self.level
        return number, level, self._styles.lineage(self.style)

    def is_contents(self) -> bool:
        """Tell a line of a table of contents."""
        return self._styles.is_contents(self.style)

    def lines(self, label: str) -> list[Piece]:
        """Return the lines, the list's number in front of the first, text boxes around them."""
        heading = self._heading()
        pieces = [
            Piece("".join(draft.parts), heading, tuple(draft.pictures), self._look(draft))
            for draft in self._drafts
        ]
        texts = (at for at, piece in enumerate(pieces) if piece.text.strip())
        if label and (first := next(texts, None)) is not None:
            pieces[first] = replace(pieces[first], text=label + pieces[first].text)
        return [*self._before, *pieces, *self._after]

    def _look(self, draft: _Draft) -> Look:
        bold = bool(draft.size or draft.parts) and not draft.plain
        alignment = self._styles.alignment(self.style) if self.alignment is None else self.alignment
        return Look(bold, draft.size, alignment, self._styles.name(self.style))

    def _heading(self) -> int:
        if self.outline is None:
            return self._styles.heading(self.style)
        return outline_heading(self.outline)
