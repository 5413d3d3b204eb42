"""The doors of the selection: seats, texts to judge, panels, the evidence, the result and its sealed scores."""

from tests.walk.door import EVERYBODY, MEMBERS, OFFICE, WHOLE_OFFICE, Door, public


def selection() -> list[Door]:
    plan, danish, filed = {"ref": "plan"}, {"ref": "danish"}, {"ref": "filed_dossier"}
    final, opened, past = {"ref": "final"}, {"ref": "opened"}, {"ref": "past"}
    answer, reason = {"answer": "=accept", "note": "=Gladly"}, {"reason": "=Because"}
    jury = "juror1 juror2 juror3 chair"
    own_seat = {"ref": "seat_juror1"}
    sheet, paper = {"content": "sheet", "shown": "sheet_shown"}, {"content": "paper", "shown": "paper_shown"}
    return [
        Door("selection:seat-list", MEMBERS),
        Door("selection:seat", "juror4", at={"ref": "seat_juror4"}),
        Door("selection:seat-answer", "juror4", "juror4", {"ref": "seat_juror4"}, answer, get=False),
        Door("selection:seat-describe", "juror1", "", {"ref": "seat_juror1"}, {"capacity": "=2"}, get=False),
        Door("selection:dossier", jury, at=plan),
        Door("selection:dossier", jury, at=danish),
        Door("selection:dossier", "committee chair", at=filed),
        Door("selection:dossier-file", "committee", at=filed | {"file_ref": "file"}),
        Door("selection:dossier-file", "", at=plan | {"file_ref": "file"}),
        Door("selection:declare", jury, "juror1 juror2 juror3 chair", plan, {"conflict": "=yes"}, get=False),
        Door("plans:dossier", "juror1 juror2", at=plan),
        Door("plans:dossier-pdf", "juror1 juror2", at=plan),
        Door("plans:dossier", "", at=filed),
        Door("selection:declare", jury, "juror1 juror3", danish, {"conflict": "=yes"}, get=False),
        Door("selection:score", "committee chair", "committee", filed, {"score-motivation": "=5"}, get=False),
        Door("selection:cannot-judge", "committee chair", "committee", filed, reason, get=False),
        Door(
            "selection:reopen",
            "coordinator admin juror1",
            "coordinator admin juror1",
            {"ref": "assessment"},
            reason,
            False,
        ),
        Door("selection:own-ties", "juror3", at={"ref": "seat_juror3"}),
        Door(
            "selection:own-ties",
            "juror4",
            "juror4",
            {"ref": "seat_juror4"},
            {"kind": "=employed-by", "organisation": "=Port"},
        ),
        Door(
            "selection:end-connection",
            "juror3",
            "juror3",
            {"ref": "seat_juror3", "connection_ref": "connection"},
            get=False,
        ),
        Door("selection:ties", f"{WHOLE_OFFICE} chair", at=final),
        Door("selection:ties", f"{OFFICE} chair", at=opened),
        Door(
            "selection:decide-tie",
            f"{WHOLE_OFFICE} chair",
            "chair",
            final | {"tie_ref": "tie"},
            reason | {"ruling": "=may-read"},
            get=False,
        ),
        Door("selection:seat-sheets", "juror1", "juror1", own_seat, sheet),
        *(Door("selection:seat-sheet-file", "juror1", at=own_seat | {"kind": f"={kind}"}) for kind in ("pdf", "csv")),
        Door("selection:seat-sheet-file", "juror1", at=own_seat | {"kind": "=xlsx"}),
        Door("selection:seat-sheets", "", at={"ref": "seat_chair"}),
        Door("selection:panel-sheets", WHOLE_OFFICE, "coordinator", final, paper),
        Door("selection:panel-sheets", OFFICE, "", opened),
        *(Door("selection:panel-sheet-file", WHOLE_OFFICE, at=final | {"kind": f"={kind}"}) for kind in ("pdf", "csv")),
        Door("selection:panel-sheet-file", WHOLE_OFFICE, at=final | {"kind": "=xlsx"}),
        Door("selection:panel-sheet-file", OFFICE, at=opened | {"kind": "=xlsx"}),
        *(Door("selection:panel-export", WHOLE_OFFICE, at=panel) for panel in (final, past)),
        Door("selection:panel-list", MEMBERS),
        Door("selection:convene", OFFICE, "", body={"edition": "=demo-jury", "stage": "=final"}, get=False),
        Door("selection:panel", f"{WHOLE_OFFICE} chair", at=final),
        Door("selection:panel", f"{OFFICE} chair", at=opened),
        Door(
            "selection:invite",
            WHOLE_OFFICE,
            WHOLE_OFFICE,
            final,
            {"email": "=stranger@demo.test", "role": "=assessor"},
            False,
        ),
        Door("selection:invite", OFFICE, OFFICE, opened, {"email": "=stranger@demo.test", "role": "=assessor"}, False),
        *seats(final),
        Door("selection:receive", WHOLE_OFFICE, "", final, get=False),
        Door("selection:close", WHOLE_OFFICE, WHOLE_OFFICE, final, reason, get=False),
        Door("selection:ranking", f"{WHOLE_OFFICE} chair", at=final),
        Door("selection:evidence", f"{WHOLE_OFFICE} chair", at=final),
        # Scoring has closed there: whoever sits on the panel sees it too.
        Door("selection:ranking", f"{WHOLE_OFFICE} chair committee partner", at=past),
        Door("selection:evidence", f"{WHOLE_OFFICE} chair committee partner", at=past),
        Door(
            "selection:decide",
            f"{WHOLE_OFFICE} chair",
            "",
            final,
            reason | {"act": "=line", "last_rank": "=1"},
            get=False,
        ),
        Door("selection:sign", f"{WHOLE_OFFICE} chair", "", final, get=False),
        *_meeting(),
        *_live_meeting(),
        Door("selection:publish", WHOLE_OFFICE, "", final, {"wall": "=2030-01-01T10:00"}, get=False),
        Door("selection:score-sheet", "", at=final),
        Door("selection:score-sheet", WHOLE_OFFICE, at=past),
        Door("selection:sealed-full", "", at=final),
        Door("selection:sealed-full", WHOLE_OFFICE, at=past),
        *public("selection:sealed", "selection:sealed-commitments", at=past),
        Door("selection:decided-overview", EVERYBODY, at={"edition": "=demo-jury"}, found=(302,)),
        *public("selection:decided", "selection:decided-file", at={"edition": "=demo-jury", "stage": "=preselection"}),
        *public("api-v1:decided", at={"key": "=demo-jury", "stage": "=preselection"}),
        Door("selection:sealed-proof", "", at=past | {"dossier_ref": "plan"}),
        Door("selection:rules-file", f"{WHOLE_OFFICE} chair", at=final),
        Door("selection:minutes", "", at=final),
        Door("selection:minutes", f"{WHOLE_OFFICE} chair", at=past),
        Door("selection:signature", f"{WHOLE_OFFICE} chair", at=past | {"number": "=2"}),
        Door("selection:signature", "", at=past | {"number": "=1"}),
        Door("selection:minutes-pdf", f"{WHOLE_OFFICE} chair", at=past),
        Door("selection:readers", f"{WHOLE_OFFICE} chair", at=final),
        Door("selection:readers", f"{OFFICE} chair", at=opened),
        # Somebody has begun to score there: nothing is proposed any more.
        Door("selection:change-readers", OFFICE, "", opened, {"act": "=propose", "per_text": "=1"}, get=False),
    ]


