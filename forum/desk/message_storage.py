"""Where a message waits for the next page of the desk."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http.response import HttpResponseBase


class DeskMessageStorage(FallbackStorage):
    """Django's, with a cookie that goes to the desk alone and not to each public page as well."""

    def update(self, response: HttpResponseBase) -> list[Any] | None:
        messages: list[Any] | None = super().update(response)
        if CookieStorage.cookie_name in response.cookies:
            response.cookies[CookieStorage.cookie_name]["path"] = settings.SESSION_COOKIE_PATH
        return messages
