"""Identifiers that registries have given to a record."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentifiersMixin(models.Model):
    """A record that may be registered. doi, handle: bare, without the resolver's address."""

    doi = models.CharField(
        _("DOI"),
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(
                r"\A10\.\d{4,9}/[\x21-\x7e]+\Z",
                _("This is no DOI; write it as 10.1234/abc, without https://doi.org/."),
            )
        ],
    )
    handle = models.CharField(
        _("handle"),
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(
                r"\A[\w.-]+/[\x21-\x7e]+\Z",
                _(
                    "This is no handle; write it as 20.500.1234/abc, without https://hdl.handle.net/."
                ),
            )
        ],
    )

    class Meta:
        abstract = True

    @property
    def identifier_addresses(self) -> list[str]:
        """Where the identifiers lead, in their registries' own form."""
        return [
            *([f"https://doi.org/{self.doi}"] if self.doi else []),
            *([f"https://hdl.handle.net/{self.handle}"] if self.handle else []),
        ]
