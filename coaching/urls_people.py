"""Addresses of promises and people; included by `coaching.urls`."""

from django.urls import path

from coaching.views import advisors, away, barriers, check_backs, report, team

urlpatterns = [
    path("check-backs/", check_backs.check_backs, name="check-backs"),
    path("check-backs/<uuid:pk>/", check_backs.check_back, name="check-back"),
    path("check-backs/<uuid:pk>/move/", check_backs.move, name="check-back-move"),
    path("in-the-way/", barriers.in_the_way, name="in-the-way"),
    path("in-the-way/<int:pk>/clear/", barriers.clear, name="barrier-clear"),
    path("in-the-way/<int:pk>/put-back/", barriers.put_back, name="barrier-put-back"),
    path("me/report/", report.report, name="report"),
    path("team/", team.team, name="team"),
    path("advisors/<int:pk>/", advisors.advisor, name="advisor"),
    path("advisors/<int:pk>/away/", away.away, name="advisor-away"),
    path("advisors/<int:pk>/back/", away.back, name="advisor-back"),
]
