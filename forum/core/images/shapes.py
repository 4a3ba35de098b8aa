"""Which variants a kind of picture has: in what sizes, and in which encodings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

type Measure = Literal["width", "height", "square"]

# A step this close to the original's size would be a second file for the same pixels.
_WORTH_A_STEP = 0.8
# What the admin shows in its forms; made when a form first asks.
PREVIEW: list[object] = ["default", ("thumbnail", (300, 300))]


class Size(NamedTuple):
    """One size of a picture. step: the limit that it was made for; width, height: in pixels."""

    step: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureShape:
    """The variants of a kind of picture.

    measure: what a step limits: the width, the height, or the side of a square that is cut around
    the focal point. steps: three limits in pixels, small to large. fallback: the encoding that
    every browser reads. crisp: drawn, not photographed: edges are kept.
    """

    measure: Measure
    steps: tuple[int, int, int]
    fallback: Literal["jpg", "png"] = "jpg"
    crisp: bool = False

    @property
    def encodings(self) -> tuple[str, str, str]:
        """The encodings, the best first, the one that all browsers read last."""
        return ("avif", "webp", self.fallback)

    def sizes(self, width: int, height: int) -> list[Size]:
        """Return the sizes of an original's variants, ascending; none is larger than it."""
        side = self._side(width, height)
        last = next((step for step in self.steps if step >= side), self.steps[-1])
        steps = {last, *(step for step in self.steps if step < side * _WORTH_A_STEP)}
        return [self._size(step, width, height) for step in sorted(steps)]

    def size(self, name: str, width: int, height: int) -> Size:
        """Return the size that is called small, medium or large, the original's size permitting."""
        step = self.steps[("small", "medium", "large").index(name)]
        sizes = self.sizes(width, height)
        return next((size for size in sizes if size.step >= step), sizes[-1])

    def formats(self) -> dict[str, object]:
        """Return the variants as django-imagefield names them: avif_480, …, and the preview."""
        return {"preview": PREVIEW} | {
            f"{encoding}_{step}": self._named(encoding, step)
            for encoding in self.encodings
            for step in self.steps
        }

    def _named(self, encoding: str, step: int) -> Callable[[Any, Any], None]:
        def spec(file: Any, context: Any) -> None:
            context.processors = [(self.measure, step)]
            context.extension = f".{encoding}"
            if self.measure != "square":
                # The whole picture is shown: the focal point changes nothing.
                context.ppoi = [0.5, 0.5]

        return spec

    def _side(self, width: int, height: int) -> int:
        return {"width": width, "height": height, "square": min(width, height)}[self.measure]

    def _size(self, step: int, width: int, height: int) -> Size:
        side = self._side(width, height)
        if self.measure == "square":
            return Size(step, min(step, side), min(step, side))
        share = min(1.0, step / side)
        return Size(step, max(1, round(width * share)), max(1, round(height * share)))


PHOTO = PictureShape("width", (480, 960, 1600))
PORTRAIT = PictureShape("square", (96, 192, 480))
LOGO = PictureShape("height", (64, 160, 320), fallback="png", crisp=True)
