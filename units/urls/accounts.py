"""/dang-nhap/, /tai-khoan/, /quan-tri/nguoi-dung/: signing in, one's own account, people."""

from django.urls import URLPattern, URLResolver, include, path

from units.views.accounts import account, person

# /tai-khoan/
account_urls = [
    path("", account.account, name="account"),
    path("mat-khau/", account.change_password, name="change-password"),
    path("ket-thuc-phien-khac/", account.end_other_sessions, name="end-other-sessions"),
]

# /quan-tri/nguoi-dung/
people_urls = [
    path("", person.show_people, name="people"),
    path("them/", person.add_person, name="add-person"),
    path("<int:pk>/", person.edit_person, name="person"),
    path("<int:pk>/cap-mat-khau/", person.give_first_password, name="first-password"),
    path("<int:pk>/ket-thuc-phien/", person.end_sessions, name="end-sessions"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", account.sign_in, name="sign-in"),
    path("dang-xuat/", account.sign_out, name="sign-out"),
    path("tai-khoan/", include(account_urls)),
    path("quan-tri/nguoi-dung/", include(people_urls)),
]
