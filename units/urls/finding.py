"""/sang-kien/: the list of a programme's initiatives, and its file."""

from django.urls import URLPattern, URLResolver, include, path

from units.views import finding

# /sang-kien/<slug>/
list_urls = [
    path("", finding.show, name="initiatives"),
    path("danh-sach.xlsx", finding.download, name="initiatives-excel"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sang-kien/", finding.home, name="initiatives-home"),
    path("sang-kien/<slug:slug>/", include(list_urls)),
]
