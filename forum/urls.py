"""Every address of the desk, and those of forum/site/urls.py.

Those of the interface for programs are its own requests' alone: ``OF_PARTS`` leads to them.
"""

from forum.desk import refusals
from forum.desk.urls import urlpatterns as desk_patterns
from forum.site import urls as public

handler400 = refusals.bad_request
handler403 = refusals.forbidden
handler404 = refusals.not_found
# allauth's, of the desk alone.
handler429 = refusals.too_many
handler500 = refusals.server_error

urlpatterns = [*desk_patterns, *public.urlpatterns]
