"""What the site itself adds to people and programme: products, pages, settings, search, imports."""

from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Prefetch, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forum.base.content import (
    Addressed,
    Content,
    ContentQuerySet,
    Part,
    PartQuerySet,
    Record,
    has_text,
    language_codes,
)
from forum.base.images import LOGO, PHOTO, PictureField
from forum.base.richtext import RichTextField
from forum.base.sentences import filled
from forum.base.storage import private_storage
from people.models import Organization
from sessions_app.models import Appearance, Event, Session


class Topic(Content):
    """A subject tag. Not a session's topic, which is a part of the programme."""

    main_fields: ClassVar[tuple[str, ...]] = ("name",)

    name = models.CharField(_("name"), max_length=120, blank=True)

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


class KnowledgeProductQuerySet(ContentQuerySet["KnowledgeProduct"]):
    """Courses, publications and other outcomes."""

    def published(self, language: str | None = None) -> Self:
        """Return the products that the public may see now: none that a hidden session launched."""
        launched = Session.objects.published(language).values("pk")
        return super().published(language).filter(Q(launched_in=None) | Q(launched_in__in=launched))

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


class KnowledgeProduct(Content):
    """A course, publication or other outcome that an event launched."""

    class Kind(models.TextChoices):
        COURSE = "course", _("Course")
        PUBLICATION = "publication", _("Publication")
        TOOL = "tool", _("Tool")
        PLATFORM = "platform", _("Platform")
        DATASET = "dataset", _("Dataset")
        AGREEMENT = "agreement", _("Agreement")
        OTHER = "other", _("Other")

    main_fields: ClassVar[tuple[str, ...]] = ("title", "summary")

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
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = KnowledgeProductQuerySet.as_manager()

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
        return reverse("product", args=[self.slug])

    @property
    def file_name(self) -> str:
        """The file's own name, the last part of its address; "" without a file."""
        return PurePosixPath(str(self.file.name or "")).name


class ProductPartQuerySet(PartQuerySet["ProductPart"]):
    """Modules, chapters, contributions."""

    def published(self, language: str | None = None) -> Self:
        """Return the parts of products that the public may see now."""
        products = KnowledgeProduct.objects.published(language).values("pk")
        return self.filter(withheld=False, product__in=products)


class ProductPart(Part):
    """A part of a product, typed by staff, never guessed from prose."""

    class Kind(models.TextChoices):
        MODULE = "module", _("Module")
        CHAPTER = "chapter", _("Chapter")
        CONTRIBUTION = "contribution", _("Contribution")
        EDITION = "edition", _("Yearly edition")

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

    objects = ProductPartQuerySet.as_manager()

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


class PageQuerySet(ContentQuerySet["Page"]):
    """Pages and news: the only records that may expire."""

    def published(self, language: str | None = None) -> Self:
        """Return the pages that the public may see now."""
        lasting = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return super().published(language).filter(lasting)

    def news(self) -> Self:
        """Return news, the latest first."""
        return self.filter(kind=Page.Kind.NEWS).order_by("-published_at", "slug")

    def older_than(self, item: "Page") -> Self:
        """Return what stands after an item in the list of news."""
        return self.filter(
            Q(published_at__lt=item.published_at)
            | Q(published_at=item.published_at, slug__gt=item.slug)
        )

    def newer_than(self, item: "Page") -> Self:
        """Return what stands before an item in the list of news."""
        return self.filter(
            Q(published_at__gt=item.published_at)
            | Q(published_at=item.published_at, slug__lt=item.slug)
        )

    def in_menu(self) -> Self:
        """Return the pages of the site's menu in its order.

        One piece of news stands before them if there is any: it stands for the list of news.
        """
        newest = self.model.objects.published().news().values("pk")[:1]
        placed = Q(kind=Page.Kind.PAGE, menu_position__isnull=False)
        # “news” comes before “page”.
        return self.filter(placed | Q(pk__in=newest)).order_by("kind", "menu_position", "slug")


