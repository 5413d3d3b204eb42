from django.db import migrations


class Migration(migrations.Migration):
    """Plans move to the room of that name: the table stays, its keeper changes (plans, 0001)."""

    dependencies = [("pearls_calls", "0003_keep_answers_with_submissions")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Plan")], database_operations=[])
    ]
