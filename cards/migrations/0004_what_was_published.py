"""The history of what was published before there was one: each wording as it came into use, in the order of the days."""

from django.db import migrations


def tell(apps, schema_editor):
    Edition, Publication = apps.get_model("cards", "Edition"), apps.get_model("cards", "Publication")
    before = {}
    for edition in Edition.objects.filter(published_at__isnull=False).order_by("card_id", "published_at", "number"):
        Publication.objects.create(
            card_id=edition.card_id, edition=edition, before_id=before.get(edition.card_id), act="published",
            at=edition.published_at, by_id=edition.published_by_id,
        )
        before[edition.card_id] = edition.pk


class Migration(migrations.Migration):
    dependencies = [("cards", "0003_publication")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