def seats(final: dict[str, str]) -> list[Door]:
    """The office's page of a seat, what it does there, and the look ahead."""
    invited, sitting = final | {"seat_ref": "seat_juror4"}, final | {"seat_ref": "seat_juror1"}
    new = {"act": "=replace", "email": "=stranger@demo.test", "country": "=NO"} | {"reason": "=Fell ill"}
    return [
        Door("selection:ahead", f"{OFFICE} chair"),
        Door("selection:ahead", f"{OFFICE} chair", query="?wanted=3&plans-LV=2&role-0=scores"),
        Door("selection:panel-seat", WHOLE_OFFICE, at=invited),
        Door("selection:panel-seat", WHOLE_OFFICE, at=sitting),
        Door(
            "selection:change-seat",
            WHOLE_OFFICE,
            WHOLE_OFFICE,
            invited,
            {"act": "=withdraw", "reason": "=No answer"},
            get=False,
        ),
        Door("selection:change-seat", WHOLE_OFFICE, WHOLE_OFFICE, sitting, new, get=False),
    ]


def _meeting() -> list[Door]:
    """The meeting of a panel that has published: those who sat on it look back, and nothing can be changed."""
    past, text = {"ref": "past"}, {"ref": "past", "dossier_ref": "past_text"}
    sat = f"{WHOLE_OFFICE} chair committee partner"
    changed = {"criterion": "=motivation", "score": "=1", "reason": "=Because"}
    nothing = {"get": False}
    return [
        Door("selection:meeting", "", at={"ref": "final"}),
        Door("selection:meeting", sat, at=past),
        Door("selection:meeting-now", sat, at=past),
        Door("selection:meeting-item", sat, at=text),
        Door("selection:meeting-lead", sat, "", past, {"act": "=discuss", "dossier": "past_text"}, **nothing),
        Door("selection:meeting-note", sat, "", text, {"note": "=Another word", "revision": "=0"}, **nothing),
        Door("selection:meeting-score", sat, "", text, changed, **nothing),
        Door("selection:meeting-vote", "", "", past | {"vote_ref": "=none"}, {"choice": "=yes"}, **nothing),
        Door("selection:countersign", sat, "", past, {"sha256": "=0"}, **nothing),
        Door("selection:take-signature-back", sat, "", past, {"reason": "=Because"}, **nothing),
    ]


