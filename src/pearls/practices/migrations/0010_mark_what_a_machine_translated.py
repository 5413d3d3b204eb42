"""Know which translations a machine wrote."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pearls_practices", "0009_translate_practices_and_edit_the_vocabulary")]

    operations: ClassVar = [
        migrations.AddField(model_name="translation", name="is_by_machine", field=models.BooleanField(default=False))
    ]
