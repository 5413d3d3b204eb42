import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Plans come from the room of applications, with everything in them; only the table's name changes."""

    initial = True

    dependencies = [
        ("pearls_calls", "0004_hand_over_plans"),
        ("pearls_documents", "0001_create_documents"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("began_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="pearls_calls.application",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="pearls_documents.document",
                            ),
                        ),
                    ],
                    options={"db_table": "pearls_calls_plan"},
                )
            ],
            database_operations=[],
        ),
        migrations.AlterModelTable("plan", None),
    ]
