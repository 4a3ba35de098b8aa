"""Which Han characters the heads of a page are set in, read out of its HTML."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

# What the heads of nearly every record say. It lies in static/fonts/, a file for all pages, so that
# the next page asks only for what its own heads add.
COMMON: Final = frozenset(
    "主办单位承协支持关于其他引用本格式摘要节录嘉宾议程简介组织下载资料记作的与上一二三第届年会论"
    "坛致辞旨发言讨环题人国际合展创新中经济交流数字绿色全球成果布可续工业区—·："
)
# Bytes as sent. A page that follows another may weigh 40 kB: 17 are its style sheet, scripts and
# small pictures, a quarter of its HTML its text, the rest a face with 150 bytes a character. Where
# a page has rarer Latin letters, their face of 9 kB comes too.
NEXT_PAGE: Final = 40_000 - 17_000
HTML_SHARE: Final = 4
CHARACTER: Final = 150
# However long a page is, its head stands in the site's face.
LEAST_ROOM: Final = 40
EXTENDED_FACE: Final = 9_000
_EXTENDED: Final = re.compile("[\u0100-\u017f\u01cd-\u01dc]")
# Marks that both scripts have are Han ones within Chinese heads.
_HAN: Final = re.compile(
    "[\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]"
)
_TAG: Final = re.compile(r"<[^>]*>")
# Each names the same file in many sizes; sent, that is next to nothing.
_PICTURE: Final = re.compile(r"<picture\b.*?</picture>", re.DOTALL)
# As the style sheets set them: what stands in --display, in --titles, in --names.
_HEADS: Final = re.compile(
    r'<(h[12])\b(?! class="tagline")[^>]*>(.*?)</\1>'
    r'|<(p|a) class="(?:home|parent|parent other|other title)"[^>]*>(.*?)</\3>',
    re.DOTALL,
)
_NUMERAL: Final = re.compile(r'data-numeral="([^"]*)"')
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
# A pattern whose ways all begin with the same character is sought three times as fast.
_ROLES: Final = ((_HEADS, _NUMERAL), (_TITLES,), (_NAMES,))


@dataclass(frozen=True, slots=True)
class FaceCut:
    """What a page's face holds.

    characters: in order, without those that are common; roles: how many of heads, titles, names.
    """

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
    limit = count_room(html)
    for patterns in _ROLES:
        face_characters = characters.union(
            *(find_characters(pattern, html) for pattern in patterns)
        )
        if len(face_characters - COMMON) > limit:
            break
        characters, roles = face_characters, roles + 1
    return FaceCut("".join(sorted(characters - COMMON)), roles) if characters else None


def count_room(html: str) -> int:
    """Return how many characters beside the common ones a page has room for."""
    text = len(_PICTURE.sub("", html).encode()) // HTML_SHARE
    latin = EXTENDED_FACE if _EXTENDED.search(html) else 0
    return max(LEAST_ROOM, (NEXT_PAGE - text - latin) // CHARACTER)


def find_characters(pattern: re.Pattern[str], html: str) -> set[str]:
    # Two groups an alternative: what closes it, and what stands in it.
    texts = (match[match.lastindex or 0] for match in pattern.finditer(html))
    return set(_HAN.findall(_TAG.sub("", "\n".join(texts))))
