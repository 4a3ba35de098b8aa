"""How a name may be typed by somebody who does not write its characters."""

from collections.abc import Iterable, Mapping

from forum.core import names


def spellings(given: Iterable[str], readings: Mapping[str, str]) -> list[str]:
    """Return the names without spaces, and Chinese ones in pinyin: 王受文 -> wang shou wen …

    Syllables, all joined, those after the first joined, and the initials.
    readings: name -> its syllables, where somebody has settled them.
    """
    found: dict[str, None] = {}
    for name in given:
        if names.is_han(name):
            syllables = (readings.get(name) or names.sort_key(name)).split()
            found |= dict.fromkeys(_forms(syllables))
        else:
            found[names.fold(name)] = None
    return [one for one in found if one]


def _forms(syllables: list[str]) -> list[str]:
    initials = "".join(one[0] for one in syllables)
    return [*syllables, "".join(syllables), "".join(syllables[1:]), initials]
