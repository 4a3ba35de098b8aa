"""The way to a provider of single sign-on and back, with all that it loads."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from requests import RequestException

from forum.desk.accounts.adapters import silence_words, turn_away

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def answering_silence[**P](view: View[P]) -> View[P]:
    """Lead back to the sign-in where the provider of single sign-on does not answer."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (RequestException, KeyError, ValueError):
            return turn_away(request, silence_words())

    return answer


registry.load()
login = answering_silence(views.login)
callback = answering_silence(views.callback)
