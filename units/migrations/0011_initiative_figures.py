"""One index of initiatives has all that lists and figures are made of; the one of a unit's began alike and led
SQLite to the long rows. Another has all that people are counted by.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0010_award_years_whole")]

    operations = [
        migrations.RemoveIndex(model_name="initiative", name="initiative_of_unit"),
        migrations.RemoveIndex(model_name="initiative", name="initiative_listed"),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                fields=[
                    "participation",
                    "state",
                    "phase",
                    "kind",
                    "field",
                    "author_group",
                    "benefit_basis",
                    "benefit_value",
                    "submitted_on",
                    "outstanding_at",
                    "counted_on",
                    "merged_into",
                    "id",
                ],
                name="initiative_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="author",
            index=models.Index(
                fields=["initiative", "erased_at", "name_key", "birth_year"], name="author_counted"
            ),
        ),
    ]
