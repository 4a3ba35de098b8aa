"""The door for WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
# Bounds that hold for requests, not for commands.
os.environ["SERVING"] = "1"
application = get_wsgi_application()
# What is loaded now stays: to look through it again and again took a sixth of each page's time.
gc.collect()
gc.freeze()
# What a request leaves behind in circles is cleared away after a few: it was 5 MB of each process.
gc.set_threshold(10_000)
