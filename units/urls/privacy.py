"""/thong-tin-ca-nhan/: what is kept of people without an account."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.privacy import personal

personal_urls = [
    path("", personal.search, name="personal"),
    path("xuat/", personal.export, name="export-personal"),
    path("xoa/", personal.erase, name="erase-personal"),
    path("<int:pk>/", personal.correct, name="correct-personal"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("thong-tin-ca-nhan/", include(personal_urls)),
]
