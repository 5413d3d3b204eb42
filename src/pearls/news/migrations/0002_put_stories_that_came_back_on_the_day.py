"""The line about a story that came back is put down from now on; here for those that are back already."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def put_lines(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    story_model, line_model = apps.get_model("pearls_news", "Story"), apps.get_model("pearls_today", "Line")
    for story in story_model.objects.filter(state="back", place__isnull=False).select_related("place"):
        line_model.objects.get_or_create(
            subject=f"story:{story.ref}",
            code="story-back",
            place=story.place,
            defaults={
                "who": story.place.name[:200],
                "params": {"title": story.title},
                "page": "news:story-edit",
                "page_args": {"ref": story.ref},
                "made_at": story.changed_at,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("pearls_news", "0001_create_stories_and_photos"), ("pearls_today", "0001_create_lines")]
    operations = [migrations.RunPython(put_lines, migrations.RunPython.noop)]
