from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pearls_plans", "0007_carry_practices_over")]

    operations = [migrations.DeleteModel(name="PracticeDraft")]
