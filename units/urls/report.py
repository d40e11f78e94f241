"""/doi-chieu/ and /bao-cao-sang-kien/: figures side by side, figures of the portal, reports."""

from django.urls import URLPattern, URLResolver, include, path

from units.views import portal, reconciliation, report

# /doi-chieu/<slug>/
reconciliation_urls = [
    path("", reconciliation.show, name="reconciliation"),
    path("doi-chieu.xlsx", reconciliation.download, name="reconciliation-excel"),
    path("so-tren-cong/", portal.grid, name="portal-counts"),
    path("so-tren-cong/nap/", portal.load, name="portal-lines"),
]

# /bao-cao-sang-kien/<slug>/
report_urls = [
    path("", report.show, name="report"),
    path("bao-cao.xlsx", report.download, name="report-excel"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("doi-chieu/<slug:slug>/", include(reconciliation_urls)),
    path("bao-cao-sang-kien/<slug:slug>/", include(report_urls)),
]
