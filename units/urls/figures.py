"""The front door, and /bieu-tong-hop/: the table and its files."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.figures import home, summary

# /bieu-tong-hop/<slug>/
summary_urls = [
    path("", summary.show, name="summary"),
    path("bieu-tong-hop.xlsx", summary.download_excel, name="summary-excel"),
    path("bieu-tong-hop.csv", summary.download_csv, name="summary-csv"),
    path("bieu-tong-hop.json", summary.download_json, name="summary-json"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("bieu-tong-hop/<slug:slug>/", include(summary_urls)),
]
