"""Primary keys as forms and addresses send them."""


def key_in(text: str) -> int | None:
    """Return the primary key that a form or an address sent, None for what can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
