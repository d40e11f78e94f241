"""Addresses of the domain: Vietnamese without accents on the outside, English names inside."""

from django.contrib.auth import views as auth
from django.urls import include, path

from units.views import home, summary

# /bieu-tong-hop/<slug>/
summary_urls = [
    path("", summary.show, name="summary"),
    path("bieu-tong-hop.xlsx", summary.download_excel, name="summary-excel"),
    path("bieu-tong-hop.csv", summary.download_csv, name="summary-csv"),
    path("bieu-tong-hop.json", summary.download_json, name="summary-json"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("bieu-tong-hop/<slug:slug>/", include(summary_urls)),
    path("dang-nhap/", auth.LoginView.as_view(template_name="account/sign_in.html"), name="sign-in"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="sign-out"),
]
