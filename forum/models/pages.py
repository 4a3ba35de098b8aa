"""The site's own pages and news, and its settings."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.addressable import page_address
from forum.core.content import Content, ContentQuerySet, Record, column, has_text, language_codes
from forum.core.images import LOGO, PictureField
from forum.core.richtext import RichTextField
from forum.core.visibility import READINESS
from forum.models.products import KnowledgeProduct
from people.models import Organization, Person
from sessions_app.models import Event


class PageQuerySet(ContentQuerySet["Page"]):
    """Pages and news: the only records that may expire."""

    def news(self) -> Self:
        """Return news, the latest first."""
        return self.filter(kind=Page.Kind.NEWS).order_by("-published_at", "slug")

    def older_than(self, slug: Any) -> Self:
        """Return what stands after a page in the list of news. slug: its, or an expression."""
        moment = self.find_moment(slug)
        return self.filter(Q(published_at__lt=moment) | Q(published_at=moment, slug__gt=slug))

    def newer_than(self, slug: Any) -> Self:
        """Return what stands before a page in the list of news, the nearest first."""
        moment = self.find_moment(slug)
        newer = self.filter(Q(published_at__gt=moment) | Q(published_at=moment, slug__lt=slug))
        return newer.reverse()

    def find_moment(self, slug: Any) -> models.Subquery:
        return models.Subquery(self.model.objects.filter(slug=slug).values("published_at")[:1])

    def lasting(self) -> Self:
        """Return the pages without an end."""
        return self.filter(expires_at=None)

    def in_menu(self) -> Self:
        """Return the pages of the site's menu in its order.

        One piece of news stands before them if there is any: it stands for the list of news.
        """
        newest = self.model.objects.published().news().values("pk")[:1]
        placed = Q(kind=Page.Kind.PAGE, menu_position__isnull=False)
        titles = (column("title", code) for code in language_codes())
        # “news” comes before “page”. Of a page what its link says, for every page asks for them.
        return (
            self.filter(placed | Q(pk__in=newest))
            .order_by("kind", "menu_position", "slug")
            .only("kind", "slug", "source_language", *READINESS, *titles)
        )


PageManager = models.Manager.from_queryset(PageQuerySet)


class Page(Content):
    """A page of the site, or a piece of news."""

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        NEWS = "news", _("News")

    expiries = ("expires_at",)
    main_fields: ClassVar[tuple[str, ...]] = ("title", "body")
    translated_fields = ("title", "body")

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
    # What a piece of news tells of: it leads there, and their pages lead to it.
    events = models.ManyToManyField(
        Event, verbose_name=_("events"), blank=True, related_name="news"
    )
    people = models.ManyToManyField(
        Person, verbose_name=_("people"), blank=True, related_name="news"
    )
    organizations = models.ManyToManyField(
        Organization, verbose_name=_("organizations"), blank=True, related_name="news"
    )
    products = models.ManyToManyField(
        KnowledgeProduct, verbose_name=_("knowledge products"), blank=True, related_name="news"
    )

    objects: ClassVar[PageManager["Page"]] = PageManager()

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

    @property
    def has_expired(self) -> bool:
        return bool(self.expires_at and self.expires_at <= timezone.now())

    def get_absolute_url(self) -> str:
        return page_address("news-item" if self.kind == self.Kind.NEWS else "page", self.slug)


class SiteSettings(Record):
    """The site's own name and footer: one row."""

    authored_fields: ClassVar[tuple[str, ...]] = ("site_name", "organizer")
    # Stands among the roles for whoever may do everything.
    ALL_RIGHTS: ClassVar[str] = "*"
    translated_fields = ("site_name", "tagline", "organizer", "contact", "footer")

    site_name = models.CharField(_("site name"), max_length=120, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    logo = PictureField(_("logo"), upload_to="site", blank=True, auto_add_fields=True, shape=LOGO)
    organizer = models.CharField(_("site host and organizer"), max_length=300, blank=True)
    contact = models.TextField(_("contact"), blank=True)
    footer = models.TextField(_("footer"), blank=True)
    reviews = models.PositiveSmallIntegerField(
        _("reviews before publication"),
        choices=[
            (0, _("No review")),
            (1, _("One review")),
            (2, _("Two reviews")),
            (3, _("Three reviews")),
        ],
        default=1,
        help_text=_(
            "Nobody approves what they wrote or submitted, so each review needs another person. "
            "“No review” is for a site that one person keeps."
        ),
    )
    counts_gender = models.BooleanField(
        _("count guests by gender"), default=False, db_default=False
    )
    # Names of roles, as their groups have them, and ALL_RIGHTS.
    second_factor_roles = ArrayField(
        models.CharField(max_length=150),
        verbose_name=_("roles that need two-step verification"),
        default=list,
        blank=True,
    )
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
    mail_subscription = models.URLField(_("page to subscribe by mail"), blank=True)
    wechat_account = models.CharField(_("WeChat account"), max_length=60, blank=True)
    wechat_code = PictureField(
        _("QR code of the WeChat account"),
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
    source_language = language_codes()[0]

    def __str__(self) -> str:
        return gettext("Site settings")

    @property
    def owner(self) -> Self:  # type: ignore[override]  # the one record that is no content
        """The record whose ready languages hold for these texts."""
        return self

    @property
    def original_language(self) -> str:
        return self.source_language

    @property
    def readable_languages(self) -> list[str]:
        """Every language of the site."""
        return language_codes()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "SiteSettings":
        """Return the stored settings, or unsaved defaults where none have been stored."""
        # ``first`` would sort the one row.
        return next(iter(cls._default_manager.filter(pk=1)), None) or cls(pk=1)
