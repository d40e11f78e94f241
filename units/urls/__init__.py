"""Addresses of the domain: Vietnamese without accents on the outside, English names inside."""

from django.urls import URLPattern, URLResolver, include, path

from units.admin import administration_site
from units.urls import award, dossier, finding, report, review
from units.views import (
    account,
    correction,
    count,
    event,
    grid,
    history,
    home,
    lock,
    participation,
    person,
    programme,
    quota,
    summary,
    unit,
)

# /bieu-tong-hop/<slug>/
summary_urls = [
    path("", summary.show, name="summary"),
    path("bieu-tong-hop.xlsx", summary.download_excel, name="summary-excel"),
    path("bieu-tong-hop.csv", summary.download_csv, name="summary-csv"),
    path("bieu-tong-hop.json", summary.download_json, name="summary-json"),
]

# /so-lieu/: what a person states for the units they answer for, and where a number comes from
count_urls = [
    path("", count.index, name="counts"),
    path("<int:pk>/", count.show, name="count"),
    path("<int:pk>/<int:number>/kiem-tra/", count.check, name="count-check"),
    path("<int:pk>/<int:number>/luu/", count.save, name="count-save"),
    path("<int:pk>/<int:number>/de-nghi-mo-khoa/", correction.ask, name="correction"),
    path("<int:pk>/lich-su/", history.show, name="histories"),
    path("<int:pk>/lich-su/<int:number>/", history.show, name="history"),
    path("<slug:slug>/bang/", grid.grid, name="grid"),
]

# /khoa/<slug>/: what is locked, requests to correct it, reopenings
lock_urls = [
    path("", lock.show, name="locks"),
    path("giai-doan/<int:number>/han/", lock.close, name="closing-day"),
    path("mo/", lock.reopen, name="reopen"),
    path("de-nghi/<int:pk>/mo/", lock.grant, name="grant-correction"),
    path("de-nghi/<int:pk>/tu-choi/", lock.decline, name="decline-correction"),
]

# /tai-khoan/
account_urls = [
    path("", account.account, name="account"),
    path("mat-khau/", account.change_password, name="change-password"),
    path("ket-thuc-phien-khac/", account.end_other_sessions, name="end-other-sessions"),
]

# /quan-tri/nguoi-dung/
people_urls = [
    path("", person.show_people, name="people"),
    path("them/", person.add_person, name="add-person"),
    path("<int:pk>/", person.edit_person, name="person"),
    path("<int:pk>/cap-mat-khau/", person.give_first_password, name="first-password"),
    path("<int:pk>/ket-thuc-phien/", person.end_sessions, name="end-sessions"),
]

# /nhat-ky/
event_urls = [
    path("", event.show_events, name="events"),
]

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

# /quan-tri/: for administrators only
administration_urls: list[URLPattern | URLResolver] = [
    path("", programme.show_administration, name="administration"),
    path("don-vi/", include(unit_urls)),
    path("chuong-trinh/them/", programme.add_programme, name="add-programme"),
    path("chuong-trinh/<slug:slug>/", include(programme_urls)),
    path("django/", administration_site.urls),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("bieu-tong-hop/<slug:slug>/", include(summary_urls)),
    path("so-lieu/", include(count_urls)),
    path("khoa/<slug:slug>/", include(lock_urls)),
    path("dang-nhap/", account.sign_in, name="sign-in"),
    path("dang-xuat/", account.sign_out, name="sign-out"),
    path("tai-khoan/", include(account_urls)),
    path("quan-tri/nguoi-dung/", include(people_urls)),
    path("quan-tri/", include(administration_urls)),
    path("nhat-ky/", include(event_urls)),
    *dossier.urlpatterns,
    *review.urlpatterns,
    *finding.urlpatterns,
    *award.urlpatterns,
    *report.urlpatterns,
]
