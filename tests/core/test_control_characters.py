"""Which characters no format of ours can carry."""

import re
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from forum.core.control_characters import CONTROL_CHARACTERS, NOT_XML


def is_refused(char: str) -> bool:
    """Tell whether XML refuses a character, which here is no markup."""
    try:
        fromstring(f"<text>{char}</text>")
    except (ParseError, UnicodeEncodeError):
        return True
    return False


def test_it_is_said_once_what_xml_refuses() -> None:
    chars = [chr(number) for number in range(0x10000) if chr(number) not in "<&"]
    assert re.findall(f"[{NOT_XML}]", "".join(chars)) == [
        char for char in chars if is_refused(char)
    ]


def test_what_xml_refuses_is_a_control_character() -> None:
    chars = [chr(number) for number in range(0x10000)]
    assert [char for char in re.findall(f"[{NOT_XML}]", "".join(chars))
            if not CONTROL_CHARACTERS.match(char)] == []  # fmt: skip
