"""Which years a day may have: a slip of the keyboard is refused where it is typed."""

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEARS: Final = range(1800, 2200)


def validate_year(day: date) -> None:
    """Refuse a day of a year that no forum was or will be held in, such as 0026 or 9999."""
    if day.year not in YEARS:
        raise ValidationError(
            _("The year %(year)s cannot be right; write for example 2023-11-05.")
            % {"year": f"{day.year:04}"}
        )
