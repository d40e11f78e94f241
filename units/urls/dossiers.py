"""/ho-so/, /sang-kien/: writing a dossier, reading it, its files; the list of a programme's initiatives."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from units.domain.dossiers.completeness import DossierPart
from units.views.dossiers import attachment, dossier, finding, part


class PartConverter:
    """The name of a part of a dossier; anything else is another address."""

    regex = "|".join(DossierPart)

    def to_python(self, value: str) -> DossierPart:
        return DossierPart(value)

    def to_url(self, value: DossierPart | str) -> str:
        return str(value)


register_converter(PartConverter, "dossier_part")

# /ho-so/<pk>/: one dossier
dossier_urls = [
    path("", dossier.show, name="dossier"),
    path("<dossier_part:part>/", part.write, name="dossier-part"),
    path("tep/", attachment.show_files, name="dossier-files"),
    path("tep/<int:number>/", attachment.download, name="attachment"),
    path("tep/<int:number>/bo/", attachment.remove, name="remove-attachment"),
    path("nop/", dossier.submit, name="submit-dossier"),
    path("rut/", dossier.withdraw, name="withdraw-dossier"),
    path("soan-lai/", dossier.resume, name="resume-dossier"),
]

# /sang-kien/<slug>/
list_urls = [
    path("", finding.show, name="initiatives"),
    path("danh-sach.xlsx", finding.download, name="initiatives-excel"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("ho-so/", dossier.index, name="dossiers"),
    path("ho-so/<int:pk>/", include(dossier_urls)),
    path("ho-so/<slug:slug>/them/", dossier.add, name="add-dossier"),
    path("sang-kien/", finding.home, name="initiatives-home"),
    path("sang-kien/<slug:slug>/", include(list_urls)),
]
