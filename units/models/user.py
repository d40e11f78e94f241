"""User: a person with a role and a home unit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from units.choices import Role
from units.models.text_places import PERSON, THING
from units.models.versioned import Versioned


class PeopleManager(UserManager["User"]):
    """Lets `manage.py createsuperuser` create the first administrator of a new system."""

    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra: Any
    ) -> User:
        extra.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username.lower(), email, password, **extra)


class User(AbstractUser, Versioned):
    """A person. The role says what they may do, the home unit for which units."""

    first_name = None  # type: ignore[assignment]  # Django's way to leave a field out
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=150, blank=True)
    role = models.CharField("vai trò", max_length=20, choices=Role, default=Role.VIEWER)
    home_unit = models.ForeignKey(
        "units.Unit",
        verbose_name="đơn vị công tác",
        on_delete=models.PROTECT,
        related_name="people",
        null=True,
        blank=True,
    )
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False, editable=False)
    first_password_until = models.DateTimeField("mật khẩu dùng một lần đến", null=True, editable=False)

    text_places = {"username": PERSON, "full_name": PERSON, "email": PERSON, "password": THING}

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower(F("username"))),
                name="user_username_lowercase",
                violation_error_message="Tên đăng nhập chỉ viết chữ thường.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="user_role_known",
                violation_error_message="Vai trò không có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.OFFICER) | Q(home_unit__isnull=False),
                name="user_officer_has_home_unit",
                violation_error_message="Cán bộ đơn vị phải có đơn vị công tác.",
            ),
        ]

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
