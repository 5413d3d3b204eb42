"""A practice drafted from a plan becomes a contribution, which editors review."""

from typing import Any

from django.db import migrations

SAME = ("title", "summary", "place", "country", "organisation", "organisation_type", "start_year", "end_year")
MORE = ("budget_eur", "outcomes", "transferability")


def carry_over(apps: Any, editor: Any) -> None:
    contribution = apps.get_model("pearls_practices", "Contribution")
    for row in apps.get_model("pearls_plans", "PracticeDraft").objects.select_related("plan__application__place"):
        application = row.plan.application
        author = row.drafted_by_id or application.began_by_id
        if author is None:  # nobody is left who could go on writing it; the plan and its log still say it all
            continue
        contribution.objects.create(
            ref=row.ref,
            author_id=author,
            place=application.place,
            made_from=f"plan:{application.ref}/{row.activity}",
            draft=draft_of(row.fields),
            is_demonstration=application.place.is_demonstration,
            begun_at=row.drafted_at,
            changed_at=row.drafted_at,
        )


def draft_of(fields: dict[str, Any]) -> dict[str, Any]:
    """What was drafted, as a contribution keeps it; what says nothing is left out."""
    parts = [fields.get("summary"), *(fields.get("challenges") or ()), *(fields.get("goals") or ())]
    groups = [
        *(fields.get("target_groups") or ()),
        *([str(fields["participants"])] if fields.get("participants") else []),
    ]
    draft = {
        **{name: fields.get(name) for name in (*SAME, *MORE)},
        "language": fields.get("source_language"),
        "summary": "\n\n".join(str(part) for part in parts if part),
        "participants": " · ".join(groups),
    }
    return {name: value for name, value in draft.items() if value not in (None, "", [])}


class Migration(migrations.Migration):
    dependencies = [
        ("pearls_plans", "0006_keep_tool_sessions"),
        ("pearls_practices", "0004_contribute_practices"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=False)]
