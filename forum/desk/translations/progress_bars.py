"""How far translations are, as a bar of stripes."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext, pgettext

from forum.localization.progress import TranslationProgress, format_number

# In the order of the stripes: what is done first.
_STATES = ("authored", "reviewed", "draft", "outdated", "missing")
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Stripe:
    """A state's share. x, width: of 100, as the picture's markup writes them."""

    state: str
    name: str
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The stripes of the states that there are; label: the same in words."""

    stripes: list[Stripe]
    percent: int

    @classmethod
    def of(cls, progress: TranslationProgress) -> Self:
        """Return the bar of some figures."""
        stripes: list[Stripe] = []
        names, start = state_names(), 0.0
        for state in _STATES:
            count = getattr(progress, state)
            width = WIDTH * count / progress.count if progress.count else 0
            if count:
                stripes.append(Stripe(state, names[state], count, f"{start:.2f}", f"{width:.2f}"))
            start += width
        return cls(stripes, progress.percent)

    @property
    def label(self) -> str:
        """What the stripes say: Reviewed 10, Missing 3."""
        return gettext(", ").join(f"{one.name} {format_number(one.count)}" for one in self.stripes)


def state_names() -> dict[str, str]:
    """Return the states in the words of the interface."""
    return {
        "missing": pgettext("translation", "Missing"),
        "outdated": pgettext("translation", "Outdated"),
        "draft": pgettext("translation", "Draft"),
        "reviewed": pgettext("translation", "Reviewed"),
        "authored": pgettext("translation", "Original in each language"),
    }