def _live_meeting() -> list[Door]:
    """A meeting that goes on: the chair leads, the members write, change their scores and vote, the office keeps it."""
    met, text = {"ref": "met"}, {"ref": "met", "dossier_ref": "met_text"}
    jurors = "juror1 juror2 juror3 juror4 juror5"
    sits = f"{WHOLE_OFFICE} chair {jurors}"
    changed = {"criterion": "=approach", "score": "=1", "reason": "=Because"}
    sources = {"act": "=sources", "sources": "=The lottery", "wall": "=2030-01-01T10:00"}
    drawn = {"act": "=draw", "draw": "=none"}
    asked = {"act": "=open-vote", "about": "=other", "question": "=Shall we?"}
    nothing = {"get": False}
    return [
        *(Door(f"selection:{page}", sits, at=met) for page in ("meeting", "meeting-now", "ranking", "evidence")),
        Door("selection:meeting-item", sits, at=text),
        Door("selection:meeting-lead", sits, "chair", met, {"act": "=discuss", "dossier": "met_text"}, **nothing),
        Door("selection:meeting-lead", sits, "chair", met, asked, **nothing),
        Door("selection:meeting-lead", sits, "", met, sources, **nothing),
        Door("selection:meeting-lead", "", "", met, drawn, **nothing),
        Door("selection:meeting-note", sits, sits, text, {"note": "=Another word", "revision": "=1"}, **nothing),
        Door("selection:meeting-score", sits, jurors, text, changed, **nothing),
        Door(
            "selection:meeting-vote",
            sits,
            sits.replace("juror3 ", "").removeprefix(f"{WHOLE_OFFICE} "),
            met | {"vote_ref": "met_vote"},
            {"choice": "=yes"},
            **nothing,
        ),
        Door("selection:sign", f"{WHOLE_OFFICE} chair", "", met, **nothing),
    ]
