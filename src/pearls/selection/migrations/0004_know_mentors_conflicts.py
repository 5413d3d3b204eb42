from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_selection", "0003_mark_plans_that_left"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="declaration",
            name="declaration_conflict",
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("conflict__in", ["declared", "mentor", "none", "own-country"])),
                name="declaration_conflict",
            ),
        ),
    ]
