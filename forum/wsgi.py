"""The door for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
# Bounds that hold for requests, not for commands.
os.environ["SERVING"] = "1"
application = get_wsgi_application()
