"""Pictures as HTML: each with its size known, so that nothing moves when it arrives.

The browser takes the first encoding that it reads, AVIF, WebP, then JPEG (PNG for logos), in the
size that it needs. Addresses follow from the stored name: nothing looks for a file.
"""

import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forum.core.content import Record
from forum.core.images.files import PictureFile
from forum.core.images.shapes import Size
from forum.core.names import is_han
from forum.core.translated import Translated, translated
from people.models import Person

type Attributes = list[tuple[str, Any]]

_TYPES = {"avif": "image/avif", "webp": "image/webp"}
_TINTS = 6
_LOGO_HEIGHT = 80
_PORTRAIT_SIZES = {"small": "5rem", "large": "(min-width: 60rem) 16rem, 9rem"}


def photo(
    record: Record,
    field: str,
    alt: str,
    *,
    caption_of: object = None,
    sizes: str = "",
    lazy: bool = True,
    priority: bool = False,
) -> SafeString:
    """Render a picture, whole: photo(event, "cover", "cover_alt", lazy=False, priority=True).

    alt: the field that says what it shows; where that is empty, the caption says it, for the
    picture may be a link and needs a name. caption_of: whose caption, the record's unless told.
    lazy: below the fold; priority: the picture that the page is waited for.

    <picture><source type="image/avif"><source type="image/webp"><img class="photo …"></picture>;
    a focal point besides the middle adds the classes focus-x-30, focus-y-20 to the img, for style
    sheets that cut the picture to a box (``object-fit: cover``).
    """
    image: PictureFile = getattr(record, field)
    attributes: Attributes = [("class", " ".join(["photo", *list_focus_classes(image)]))]
    loading = loading_attributes(lazy=lazy, priority=priority)
    words = choose_alternative(record, alt, caption_of or record)
    return render_picture(
        image,
        sizes or "(min-width: 60rem) 44rem, 100vw",
        [*attributes, *alt_attributes(words), *loading],
    )


def portrait(
    person: Person, *, size: str = "small", sizes: str = "", lazy: bool = True
) -> SafeString:
    """Render a person's portrait, or the first letters of the name on a tint.

    size: small or large, for a list and for the person's own page; sizes: as in HTML, where a page
    shows it in another width. <picture class="portrait"><img></picture>, a square that was cut
    around the focal point; <span class="monogram tint-3">, one of six tints, always the same for a
    person.
    """
    image: PictureFile | None = person.public_portrait
    if not image:
        return render_monogram(person)
    alt = alt_attributes(translated(person, "portrait_alt"))
    loading = loading_attributes(lazy=lazy)
    return render_picture(image, sizes or _PORTRAIT_SIZES[size], [*alt, *loading], css="portrait")


def logo(record: Any, *, height: int = _LOGO_HEIGHT, lazy: bool = False) -> SafeString:
    """Render a logo; its name stands beside it. height: at most, in CSS pixels.

    <picture class="logo"><img></picture>: the picture is the plate, white in the dark scheme, on
    which a dark transparent logo stays legible; the img has the size in which it is shown.
    """
    image: PictureFile = record.logo
    width, high = image.pixels
    shown_height = min(height, high)
    size = Size(0, round(width * shown_height / high) or 1, shown_height) if high else None
    loading = loading_attributes(lazy=lazy)
    sizes = f"{size.width}px" if size else ""
    return render_picture(image, sizes, [("alt", ""), *loading], css="logo", layout_size=size)


def render_monogram(person: Person) -> SafeString:
    return _render_monogram(translated(person, "name"), pick_tint(person.slug))


@lru_cache(maxsize=16384)
def _render_monogram(name: Translated, tint: int) -> SafeString:
    attributes: Attributes = [
        ("class", f"monogram tint-{tint}"),
        *lang_attributes(name),
        ("aria-hidden", "true"),
    ]
    letters = monogram(name.value.strip())
    return format_html("{}{}</span>", render_element("span", attributes), letters)


