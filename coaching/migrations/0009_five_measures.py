"""The five measures of the programme this app implements (product.md); any other can stand beside them."""

from django.db import migrations

FIVE = (
    ("interaction-nps", "Interaction NPS", "points", "score", "up", -100, 100),
    ("relationship-nps", "Relationship NPS", "points", "score", "up", -100, 100),
    ("sales-order-value", "Sales order value", "£ an order", "money", "up", 0, None),
    ("employee-satisfaction", "Employee satisfaction", "%", "percent", "up", 0, 100),
    ("complaints", "Complaints", "in 1,000 contacts", "count", "down", 0, None),
)


def add(apps, schema_editor):
    Measure = apps.get_model("coaching", "Measure")
    for number, (slug, name, unit, kind, better, low, high) in enumerate(FIVE, 1):
        words = {"name": name, "unit": unit, "kind": kind, "better": better, "low": low, "high": high, "number": number}
        Measure.objects.get_or_create(slug=slug, defaults=words)


class Migration(migrations.Migration):
    dependencies = [("coaching", "0008_results")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
