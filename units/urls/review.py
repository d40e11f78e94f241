"""/tham-dinh/: the queue, decisions, duplicates; rules and note templates."""

from django.urls import URLPattern, URLResolver, include, path

from units.choices import ReviewVerb
from units.views.review import comparing, dossier_rules, many_decisions, note_template, one_decision, queue

# /tham-dinh/ho-so/<pk>/: one decision
decision_urls = [
    path("cong-nhan/", one_decision.decide, {"verb": ReviewVerb.ACCEPT}, name="decide-accept"),
    path("tra-lai/", one_decision.decide, {"verb": ReviewVerb.SEND_BACK}, name="decide-send-back"),
    path("khong-cong-nhan/", one_decision.decide, {"verb": ReviewVerb.REJECT}, name="decide-reject"),
    path("xet-lai/", one_decision.decide, {"verb": ReviewVerb.REOPEN}, name="decide-reopen"),
    path("so-sanh/<int:other>/", comparing.compare, name="compare-dossiers"),
]

# /tham-dinh/<slug>/: the queue of a programme
queue_urls = [
    path("", queue.show, name="review-queue"),
    path("phan-cong/", queue.assign, name="review-assign"),
    path("kiem-tra/", many_decisions.check, name="review-check"),
    path("quyet-dinh/", many_decisions.decide, name="review-decide"),
]

# /quan-tri/mau-y-kien/
note_template_urls = [
    path("", note_template.show, name="note-templates"),
    path("them/", note_template.add, name="add-note-template"),
    path("mau-thuong-dung/", note_template.add_usual, name="add-usual-note-templates"),
    path("<int:pk>/", note_template.edit, name="note-template"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("tham-dinh/", queue.start, name="reviews"),
    path("tham-dinh/ho-so/<int:pk>/", include(decision_urls)),
    path("tham-dinh/<slug:slug>/", include(queue_urls)),
    path("quan-tri/mau-y-kien/", include(note_template_urls)),
    path("quan-tri/chuong-trinh/<slug:slug>/quy-tac-ho-so/", dossier_rules.edit, name="dossier-rules"),
]
