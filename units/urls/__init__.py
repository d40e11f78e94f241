"""Addresses of the domain, by subject: Vietnamese without accents on the outside, English names inside."""

from units.urls import (
    accounts,
    awards,
    counts,
    dossiers,
    figures,
    journal,
    privacy,
    programmes,
    publishing,
    reports,
    review,
)

urlpatterns = [
    *figures.urlpatterns,
    *counts.urlpatterns,
    *accounts.urlpatterns,
    *programmes.urlpatterns,
    *journal.urlpatterns,
    *dossiers.urlpatterns,
    *review.urlpatterns,
    *publishing.urlpatterns,
    *awards.urlpatterns,
    *reports.urlpatterns,
    *privacy.urlpatterns,
]
