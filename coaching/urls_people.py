"""Addresses of promises and people, and of one's own record; included by `coaching.urls`."""

from django.urls import path

from coaching.views import advisors, away, barriers, check_backs, feed, mine, report, team

urlpatterns = [
    path("check-backs/", check_backs.check_backs, name="check-backs"),
    path("check-backs/<uuid:pk>/", check_backs.check_back, name="check-back"),
    path("check-backs/<uuid:pk>/move/", check_backs.move, name="check-back-move"),
    path("calendar/<slug:token>.ics", feed.calendar, name="calendar"),
    path("in-the-way/", barriers.in_the_way, name="in-the-way"),
    path("in-the-way/<int:pk>/clear/", barriers.clear, name="barrier-clear"),
    path("in-the-way/<int:pk>/put-back/", barriers.put_back, name="barrier-put-back"),
    path("me/report/", report.report, name="report"),
    path("team/", team.team, name="team"),
    path("advisors/<int:pk>/", advisors.advisor, name="advisor"),
    path("advisors/<int:pk>/link/", advisors.link, name="advisor-link"),
    path("mine/", mine.mine, name="mine"),
    path("mine/sessions/<uuid:pk>/seen/", mine.seen, name="mine-seen"),
    path("mine/sessions/<uuid:pk>/own-words/", mine.own_words, name="mine-own-words"),
    path("mine/asks/", mine.ask, name="mine-ask"),
    path("mine/asks/<int:pk>/take-back/", mine.take_back, name="mine-ask-take-back"),
    path("mine/earlier/", mine.earlier, name="mine-earlier"),
    path("advisors/<int:pk>/away/", away.away, name="advisor-away"),
    path("advisors/<int:pk>/back/", away.back, name="advisor-back"),
]
