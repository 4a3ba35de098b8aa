"""Which Han characters the heads of a page are set in, read out of its HTML."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

# The first visit of an event's page may weigh 90 kB without photographs, its type 60 of them. 43
# are its text, style and scripts; 18 common Latin letters, 9 the others where a page has any; a Han
# character takes 200 bytes.
LIMIT: Final = 140
LIMIT_WITH_EXTENDED: Final = 95
_EXTENDED: Final = re.compile("[\u0100-\u017f\u01cd-\u01dc]")
# Marks that both scripts have are Han ones within Chinese heads.
_HAN: Final = re.compile(
    "[\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]"
)
_TAG: Final = re.compile(r"<[^>]*>")
# As the style sheets set them: what stands in --display, in --titles, in --names.
_HEADS: Final = re.compile(
    r'<(h[12])\b(?! class="tagline")[^>]*>(.*?)</\1>'
    r'|<(p|a) class="(?:home|parent|parent other|other title)"[^>]*>(.*?)</\3>'
    r'|()data-numeral="([^"]*)"',
    re.DOTALL,
)
_TITLES: Final = re.compile(
    r'<(h[34])\b(?! class="person)[^>]*>(.*?)</\1>'
    r'|<p class="(?:title|row title|ordinal|number)"[^>]*>()(.*?)</p>'
    r'|<(?:span|dt|li|a)\s+class="(?:title|ordinal|number)"[^>]*>()(.*?)</(?:a|p|dt|li|div)>'
    r'|<nav class="neighbours"[^>]*>()(.*?)</nav>'
    r"|<blockquote\b[^>]*>()(.*?)</blockquote>",
    re.DOTALL,
)
_NAMES: Final = re.compile(
    r'<(\w+) class="person"[^>]*>(.*?)</\1>|<dl class="moderators">()(.*?)</dl>', re.DOTALL
)
_ROLES: Final = (_HEADS, _TITLES, _NAMES)


@dataclass(frozen=True, slots=True)
class FaceCut:
    """What a page's face holds. characters: in order; roles: how many of heads, titles, names."""

    characters: str
    roles: int

    @property
    def version(self) -> str:
        """The name of the cut in addresses: another for other characters."""
        digest = blake2b(self.characters.encode(), digest_size=8).hexdigest()
        return f"{digest}-{self.roles}"


def read_cut(html: str) -> FaceCut | None:
    """Return the cut for a page: whole roles, as many as it has room for; None without any."""
    characters: set[str] = set()
    roles = 0
    limit = LIMIT_WITH_EXTENDED if _EXTENDED.search(html) else LIMIT
    for pattern in _ROLES:
        face_characters = characters | find_characters(pattern, html)
        if len(face_characters) > limit:
            break
        characters, roles = face_characters, roles + 1
    return FaceCut("".join(sorted(characters)), roles) if characters else None


def find_characters(pattern: re.Pattern[str], html: str) -> set[str]:
    # Two groups an alternative: what closes it, and what stands in it.
    texts = (match[match.lastindex or 0] for match in pattern.finditer(html))
    return {character for text in texts for character in _HAN.findall(_TAG.sub("", text))}