def monogram(name: str) -> str:
    """Return what stands for a person without a portrait: 王, or RB for Roy Bhila."""
    if is_han(name):
        return name[:1]
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def pick_tint(slug: str) -> int:
    return zlib.crc32(slug.encode()) % _TINTS + 1


def render_picture(
    image: PictureFile,
    sizes: str,
    attributes: Attributes,
    *,
    css: str = "",
    layout_size: Size | None = None,
) -> SafeString:
    """Render <picture>. layout_size: the size for the layout, the largest variant's unless told."""
    return render_stored(stored_picture(image), sizes, tuple(attributes), css, layout_size)


def large_address(image: PictureFile) -> str:
    """Return the address of the large variant that every browser reads."""
    return _large_address(stored_picture(image))


@lru_cache(maxsize=16384)
def _large_address(picture: "StoredPicture") -> str:
    return picture.image.large


def stored_picture(image: PictureFile) -> "StoredPicture":
    return StoredPicture(image.field, str(image.name), image.pixels, image.focus, image)


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """What a picture's markup follows from. image: the picture itself, to work it out."""

    field: Any
    name: str
    pixels: tuple[int, int]
    focus: tuple[float, float]
    image: PictureFile = field(compare=False)


@lru_cache(maxsize=16384)
def render_stored(
    picture: StoredPicture,
    sizes: str,
    attributes: tuple[tuple[str, Any], ...],
    css: str,
    layout_size: Size | None,
) -> SafeString:
    """Render a picture once: its nine addresses, each with a hash, take longer than many texts."""
    image = picture.image
    opening: Attributes = [("class", css)] if css else []
    if not image.sizes:
        # A row without the picture's pixels, before ``rebuild_images`` has looked at it.
        img: Attributes = [("src", image.url), *attributes]
        return render_element("picture", opening) + render_element("img", img) + _CLOSED
    sources = [
        render_element(
            "source", [("type", kind), ("srcset", write_srcset(image, name)), ("sizes", sizes)]
        )
        for name, kind in _TYPES.items()
    ]
    layout = layout_size or image.sizes[-1]
    img = [
        ("src", image.medium),
        ("srcset", write_srcset(image, image.shape.fallback)),
        ("sizes", sizes),
        ("width", layout.width),
        ("height", layout.height),
        *attributes,
    ]
    return format_html(
        "{}{}{}{}",
        render_element("picture", opening),
        format_html_join("", "{}", ((source,) for source in sources)),
        render_element("img", img),
        _CLOSED,
    )


_CLOSED = SafeString("</picture>")


def render_element(tag: str, attributes: Attributes) -> SafeString:
    return format_html("<{}{}>", tag, format_html_join("", ' {}="{}"', attributes))


def write_srcset(image: PictureFile, encoding: str) -> str:
    return ", ".join(f"{image.address(encoding, size)} {size.width}w" for size in image.sizes)


def choose_alternative(record: Record, field: str, caption_of: Any) -> Translated:
    words = translated(record, field)
    if words or not hasattr(caption_of, "caption"):
        return words
    return translated(caption_of, "caption")


def alt_attributes(words: Translated) -> Attributes:
    return [("alt", words.value), *lang_attributes(words)]


def lang_attributes(words: Translated) -> Attributes:
    return [("lang", words.lang)] if words.is_fallback else []


def loading_attributes(*, lazy: bool, priority: bool = False) -> Attributes:
    if lazy:
        return [("loading", "lazy"), ("decoding", "async")]
    return [("fetchpriority", "high")] if priority else []


def list_focus_classes(image: PictureFile) -> list[str]:
    """Return the classes of a focal point besides the middle, to the nearest tenth."""
    tenths = [(axis, round(share * 10) * 10) for axis, share in zip("xy", image.focus, strict=True)]
    return [f"focus-{axis}-{percent}" for axis, percent in tenths if percent != 50]
