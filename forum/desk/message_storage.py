"""Where a message waits for the next page of the desk."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http.response import HttpResponseBase


class DeskCookieStorage(CookieStorage):
    """Django's, under a name of its own.

    A cookie of an earlier release, whose path was the whole site's, would hide one of its name.
    """

    cookie_name = "desk_messages"


class DeskMessageStorage(FallbackStorage):
    """Django's, with a cookie that goes to the desk alone and not to each public page as well."""

    storage_classes = (DeskCookieStorage, SessionStorage)

    def update(self, response: HttpResponseBase) -> list[Any] | None:
        messages: list[Any] | None = super().update(response)
        if cookie := response.cookies.get(DeskCookieStorage.cookie_name):
            cookie["path"] = settings.SESSION_COOKIE_PATH
        return messages
