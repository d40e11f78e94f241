"""/so-lieu/, /khoa/: stating counts, where a number comes from, what is locked."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.counts import correction, count, grid, lock
from units.views.figures import history

# /so-lieu/: what a person states for the units they answer for, and where a number comes from
count_urls = [
    path("", count.index, name="counts"),
    path("<int:pk>/", count.show, name="count"),
    path("<int:pk>/<int:number>/kiem-tra/", count.check, name="count-check"),
    path("<int:pk>/<int:number>/luu/", count.save, name="count-save"),
    path("<int:pk>/<int:number>/de-nghi-mo-khoa/", correction.ask, name="correction"),
    path("<int:pk>/lich-su/", history.show, name="histories"),
    path("<int:pk>/lich-su/<int:number>/", history.show, name="history"),
    path("<slug:slug>/bang/", grid.grid, name="grid"),
]

# /khoa/<slug>/: what is locked, requests to correct it, reopenings
lock_urls = [
    path("", lock.show, name="locks"),
    path("giai-doan/<int:number>/han/", lock.close, name="closing-day"),
    path("mo/", lock.reopen, name="reopen"),
    path("de-nghi/<int:pk>/mo/", lock.grant, name="grant-correction"),
    path("de-nghi/<int:pk>/tu-choi/", lock.decline, name="decline-correction"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", include(count_urls)),
    path("khoa/<slug:slug>/", include(lock_urls)),
]
