"""Knowledge products, their parts, and the subjects they are tagged with."""

from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Prefetch, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.core.addressable import page_address
from forum.core.content import Content, ContentQuerySet, Part, PartQuerySet, has_text
from forum.core.images import PHOTO, PictureField
from forum.core.richtext import RichTextField
from forum.core.storage import private_storage
from people.models import Organization
from sessions_app.models import Appearance, Event, Session
from sessions_app.models.identifiers import IdentifiersMixin


class Topic(Content):
    """A subject tag. Not a session's topic, which is a part of the programme."""

    main_fields: ClassVar[tuple[str, ...]] = ("name",)
    authored_fields: ClassVar[tuple[str, ...]] = ("name",)
    described_in = ("events", "sessions", "appearances")

    translated_fields = ("name",)

    name = models.CharField(_("name"), max_length=120, blank=True)
    events = models.ManyToManyField(
        Event, verbose_name=_("events"), blank=True, related_name="topics"
    )
    sessions = models.ManyToManyField(
        Session, verbose_name=_("sessions"), blank=True, related_name="topics"
    )
    appearances = models.ManyToManyField(
        Appearance, verbose_name=_("remarks"), blank=True, related_name="topics"
    )

    objects = ContentQuerySet["Topic"].as_manager()

    class Meta:
        verbose_name = pgettext_lazy("tag", "topic")
        verbose_name_plural = pgettext_lazy("tag", "topics")
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                name="topic_has_name",
                condition=has_text("name"),
                violation_error_message=_("Give the name in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return page_address("topic", self.slug)


def with_public_topics[Rows: models.QuerySet[Any]](rows: Rows) -> Rows:
    """Return tagged records with those of their topics that are public: ``public_topics``."""
    topics = Prefetch("topics", queryset=Topic.objects.published(), to_attr="public_topics")
    return rows.prefetch_related(topics)


class KnowledgeProductQuerySet(ContentQuerySet["KnowledgeProduct"]):
    """Courses, publications and other outcomes."""

    def latest_first(self) -> Self:
        """Return the products by the day of their launch, the latest first."""
        launched = F("launched_in__event__starts_on").desc(nulls_last=True)
        return self.order_by(launched, "position", "slug")

    def by_kind(self) -> Self:
        """Return the products kind by kind, as ``Kind`` orders them, the latest first."""
        kinds = [When(kind=kind, then=no) for no, kind in enumerate(KnowledgeProduct.Kind.values)]
        launched = F("launched_in__event__starts_on").desc(nulls_last=True)
        place = Case(*kinds, output_field=models.IntegerField())
        return self.order_by(place, launched, "position", "slug")

    def with_launch(self) -> Self:
        """Return the products with their session and ``public_launchers``: who launched them."""
        launchers = Appearance.objects.published().select_related("person")
        return self.select_related("launched_in__event").prefetch_related(
            Prefetch(
                "launched_by",
                queryset=launchers.order_by("position", "pk"),
                to_attr="public_launchers",
            )
        )


KnowledgeProductManager = models.Manager.from_queryset(KnowledgeProductQuerySet)


class KnowledgeProduct(IdentifiersMixin, Content):
    """A course, publication or other outcome that an event launched."""

    class Kind(models.TextChoices):
        COURSE = "course", _("Course")
        PUBLICATION = "publication", _("Publication")
        TOOL = "tool", _("Tool")
        PLATFORM = "platform", _("Platform")
        DATASET = "dataset", _("Dataset")
        AGREEMENT = "agreement", _("Agreement")
        OTHER = "other", _("Other")

    # None that a hidden session launched.
    public_with = ("launched_in",)
    described_with = ("publishers", "topics", "launched_by")
    main_fields: ClassVar[tuple[str, ...]] = ("title", "summary")
    authored_fields: ClassVar[tuple[str, ...]] = ("title",)
    corrected_fields: ClassVar[tuple[str, ...]] = ("title",)
    corrected_in: ClassVar[str] = "launched_in__event"

    translated_fields = ("title", "summary", "description", "cover_alt", "audience")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=400, blank=True)
    other_names = ArrayField(
        models.CharField(max_length=400),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("One a line."),
    )
    summary = models.TextField(_("summary"), blank=True)
    description = RichTextField(_("description"), blank=True)
    cover = PictureField(
        _("cover image"),
        upload_to="products",
        blank=True,
        auto_add_fields=True,
        shape=PHOTO,
    )
    cover_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    publishers = models.ManyToManyField(
        Organization, verbose_name=_("publishers"), blank=True, related_name="products"
    )
    audience = models.CharField(_("audience"), max_length=300, blank=True)
    topics = models.ManyToManyField(
        Topic,
        verbose_name=pgettext_lazy("tag", "topics"),
        blank=True,
        related_name="products",
    )
    languages = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("available in"),
        default=list,
        blank=True,
        help_text=_("Language codes, one a line: zh, en, fr …"),
    )
    link = models.URLField(_("link"), blank=True)
    file = models.FileField(_("file"), upload_to="products", storage=private_storage, blank=True)
    launched_in = models.ForeignKey(
        Session,
        verbose_name=_("launched in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="launched_products",
    )
    launched_by = models.ManyToManyField(
        Appearance, verbose_name=_("launched by"), blank=True, related_name="launched_products"
    )
    cited_events = models.ManyToManyField(
        Event, verbose_name=_("events cited"), blank=True, related_name="citing_products"
    )
    cited_appearances = models.ManyToManyField(
        Appearance, verbose_name=_("remarks cited"), blank=True, related_name="citing_products"
    )
    cited_products = models.ManyToManyField(
        "self",
        verbose_name=_("products cited"),
        blank=True,
        symmetrical=False,
        related_name="citing_products",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects: ClassVar[KnowledgeProductManager["KnowledgeProduct"]] = KnowledgeProductManager()

    class Meta:
        verbose_name = _("knowledge product")
        verbose_name_plural = _("knowledge products")
        ordering = ("position", "slug")
        constraints = (
            models.CheckConstraint(
                name="product_has_title",
                condition=has_text("title"),
                violation_error_message=_("Give the title in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return page_address("product", self.slug)

    @property
    def kind_heading(self) -> str:
        """The words over a list of products of this kind: Courses."""
        return str(_HEADINGS[self.Kind(self.kind)])

    @property
    def reservation(self) -> str:
        """What a reader must know of the record that it was launched in, "" for nothing."""
        session = self.launched_in
        return str(session.event.get_standing_display()) if session else ""

    @property
    def named_publishers(self) -> list[Organization]:
        """Who brought it out and may be named: all that are not offline."""
        return [publisher for publisher in self.publishers.all() if not publisher.is_offline]

    @property
    def file_name(self) -> str:
        """The file's own name, the last part of its address; "" without a file."""
        return PurePosixPath(str(self.file.name or "")).name


_HEADINGS = {
    KnowledgeProduct.Kind.COURSE: _("Courses"),
    KnowledgeProduct.Kind.PUBLICATION: _("Publications"),
    KnowledgeProduct.Kind.TOOL: _("Tools"),
    KnowledgeProduct.Kind.PLATFORM: _("Platforms"),
    KnowledgeProduct.Kind.DATASET: _("Datasets"),
    KnowledgeProduct.Kind.AGREEMENT: _("Agreements"),
    KnowledgeProduct.Kind.OTHER: _("Other products"),
}


class ProductPart(Part):
    """A part of a product, typed by staff, never guessed from prose."""

    class Kind(models.TextChoices):
        MODULE = "module", _("Module")
        CHAPTER = "chapter", _("Chapter")
        CONTRIBUTION = "contribution", _("Contribution")
        EDITION = "edition", _("Yearly edition")

    translated_fields = ("group", "title", "text")
    owner_path = "product"

    product = models.ForeignKey(
        KnowledgeProduct,
        verbose_name=_("knowledge product"),
        on_delete=models.CASCADE,
        related_name="parts",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CHAPTER)
    group = models.CharField(
        _("group of parts"),
        max_length=120,
        blank=True,
        help_text=_("A stage of the life cycle, or a kind of author."),
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = RichTextField(_("text"), blank=True)
    link = models.URLField(_("link"), blank=True)

    objects = PartQuerySet["ProductPart"].as_manager()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                name="product_part_has_title",
                condition=has_text("title"),
                violation_error_message=_("Give the title in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.pk)
