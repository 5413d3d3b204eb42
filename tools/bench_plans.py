"""What is done to a plan as large as one may become: an entry saved, its checks recomputed, the plan as a PDF.

Part of `make bench`, on its data; alone with `python tools/bench.py --pages plans`. The floor of saving is the page of
the same entry, for saving ends in showing it.
"""

import re
import statistics
import time
from typing import Any

MOST_TIMES_FLOOR = 3.0
MOST_SECONDS_PDF = 5.0
ROUNDS = 5


def main() -> int:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - only now is Django set up
    from django.test import Client  # noqa: PLC0415
    from large_plan import large_plan_ref  # noqa: PLC0415 - beside this file

    client = Client()
    client.force_login(get_user_model().objects.get(email="othertown@demo.test"))
    base = f"/en/plans/{large_plan_ref()}/"
    entry = f"{base}write/activities/activities/a7/"
    shown, saved = _took(client.get, entry), _took(lambda address: _save(client, address), entry)
    checked = _took(client.get, f"{base}checks/activities/")
    printed = _took(client.get, f"{base}papers/plan.pdf", rounds=1)
    print(f"A plan with 60 activities, 200 cost lines and 300 remarks: an entry is shown in {shown * 1000:.0f} ms,")
    print(
        f"saved in {saved / shown:.2f} times that, its checks in {checked / shown:.2f}; the PDF takes {printed:.1f} s."
    )
    return 0 if saved <= MOST_TIMES_FLOOR * shown and printed <= MOST_SECONDS_PDF else 1


def _took(ask: Any, address: str, *, rounds: int = ROUNDS) -> float:
    times = []
    for _round in range(rounds):
        began = time.process_time()
        response = ask(address)
        times.append(time.process_time() - began)
        assert response.status_code in (200, 302), (address, response.status_code)
    return statistics.median(times)


def _save(client: Any, address: str) -> Any:
    """The entry with another name, typed on the version that stands now."""
    from pearls.documents.models import DocumentField  # noqa: PLC0415
    from pearls.plans.queries import plan_by_ref  # noqa: PLC0415

    ref = address.split("/")[3]
    plan = plan_by_ref(ref)
    assert plan is not None
    field = DocumentField.objects.get(document=plan.document, question="activities-a7")
    number = int(re.sub(r"[^0-9]", "", field.value["name"]) or 0) + 1
    typed = {**field.value, "name": f"Activity {number}"}
    data = {f"q-activities-a7-{column}": value for column, value in typed.items() if column != "id"}
    response = client.post(address, {**data, "base-activities-a7": str(field.revision)})
    field.refresh_from_db()
    assert field.value["name"] == typed["name"], field.value
    return response
