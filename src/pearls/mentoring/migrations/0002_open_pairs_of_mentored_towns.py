from django.db import migrations

from pearls.kernel.refs import new_ref


def open_pairs(apps, schema_editor):
    """Towns that had a mentor before this room was built get their page."""
    mentorship, pair = apps.get_model("pearls_people", "Mentorship"), apps.get_model("pearls_mentoring", "Pair")
    began = {}
    for row in mentorship.objects.filter(ended_at__isnull=True).order_by("-began_at"):
        began[row.place_id, row.edition_key] = row.began_at
    pair.objects.bulk_create(
        pair(ref=new_ref(), kind="town", place_id=place, edition_key=edition, opened_at=at)
        for (place, edition), at in began.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_mentoring", "0001_create_pairs_and_profiles"),
        ("pearls_people", "0001_create_person_and_speaker"),
    ]

    operations = [migrations.RunPython(open_pairs, migrations.RunPython.noop)]
