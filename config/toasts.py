"""Where a toast waits for the next page: a cookie of this host alone, as the other cookies are.

Not in the session: that would be one more write with every moment logged.
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class ToastCookie(CookieStorage):
    cookie_name = "__Host-toast" if settings.HTTPS else "toast"
