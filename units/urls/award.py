"""/gia-tri/, /khen-thuong/, /trung-bay/, /thong-tin-ca-nhan/: value, awards, the showcase, people."""

from django.urls import URLPattern, URLResolver, include, path

from units.views import award, award_rule, consent, marking, personal, showcase, value

# /gia-tri/<slug>/
value_urls = [
    path("", value.show, name="value"),
    path("gia-tri.xlsx", value.download, name="value-excel"),
]

# /khen-thuong/<slug>/: who may be proposed, what was chosen as outstanding
award_urls = [
    path("", award.show, name="candidates"),
    path("de-nghi.xlsx", award.download_excel, name="nomination-excel"),
    path("de-nghi.docx", award.download_word, name="nomination-word"),
    path("tieu-bieu/", marking.show, name="outstanding"),
]

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

# /quan-tri/khen-thuong/
award_rule_urls = [
    path("", award_rule.show_rules, name="award-rules"),
    path("them/", award_rule.add_rule, name="add-award-rule"),
    path("<int:pk>/", award_rule.edit_rule, name="award-rule"),
]

# /thong-tin-ca-nhan/: what is kept of people without an account
personal_urls = [
    path("", personal.search, name="personal"),
    path("xuat/", personal.export, name="export-personal"),
    path("xoa/", personal.erase, name="erase-personal"),
    path("<int:pk>/", personal.correct, name="correct-personal"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("gia-tri/<slug:slug>/", include(value_urls)),
    path("khen-thuong/<slug:slug>/", include(award_urls)),
    path("ho-so/<int:pk>/", include(mark_urls)),
    path("trung-bay/", include(showcase_urls)),
    path("quan-tri/khen-thuong/", include(award_rule_urls)),
    path("thong-tin-ca-nhan/", include(personal_urls)),
]
