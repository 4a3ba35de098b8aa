"""The theme's templates without the white space by which they are laid out: it was a third of the
desk's pages."""

import re
from typing import Final

from django.template import Origin
from django.template.loaders.app_directories import Loader

_THEME: Final = "/unfold/templates/"
_LAYOUT: Final = re.compile(r"\n\s+")
# A line that is a tag alone, of those that write nothing themselves.
_TAG_LINE: Final = re.compile(
    r"(?<=\n)({% (?:if|elif|else|endif|for|empty|endfor|with|endwith)\b[^\n]*?%})\n"
)


class CompactThemeLoader(Loader):
    """Finds the templates of apps; of the theme's pages each line begins at its margin.

    No template of the theme has preformatted text, nor a message of several lines that is not
    trimmed.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        is_page = _THEME in origin.name and origin.name.endswith(".html")
        return _TAG_LINE.sub(r"\1", _LAYOUT.sub("\n", contents)) if is_page else contents