class Page(Content):
    """A page of the site, or a piece of news."""

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        NEWS = "news", _("News")

    main_fields: ClassVar[tuple[str, ...]] = ("title", "body")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PAGE)
    title = models.CharField(_("title"), max_length=300, blank=True)
    body = RichTextField(_("text"), blank=True)
    menu_position = models.PositiveSmallIntegerField(
        _("place in the menu"),
        null=True,
        blank=True,
        help_text=_("Empty: the page stands in no menu."),
    )
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages and news")
        ordering = ("kind", "slug")
        constraints = (
            models.CheckConstraint(
                name="page_has_title",
                condition=has_text("title"),
                violation_error_message=_("Give the title in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("news-item" if self.kind == self.Kind.NEWS else "page", args=[self.slug])


class SiteSettings(Record):
    """The site's own name and footer: one row."""

    site_name = models.CharField(_("site name"), max_length=120, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    logo = PictureField(_("logo"), upload_to="site", blank=True, auto_add_fields=True, shape=LOGO)
    organizer = models.CharField(_("site host and organizer"), max_length=300, blank=True)
    contact = models.TextField(_("contact"), blank=True)
    footer = models.TextField(_("footer"), blank=True)
    icp_number = models.CharField(_("ICP filing no."), max_length=60, blank=True)
    public_security_number = models.CharField(
        _("Public-security filing no."), max_length=60, blank=True
    )
    public_security_emblem = PictureField(
        _("public-security emblem"),
        upload_to="site",
        blank=True,
        auto_add_fields=True,
        shape=LOGO,
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = (
            models.CheckConstraint(
                name="site_settings_one_row",
                condition=Q(pk=1),
                violation_error_message=_("There is one set of site settings; edit that one."),
            ),
        )

    # The settings have no status: what is filled in is public in every language.
    source_language = "zh-hans"

    def __str__(self) -> str:
        return gettext("Site settings")

    @property
    def owner(self) -> Self:
        """The record whose ready languages hold for these texts."""
        return self

    @property
    def ready_languages(self) -> list[str]:
        """Every language of the site."""
        return language_codes()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "SiteSettings":
        """Return the stored settings, or unsaved defaults where none have been stored."""
        return cls._default_manager.filter(pk=1).first() or cls(pk=1)


class SearchEntry(models.Model):
    """A passage of at most 2,000 Han characters of one object in one language, to be searched.

    Whether its owner is public is asked at query time, so publishing re-indexes nothing.
    title: names and titles of the object, a line each; text: the passage, a line a paragraph.
    hidden: the part or one that it belongs to is withheld; such changes are saves of parts.
    """

    class Kind(models.TextChoices):
        """What a visitor finds, in the order of the page."""

        REMARKS = "remarks", pgettext_lazy("search", "Remarks")
        EVENT = "event", _("Events")
        SESSION = "session", _("Sessions")
        PERSON = "person", _("People")
        ORGANIZATION = "organization", _("Organizations")
        PRODUCT = "product", _("Knowledge products")
        SERIES = "series", _("Series")
        NEWS = "news", _("News")
        PAGE = "page", pgettext_lazy("search", "Pages")
        DOCUMENT = "document", _("Documents")
        PHOTO = "photo", _("Photos")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    language = models.CharField(max_length=16, choices=settings.LANGUAGES)
    kind = models.CharField(max_length=32, choices=Kind)
    passage = models.PositiveSmallIntegerField(default=0)
    hidden = models.BooleanField(default=False)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_vector = SearchVectorField()
    simple_vector = SearchVectorField()
    english_vector = SearchVectorField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = (
            GinIndex(fields=["simple_vector"], name="search_simple_vector"),
            GinIndex(fields=["english_vector"], name="search_english_vector"),
        )
        constraints = (
            models.UniqueConstraint(
                name="search_entry_once_a_passage",
                fields=("content_type", "object_id", "language", "passage"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.kind} {self.language}"


class SlugRedirect(models.Model):
    """An address that a record had: it leads to the record for ever."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # A session's slug is unique in its event only: then the event's key, else 0.
    scope = models.PositiveBigIntegerField(default=0, editable=False)
    old_slug = models.CharField(_("old slug"), max_length=80)
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("content_type", "object_id")
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = (
            models.UniqueConstraint(
                name="slug_redirect_once_a_slug",
                fields=("content_type", "scope", "old_slug"),
                violation_error_message=_("This old address leads somewhere already."),
            ),
        )

    def __str__(self) -> str:
        return self.old_slug

    @classmethod
    def keep(cls, record: Addressed) -> None:
        """Remember the address that a record has just left; its new one leads nowhere else."""
        kind = ContentType.objects.get_for_model(record)
        if record.old_slug:
            here = cls._default_manager.filter(content_type=kind, scope=record.address_scope)
            here.filter(old_slug=record.slug).delete()
            here.update_or_create(
                content_type=kind,
                scope=record.address_scope,
                old_slug=record.old_slug,
                defaults={"object_id": record.pk},
            )
        record.remember_slug()


class ImportRun(models.Model):
    """One import of one document: what it read, what it changed, who did it.

    record: the report of ``forum.importing.report`` without its plan.
    changes: [{model: app.model, pk, name, action: create | update, identity: what a later import of
    the event knows the row by, fields: {column: [old, new]}}], in order.
    """

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="import_runs",
    )
    file = models.FileField(_("file"), upload_to="imports", storage=private_storage)
    source = models.CharField(_("file name"), max_length=255)
    encoding = models.CharField(_("encoding"), max_length=32)
    sha256 = models.CharField(max_length=64, db_index=True)
    record = models.JSONField(_("record"), default=dict)
    changes = models.JSONField(_("changes"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="import_runs",
    )
    at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.source} ({self.at:%Y-%m-%d %H:%M})" if self.at else self.source


class ImportWarning(models.Model):
    """A finding of an import, until somebody has settled it.

    text: English msgid; params: what fills it.
    """

    class Level(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")
        NOTE = "note", _("Note")

    run = models.ForeignKey(
        ImportRun, verbose_name=_("import run"), on_delete=models.CASCADE, related_name="warnings"
    )
    level = models.CharField(_("level"), max_length=8, choices=Level)
    kind = models.CharField(_("kind"), max_length=32)
    subject = models.TextField(_("subject"), blank=True)
    lines = ArrayField(models.PositiveIntegerField(), verbose_name=_("lines"), default=list)
    text = models.TextField(_("message"))
    params = models.JSONField(default=dict, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import warning")
        verbose_name_plural = _("import warnings")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    @property
    def message(self) -> str:
        """The sentence in the active language."""
        return filled(self.text, self.params)
