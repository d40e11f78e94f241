"""The number that a confidential dossier has on the national portal is for its unit alone, and no longer finds it:
the words of those dossiers are written anew.
"""

from django.db import migrations


def write_words(apps, schema_editor):
    """The field computes itself when a row is saved."""
    closed = apps.get_model("units", "Initiative").objects.filter(is_confidential=True)
    for initiative in closed.exclude(portal_reference="").order_by("pk").iterator(chunk_size=500):
        initiative.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("units", "0011_initiative_figures")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
