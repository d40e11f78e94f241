"""A threshold over several years has both its number of years and its amount: a comparison with nothing had let
one without the other pass.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0009_initiative_words")]

    operations = [
        migrations.RemoveConstraint(model_name="awardthreshold", name="award_threshold_years_whole"),
        migrations.AddConstraint(
            model_name="awardthreshold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("several_years__isnull", True), ("several_years_amount__isnull", True)),
                    models.Q(
                        ("several_years__isnull", False),
                        ("several_years_amount__isnull", False),
                        ("several_years__gte", 2),
                        ("several_years__lte", 10),
                        ("several_years_amount__gte", 0),
                    ),
                    _connector="OR",
                ),
                name="award_threshold_years_whole",
                violation_error_message="Ngưỡng nhiều năm phải có đủ số năm (từ 2 đến 10) và số tiền.",
            ),
        ),
    ]
