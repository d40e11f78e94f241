"""Units get the keys by which they are searched and sorted; those already there get theirs."""

import units.models.keys
from django.db import migrations, models


def fill_keys(apps, schema_editor):
    """The fields compute themselves when a row is saved."""
    for unit in apps.get_model("units", "Unit").objects.iterator():
        unit.save(update_fields=["search_key", "sort_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0004_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='search_key',
            field=units.models.keys.SearchKeyField(blank=True, default='', editable=False, of=('name', 'code'), verbose_name='để tìm'),
        ),
        migrations.AddField(
            model_name='unit',
            name='sort_key',
            field=units.models.keys.SortKeyField(blank=True, default='', editable=False, of=('name',), verbose_name='để xếp'),
        ),
        migrations.AddIndex(
            model_name='unit',
            index=models.Index(fields=['sort_key', 'code'], name='unit_by_name'),
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
    ]
