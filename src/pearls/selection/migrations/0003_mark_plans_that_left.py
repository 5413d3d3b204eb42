"""Mark the texts whose applications have ended, on panels that have not published; set signatures aside that name them.

From now on this happens at the instant at which an application ends.
"""

from typing import Any

from django.db import migrations

ENDED = ("withdrawn", "dropped-out", "ineligible")
PLACES = ("title", "admitted")


def mark(apps: Any, _editor: Any) -> None:
    applications = apps.get_model("pearls_calls", "Application")
    dossiers = apps.get_model("pearls_selection", "Dossier")
    for dossier in dossiers.objects.exclude(panel__state="published").select_related("panel"):
        ended = applications.objects.filter(ref=dossier.application_ref, state__in=ENDED).first()
        if ended is None:
            continue
        dossier.left_at, dossier.left_as = ended.moved_at, ended.state
        dossier.save(update_fields=["left_at", "left_as"])
        panel = dossier.panel
        if panel.decisions.filter(dossier=dossier, outcome__in=PLACES).exists() and panel.state == "signed":
            panel.sign_offs.filter(set_aside_at=None).update(set_aside_at=ended.moved_at)
            panel.state, panel.publish_at = "set-aside", None
            panel.save(update_fields=["state", "publish_at"])
        if panel.state in ("closed", "set-aside"):
            # The body's line stands for those that are there; all else is decided anew.
            panel.decisions.filter(dossier=dossier).delete()
            panel.decisions.exclude(ground="line").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_calls", "0002_schedule_applicants"),
        ("pearls_selection", "0002_set_signatures_aside"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
