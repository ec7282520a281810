"""Where a web server finds Navet's pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navet.config.settings")

application = get_wsgi_application()
