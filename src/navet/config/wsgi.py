"""Where a web server finds Navet's pages."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navet.config.settings")

application = get_wsgi_application()

# What is loaded now stays for good: the collector need not look at it again, and forked processes keep sharing it.
gc.collect()
gc.freeze()
