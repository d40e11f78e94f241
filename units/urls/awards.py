"""/khen-thuong/, /quan-tri/khen-thuong/: who may be proposed for an award, and the rules for it."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.awards import candidates, rule

# /khen-thuong/<slug>/
candidate_urls = [
    path("", candidates.show, name="candidates"),
    path("de-nghi.xlsx", candidates.download_excel, name="nomination-excel"),
    path("de-nghi.docx", candidates.download_word, name="nomination-word"),
]

# /quan-tri/khen-thuong/
rule_urls = [
    path("", rule.show_rules, name="award-rules"),
    path("them/", rule.add_rule, name="add-award-rule"),
    path("<int:pk>/", rule.edit_rule, name="award-rule"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("khen-thuong/<slug:slug>/", include(candidate_urls)),
    path("quan-tri/khen-thuong/", include(rule_urls)),
]
