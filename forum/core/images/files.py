"""A stored picture and its variants. Their names follow from its own: no page looks for a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from imagefield.fields import ImageFieldFile
from PIL import Image

from forum.core.images.encoding import decoded, encoded, resized
from forum.core.images.reencoding import FORMATS
from forum.core.images.shapes import PictureShape, Size
from forum.core.storage import walk_files


@dataclass(frozen=True, slots=True)
class Variant:
    """One file of a picture. name: in the storage."""

    encoding: str
    size: Size
    name: str


class PictureFile(ImageFieldFile):  # type: ignore[misc]  # the library says nothing of types
    """A picture of a record. small, medium, large: addresses of what every browser reads."""

    @property
    def shape(self) -> PictureShape:
        """The variants that its kind has."""
        shape: PictureShape = self.field.shape
        return shape

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height as the row holds them; (0, 0) when it does not."""
        fields = (self.field.width_field, self.field.height_field)
        width, height = (getattr(self.instance, name) or 0 for name in fields)
        return (width, height) if width and height else (0, 0)

    @property
    def focus(self) -> tuple[float, float]:
        """The focal point, in shares of the width and the height."""
        x, y = self._ppoi()
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    @property
    def sizes(self) -> list[Size]:
        """The sizes of its variants, ascending; none while its own size is unknown."""
        return self.shape.sizes(*self.pixels) if any(self.pixels) else []

    def size(self, name: str) -> Size:
        """Return a size by its name: small, medium or large."""
        return self.shape.size(name, *self.pixels) if any(self.pixels) else Size(0, 0, 0)

    @property
    def small(self) -> str:
        """The address of the small variant."""
        return self._fallback("small")

    @property
    def medium(self) -> str:
        """The address of the medium variant."""
        return self._fallback("medium")

    @property
    def large(self) -> str:
        """The address of the large variant."""
        return self._fallback("large")

    def address(self, encoding: str, size: Size) -> str:
        """Return the address of a variant."""
        return str(self.storage.url(self._name(encoding, size)))

    def variants(self) -> Iterator[Variant]:
        """Yield the variants."""
        for size in self.sizes:
            for encoding in self.shape.encodings:
                yield Variant(encoding, size, self._name(encoding, size))

    def names(self) -> list[str]:
        """Return the names of the file and of its variants."""
        return [str(self.name), self.preview_name(), *(variant.name for variant in self.variants())]

    def stored_names(self) -> list[str]:
        """Return the names of the file and of all that was made of it and lies in the storage.

        For what has no row any more, which knows the sizes.
        """
        made = walk_files(self.storage, self.made_prefix.rpartition("/")[0])
        return [str(self.name), *(name for name in made if name.startswith(self.made_prefix))]

    @property
    def made_prefix(self) -> str:
        """How the names begin of all that is made of it."""
        return "/".join(self._process_base(self.name))

    def preview_name(self) -> str:
        """Return the name of what the admin's forms show; not every picture has it."""
        return str(self._process_context(self.field.formats["preview"]).name)

    def make_variants(self, *, force: bool = False) -> int:
        """Make the variants that are missing, or all; return how many were made.

        Raises OSError or ValueError when the picture is missing or cannot be read.
        """
        missing = [
            variant for variant in self.variants() if force or not self.storage.exists(variant.name)
        ]
        self._make(missing)
        return len(missing)

    def mend_variants(self) -> int:
        """Make the variants that are missing or broken off; return how many."""
        broken = [variant for variant in self.variants() if not self._is_whole(variant.name)]
        self._make(broken)
        return len(broken)

    def process(self, spec: object, *, force: bool = False) -> str | None:
        """Make all variants at once, so that the picture is decoded once."""
        if isinstance(spec, str) and spec != "preview":
            self.make_variants(force=force)
            return None
        name: str | None = super().process(spec, force=force)
        return name

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        """Store another picture in its place; the old one is withdrawn on commit."""
        self._give_up()
        super().save(name, content, save=save)

    def delete(self, save: bool = True) -> None:
        """Remove the picture; its files are withdrawn on commit."""
        setattr(self.instance, self.field.attname, "")
        if save:
            self.instance.save()

    def _give_up(self) -> None:
        if self.name and self._committed:
            self.field.list_departures(self.instance).add(self.name)

    def _fallback(self, name: str) -> str:
        size = self.size(name)
        return self.address(self.shape.fallback, size) if size.step else str(self.url)

    def _name(self, encoding: str, size: Size) -> str:
        return str(self._process_context(self.field.formats[f"{encoding}_{size.step}"]).name)

    def _make(self, variants: list[Variant]) -> None:
        if not variants:
            return
        with self.storage.open(self.name) as source:
            image = decoded(source, self.shape)
        by_size: dict[Size, Image.Image] = {}
        for variant in variants:
            if variant.size not in by_size:
                by_size = {variant.size: resized(image, self.shape, variant.size, self.focus)}
            self._write(variant.name, encoded(by_size[variant.size], variant.encoding, self.shape))

    def _write(self, name: str, content: bytes) -> None:
        if self.storage.exists(name):
            self.storage.delete(name)
        self.storage.save(name, ContentFile(content))

    def _is_whole(self, name: str) -> bool:
        """Decode a variant: what was broken off while it was written does not decode."""
        if not self.storage.exists(name):
            return False
        try:
            with self.storage.open(name) as file, Image.open(file, formats=FORMATS) as image:
                image.load()
        except (OSError, ValueError, SyntaxError):
            return False
        return True
