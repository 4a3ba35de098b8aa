"""No form of the desk is forgotten: the browser tests of autosave go over all of them."""

import pytest
from django.test import Client

from tests.support.desk_forms import FORMS, WITHOUT_TEXT, form_addresses, has_form, make_records

pytestmark = pytest.mark.django_db


def test_each_form_of_the_desk_is_tried_in_the_browser(admin_client: Client) -> None:
    addresses = form_addresses(make_records())
    pages = {name for name, address in addresses.items() if has_form(admin_client, address)}
    assert pages - set(WITHOUT_TEXT) == set(FORMS), (
        "Name it in tests/support/desk_forms.py FORMS, so that what is typed there is tried."
    )
