"""/quan-tri/: units, programmes and all that a programme is made of, for administrators."""

from django.urls import URLPattern, URLResolver, include, path

from units.admin import administration_site
from units.views.programmes import participation, programme, quota, unit

# /quan-tri/don-vi/
unit_urls = [
    path("", unit.show_units, name="units"),
    path("them/", unit.add_unit, name="add-unit"),
    path("<int:pk>/", unit.edit_unit, name="unit"),
    path("<int:pk>/ke-thua/", unit.choose_successor, name="successor"),
]

# /quan-tri/chuong-trinh/<slug>/: all that a programme is made of
programme_urls = [
    path("", programme.show_setup, name="programme-setup"),
    path("sua/", programme.edit_programme, name="edit-programme"),
    path("giai-doan/them/", programme.add_phase, name="add-phase"),
    path("giai-doan/<int:pk>/", programme.edit_phase, name="edit-phase"),
    path("khoi/them/", programme.add_bloc, name="add-bloc"),
    path("khoi/<int:pk>/", programme.edit_bloc, name="edit-bloc"),
    path("don-vi/", participation.show_participations, name="participations"),
    path("don-vi/them/", participation.find_unit, name="find-unit"),
    path("don-vi/them/<int:unit_pk>/", participation.add_participation, name="add-participation"),
    path("don-vi/chep/", participation.copy_participations, name="copy-participations"),
    path("don-vi/<int:pk>/", participation.edit_participation, name="participation"),
    path("don-vi/<int:pk>/chuyen/", participation.move_participation, name="move-participation"),
    path("chi-tieu/", quota.show_quotas, name="quotas"),
    path("chi-tieu/<int:pk>/", quota.show_revisions, name="quota-revisions"),
]

administration_urls: list[URLPattern | URLResolver] = [
    path("", programme.show_administration, name="administration"),
    path("don-vi/", include(unit_urls)),
    path("chuong-trinh/them/", programme.add_programme, name="add-programme"),
    path("chuong-trinh/<slug:slug>/", include(programme_urls)),
    path("django/", administration_site.urls),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("quan-tri/", include(administration_urls)),
]
