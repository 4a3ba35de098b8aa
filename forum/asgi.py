"""The door for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
# Bounds that hold for requests, not for commands.
os.environ["SERVING"] = "1"
application = get_asgi_application()
