"""HR's people: who is here, and rosters brought in."""

from django.urls import path

from accounts.views import people, rosters

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/roster.csv", people.export, name="people-export"),
    path("people/template.csv", people.template_csv, name="people-template-csv"),
    path("people/template.xlsx", people.template_xlsx, name="people-template-xlsx"),
    path("people/rosters/", rosters.look, name="roster-look"),
    path("people/rosters/<uuid:roster>/", rosters.roster, name="roster"),
    path("people/rosters/<uuid:roster>/take-in/", rosters.take_in, name="roster-take-in"),
    path("people/rosters/<uuid:roster>/undo/", rosters.undo, name="roster-undo"),
    path("people/rosters/<uuid:roster>/<slug:kind>/", rosters.roster, name="roster-kind"),
]
