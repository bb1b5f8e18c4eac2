"""Every address. Each app names its own; the words in a URL are the product's."""

from django.urls import include, path

from accounts.panel import panel
from config import errors, health, metrics, phone

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("sw.js", phone.worker, name="worker"),
    path("offline/", phone.offline, name="offline"),
    path("api/v1/", include("config.api_urls")),
    path("admin/", panel.urls),
    path("", include("coaching.urls")),
    path("", include("cards.urls")),
    path("", include("accounts.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
