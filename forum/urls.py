"""Every address of the site: the desk's, the interface's and those of forum/site/urls.py."""

from forum.desk import refusals
from forum.desk.urls import urlpatterns as desk_patterns
from forum.site.api import urls as public

handler400 = public.handler400
handler403 = refusals.forbidden
handler404 = public.handler404
# allauth's, of the desk alone.
handler429 = refusals.too_many
handler500 = public.handler500

urlpatterns = [*desk_patterns, *public.urlpatterns]
