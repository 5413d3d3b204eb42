"""Offers and needs that named one time from a day to a day name it among their times."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_times(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("Offer", "Need"):
        model = apps.get_model("pearls_exchange", name)
        for entry in model.objects.filter(windows=[]).only("first_day", "last_day"):
            entry.windows = [[entry.first_day.isoformat(), entry.last_day.isoformat()]]
            entry.save(update_fields=["windows"])


class Migration(migrations.Migration):
    dependencies = [("pearls_exchange", "0003_name_several_times_on_the_board")]
    operations = [migrations.RunPython(name_times, migrations.RunPython.noop)]
