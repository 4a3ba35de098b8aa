"""Template tags for pictures: each with its size known, so that nothing moves when it arrives."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forum.base.names import is_han
from forum.base.translated import translated

register = template.Library()

_WIDTHS = {"small": 640, "large": 1600}


@register.simple_tag
def photo_url(record: Any, field: str, size: str = "large") -> str:
    """Return the address of a picture's JPEG: {% photo_url photo "image" "large" %}.

    size: small, medium or large; at most 480, 960 and 1600 pixels wide, never wider than the
    original. Its width and height: ``photo_size``.
    """
    return str(getattr(getattr(record, field), "small" if size == "small" else "large"))


@register.simple_tag
def photo_size(record: Any, field: str, size: str = "large") -> dict[str, int]:
    """Return the pixels of a picture's JPEG: {% photo_size photo "image" "large" as size %}.

    In the template: size.width, size.height.
    """
    image = getattr(record, field)
    width = _width(image, _WIDTHS["small" if size == "small" else "large"])
    return {"width": width, "height": round(image.height * width / max(image.width, 1)) or 1}


@register.simple_tag
def photo(record: Any, field: str, alt: str, *, sizes: str = "", lazy: bool = True) -> SafeString:
    """Render a picture with its size known, so that nothing moves when it arrives.

    alt: the field that says what it shows.
    """
    image = getattr(record, field)
    sources = ((getattr(image, name), _width(image, limit)) for name, limit in _WIDTHS.items())
    widths = {width: url for url, width in sources}
    attributes = [
        ("src", image.small),
        ("srcset", ", ".join(f"{url} {width}w" for width, url in widths.items())),
        ("sizes", sizes or "(min-width: 60rem) 44rem, 100vw"),
    ]
    return _img(attributes, image.width, image.height, translated(record, alt), lazy)


@register.simple_tag
def portrait(person: Any, *, size: str = "small", lazy: bool = True) -> SafeString:
    """Render a person's portrait, or the first letters of the name on a tint."""
    image = person.shown_portrait
    if not image:
        return format_html('<span class="monogram" aria-hidden="true">{}</span>', monogram(person))
    side = 192 if size == "small" else 480
    found = translated(person, "portrait_alt")
    return _img([("src", getattr(image, size))], side, side, found, lazy, "portrait")


@register.simple_tag
def logo(record: Any) -> SafeString:
    """Render a logo as it was uploaded; its name stands beside it."""
    image = record.logo
    return format_html(
        '<img class="logo" src="{}" width="{}" height="{}" alt="">',
        image.url,
        image.width,
        image.height,
    )


def _img(
    attributes: list[tuple[str, str]],
    width: int,
    height: int,
    alt: Any,
    lazy: bool,
    css: str = "photo",
) -> SafeString:
    lang = [("lang", alt.lang)] if alt.is_fallback else []
    loading = [("loading", "lazy"), ("decoding", "async")] if lazy else []
    size = [("width", str(width)), ("height", str(height))]
    pairs = [("class", css), *attributes, *size, ("alt", alt.value), *lang, *loading]
    return format_html("<img{}>", format_html_join("", ' {}="{}"', pairs))


def _width(image: Any, limit: int) -> int:
    """Return how wide a variant is that fits into a square of a side."""
    longest = max(image.width, image.height, 1)
    return round(image.width * min(1, limit / longest)) or 1


def monogram(person: Any) -> str:
    """Return what stands for a person without a portrait: 王, or RB for Roy Bhila."""
    name = translated(person, "name").value.strip()
    if is_han(name):
        return name[:1]
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
