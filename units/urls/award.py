"""/gia-tri/, /khen-thuong/, /trung-bay/, /thong-tin-ca-nhan/: value, awards, the showcase, people."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
