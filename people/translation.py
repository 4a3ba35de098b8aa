"""Which columns of people and organizations exist once for each language."""

from modeltranslation.translator import TranslationOptions, register

from people.models import Organization, Person


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("name", "sort_key", "abbreviation")


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ("name", "sort_key", "honorific", "biography", "portrait_alt")
