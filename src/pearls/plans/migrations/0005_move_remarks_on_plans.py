from django.db import migrations

PART = 500


def move_remarks(apps, schema_editor):
    """Every remark beside a plan becomes a thread of its own; those beside applications stay where they are."""
    Comment = apps.get_model("pearls_calls", "Comment")
    Mentorship = apps.get_model("pearls_people", "Mentorship")
    Plan = apps.get_model("pearls_plans", "Plan")
    Thread = apps.get_model("pearls_plans", "Thread")
    Remark = apps.get_model("pearls_plans", "Remark")
    plans = dict(Plan.objects.values_list("document", "pk"))
    mentors = set(Mentorship.objects.values_list("person", "place", "edition_key"))
    on_plans = Comment.objects.filter(document__in=Plan.objects.values("document"))
    for comment in on_plans.select_related("application__edition").order_by("pk").iterator(chunk_size=PART):
        application = comment.application
        by_mentor = (comment.author_id, application.place_id, application.edition.key) in mentors
        thread = Thread.objects.create(
            ref=comment.ref,
            plan_id=plans[comment.document_id],
            section=comment.section,
            began_at=comment.written_at,
            settled_at=comment.settled_at,
        )
        Remark.objects.create(
            ref=comment.ref,
            thread=thread,
            text=comment.text,
            author_id=comment.author_id,
            by_mentor=by_mentor,
            written_at=comment.written_at,
        )
    on_plans.delete()


def move_back(apps, schema_editor):
    """What was said in a thread becomes a remark beside its section again, each with its own day."""
    Comment = apps.get_model("pearls_calls", "Comment")
    Remark = apps.get_model("pearls_plans", "Remark")
    said = Remark.objects.exclude(text="").select_related("thread__plan").order_by("pk")
    for remark in said.iterator(chunk_size=PART):
        thread = remark.thread
        Comment.objects.create(
            ref=remark.ref,
            application_id=thread.plan.application_id,
            document_id=thread.plan.document_id,
            section=thread.section,
            text=remark.text,
            author_id=remark.author_id,
            written_at=remark.written_at,
            settled_at=thread.settled_at,
        )


class Migration(migrations.Migration):
    """Remarks beside plans come from the room of applications, with whoever wrote them and when."""

    dependencies = [
        ("pearls_calls", "0004_hand_over_plans"),
        ("pearls_people", "0001_create_person_and_speaker"),
        ("pearls_plans", "0004_create_remarks"),
    ]

    operations = [migrations.RunPython(move_remarks, move_back)]
