"""User: a person with a role and a home unit."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from units.choices import Role


class User(AbstractUser):
    """A person. The role says what they may do, the home unit where."""

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

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
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
