"""The marks before the entries of a list."""

import re
from typing import Final

# Within the brackets of a pattern; the stroke that makes a range there stands last.
BULLETS: Final = "•·●▪◦○‣*–—-"
# Two strokes are no mark of an entry: —— 林岚, whose words a line was.
_BULLET: Final = f"(?:(?![–—-]{{2}})[{BULLETS}])"
# Where numbers count something else: the items of minutes.
BULLET_MARK: Final = re.compile(rf"^\s*{_BULLET}\s*")
# • Anna Berg, 3) Anna Berg; no 2.5
LIST_MARK: Final = re.compile(rf"^\s*(?:{_BULLET}|\d{{1,2}}\s*[.、．)）](?!\d))\s*")
