"""Which columns of products, pages and settings exist once for each language."""

from modeltranslation.translator import TranslationOptions, register

from forum.models import (
    CaptionTemplate,
    KnowledgeProduct,
    Page,
    ProductPart,
    SiteSettings,
    Term,
    Topic,
)


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(KnowledgeProduct)
class KnowledgeProductTranslation(TranslationOptions):
    fields = ("title", "summary", "description", "cover_alt", "audience")


@register(ProductPart)
class ProductPartTranslation(TranslationOptions):
    fields = ("group", "title", "text")


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "body")


@register(SiteSettings)
class SiteSettingsTranslation(TranslationOptions):
    fields = ("site_name", "tagline", "organizer", "contact", "footer")


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("text",)


@register(CaptionTemplate)
class CaptionTemplateTranslation(TranslationOptions):
    fields = ("text",)
