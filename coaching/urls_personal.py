"""Addresses of one advisor's data, for HR, and of how data is handled, for everybody; included by `coaching.urls`."""

from django.urls import path

from coaching.views import audit, data_requests, disputes, personal, privacy, redactions, retention

urlpatterns = [
    path("people/data/", personal.search, name="people-data"),
    path("people/advisors/<int:pk>/", personal.advisor, name="people-advisor"),
    path("people/advisors/<int:pk>/pack/", personal.pack, name="people-advisor-pack"),
    path("people/advisors/<int:pk>/link/", personal.link, name="people-advisor-link"),
    path("people/advisors/<int:pk>/hold/", personal.hold, name="people-advisor-hold"),
    path("people/advisors/<int:pk>/words/", redactions.words, name="people-advisor-words"),
    path("people/redactions/<int:redaction>/put-back/", redactions.put_back, name="people-words-put-back"),
    path("people/sessions/<uuid:pk>/dispute/", disputes.begin, name="people-session-dispute"),
    path("people/sessions/<uuid:pk>/settle/", disputes.settle, name="people-session-settle"),
    path("mine/sessions/<uuid:pk>/dispute/", disputes.mine_begin, name="mine-session-dispute"),
    path("people/advisors/<int:pk>/erase/", personal.erase_advisor, name="people-advisor-erase"),
    path("people/requests/", data_requests.requests, name="people-requests"),
    path("people/requests/<int:data_request>/", data_requests.one, name="people-request"),
    path("people/requests/<int:data_request>/<slug:act>/", data_requests.act, name="people-request-act"),
    path("people/retention/", retention.runs, name="people-retention"),
    path("people/retention/count/", retention.count, name="people-retention-count"),
    path("people/holds/<int:pk>/end/", personal.end_hold, name="people-hold-end"),
    path("people/audit/", audit.audit, name="audit"),
    path("mine/everything/", privacy.everything, name="mine-everything"),
    path("privacy/ask/", data_requests.ask, name="privacy-ask"),
    path("privacy/", privacy.privacy, name="privacy"),
]
