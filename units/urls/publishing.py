"""/trung-bay/, and on a dossier's page: outstanding initiatives, consent of authors, the showcase."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.publishing import consent, marking, showcase

# /ho-so/<pk>/: marks of one dossier
mark_urls = [
    path("tieu-bieu/", marking.mark, name="mark"),
    path("dong-y/", consent.consents, name="consents"),
    path("dong-y/rut/", consent.end, name="end-consent"),
    path("trung-bay/", consent.publish, name="publish"),
]

# /trung-bay/: for everybody
showcase_urls = [
    path("", showcase.index, name="showcase"),
    path("<int:pk>/", showcase.show, name="showcase-page"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("ho-so/<int:pk>/", include(mark_urls)),
    path("khen-thuong/<slug:slug>/tieu-bieu/", marking.show, name="outstanding"),
    path("trung-bay/", include(showcase_urls)),
]
