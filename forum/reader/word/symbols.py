"""Characters that a document takes from a symbol font by their place in it."""

from typing import Final

# Places in Wingdings -> characters; the fonts lie in the private use area from F000.
# Source: the mapping of Wingdings in Unicode 7.0 (L2/12-368).
_WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xB2: "✧", 0xD8: "➢", 0xE0: "→", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x2A: "✉",
}  # fmt: skip
_SYMBOL: Final = {
    0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥",
    0xD4: "™", 0xD3: "©", 0xD2: "®", 0xBE: "—",
}  # fmt: skip
_PRIVATE: Final = 0xF000

# The one place that word processors write as plain text, too: their default bullet.
TYPED_BULLETS: Final = str.maketrans({0xF0B7: "•"})


def symbol(font: str, code: str) -> str:
    """Return the character of a ``w:sym``; a place of an unknown font stays a private character.

    code: hexadecimal, with or without F000 added.
    """
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    table = _WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL
    private = place >= _PRIVATE or font.lower().startswith(("wingdings", "symbol"))
    character = table.get(place & 0xFF) if private else None
    return character or (
        chr(place) if 0x20 <= place <= 0xFFFD and not 0xD800 <= place < 0xE000 else ""
    )
