"""/doi-chieu/, /bao-cao-sang-kien/, /gia-tri/: figures side by side, of the portal, reports, value."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.reports import portal, reconciliation, report, value

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

# /gia-tri/<slug>/
value_urls = [
    path("", value.show, name="value"),
    path("gia-tri.xlsx", value.download, name="value-excel"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("doi-chieu/<slug:slug>/", include(reconciliation_urls)),
    path("bao-cao-sang-kien/<slug:slug>/", include(report_urls)),
    path("gia-tri/<slug:slug>/", include(value_urls)),
]
