from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_places", "0002_index_places_that_wait"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="place", name="place_source"),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["demonstration", "facts", "geonames", "hand", "regions"])),
                name="place_source",
            ),
        ),
    ]
