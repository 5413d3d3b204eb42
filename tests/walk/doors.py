"""What each address answers to whom: one line a door, and the test fails for an address without a line.

`sees` names who gets the page; everybody else with an account finds nothing (404), and who has none is led to the
sign-in page. `acts` names whose POST does something, seen by the journal; the post of everybody else does nothing.
A door without `get` is a form's target alone.
"""

from tests.walk.door import ENTRY, EVERYBODY, MEMBERS, OFFICE, WHOLE_OFFICE, Door, public
from tests.walk.doors_of_calendar import calendar
from tests.walk.doors_of_complaints import after_decisions
from tests.walk.doors_of_exchange import exchange
from tests.walk.doors_of_learning import certificates, courses
from tests.walk.doors_of_mentoring import mentoring
from tests.walk.doors_of_network import network
from tests.walk.doors_of_newsletters import newsletters
from tests.walk.doors_of_practices import contributing, news, open_data, practices_beside
from tests.walk.doors_of_seed_money import seed_money
from tests.walk.doors_of_selection import selection
from tests.walk.world import World


def paper(room: str, ref: str, reads: str, writes: str, comments: str) -> list[Door]:
    """The pages of an application's form or plan. Who reads: its people, and its mentor."""
    is_plan = room == "plans"
    prefix, first = ("plans:", "plans:plan") if is_plan else ("calls:application-", "calls:application")
    at, question = {"ref": ref}, "=vision" if is_plan else "=motivation"
    section = "=vision" if is_plan else "=content"
    may_type = {"acts": writes, "get": False, "is_noted": False}
    remark = at | {"section_id": section}
    body = {"question": question, "q-" + question[1:]: "=Bells", "rev-" + question[1:]: "=99"}
    return [
        Door(first, reads, at=at),
        Door(prefix + ("section" if is_plan else "edit"), reads, writes, remark, body, is_noted=False),
        # 409: somebody has typed there before, and both texts are kept.
        Door(f"{prefix}autosave", reads, at=at, body=body, found=(200, 409), **may_type),
        Door(f"{prefix}presence", reads, at=at, body={"section": section}, **may_type),
        Door(f"{prefix}choose", reads, "", at | {"rival": "=nothing"}, {"choice": "=both"}, get=False),
        Door(f"{prefix}history", reads, at=at | {"question": question}),
        Door(f"{prefix}preview", reads, at=at),
        Door(f"{prefix}send", reads, "", at),
        *([] if is_plan else [Door("calls:application-comment", reads, comments, remark, {"text": "=Yes"}, get=False)]),
    ]


def places_and_people() -> list[Door]:
    by_hand = {"key": "by_hand"}
    return [
        Door("places:place-enter", MEMBERS, MEMBERS, body={"name": "=Zzz", "country": "=LV", "note": "=New"}),
        Door("places:place-entered", OFFICE, at=by_hand),
        Door("places:office-list", OFFICE),
        Door("places:office-place", OFFICE, OFFICE, by_hand, {"refuse": "=1", "reason": "=It is a farm."}),
        Door("people:profile", MEMBERS, MEMBERS, body={"name": "=X", "language": "=lv", "zone": "=Europe/Riga"}),
        Door("people:password-change", MEMBERS, "", found=(200, 302)),
        Door("people:sessions-end", MEMBERS, MEMBERS, get=False),
        Door("people:export", MEMBERS, MEMBERS, get=False),
        Door("people:erase", MEMBERS, "", body={"password": "=not-the-password"}),
        Door("people:claim", MEMBERS, MEMBERS, body={"place": "=heidewinkel-de", "function": "=Clerk"}),
        Door("people:claim-list", MEMBERS),
        Door(
            "people:claim-decide",
            f"{OFFICE} town colleague",
            f"{OFFICE} town",
            {"ref": "claim"},
            {"act": "=confirm"},
            False,
        ),
        Door("people:office-list", OFFICE),
        Door("site:today", MEMBERS),
        Door("practices:search-list", MEMBERS),
        Door("practices:save-search", MEMBERS, MEMBERS, body={"q": "=theatre", "name": "=Mine"}, get=False),
        Door("practices:change-search", "town", "town", {"ref": "saved_search"}, {"act": "=delete"}, get=False),
    ]


def office_of_the_programme() -> list[Door]:
    opened, jury = {"edition": "=demo-open"}, {"edition": "=demo-jury"}
    return [
        Door("audit:entry-list", OFFICE),
        Door("audit:verify", OFFICE, OFFICE, get=False, is_noted=False),
        Door("audit:export", OFFICE),
        Door("mail:asked-for", MEMBERS, MEMBERS, body={"kind": "=today-weekly", "act": "=stop"}),
        Door("mail:message-list", OFFICE),
        Door("mail:chosen", OFFICE, OFFICE, body={"ref": "letter", "act": "=release", "confirmed": "=1"}, get=False),
        Door("mail:letter-list", OFFICE),
        Door("mail:unreachable-list", OFFICE, WHOLE_OFFICE, body={"ref": "unreachable"}),
        Door("mail:letter", OFFICE, WHOLE_OFFICE, {"kind": "=panel-invitation", "language": "=en"}, {"reset": "=1"}),
        Door("mail:message", OFFICE, "", {"ref": "private_letter"}),
        Door("mail:act", OFFICE, OFFICE, {"ref": "letter"}, {"act": "=cancel"}, get=False),
        Door("programme:edition-list", OFFICE),
        Door("programme:edition-start", OFFICE, ""),
        Door("programme:edition-desk", OFFICE, at=opened),
        Door("programme:edition-publish", OFFICE, "", opened, get=False),
        Door("programme:rules-edit", OFFICE, "", opened),
        Door("programme:rules-dates", OFFICE, "", opened),
        Door("programme:rules-applicants", OFFICE, "", opened),
        Door("programme:rules-deciding", OFFICE, "", opened),
        Door("programme:rules-download", OFFICE, at=opened),
        Door("programme:edition-roles", OFFICE, OFFICE, opened, {"email": "=stranger@demo.test", "role": "=jury"}),
        Door("programme:edition-roles", OFFICE, WHOLE_OFFICE, jury, {"email": "=stranger@demo.test", "role": "=jury"}),
        Door("programme:roles", OFFICE, WHOLE_OFFICE, body={"email": "=stranger@demo.test", "role": "=partner"}),
        Door("programme:role-end", OFFICE, WHOLE_OFFICE, {"ref": "grant"}, get=False),
    ]


def applications() -> list[Door]:
    own, pearl, team = {"ref": "own"}, {"ref": "pearl"}, "town colleague"
    read = "pearltown mentor"
    receipt = {"ref": "filed_receipt"}
    return [
        *paper("calls", "own", team, team, team),
        *paper("calls", "pearl", read, "", read),
        *paper("plans", "pearl", read, "", read),
        Door("plans:record", read, "", pearl | ENTRY, {"act": "=remove"}),
        Door("plans:translate", read, "", pearl | {"section_id": "=goals"}, {"q-goals-z1--lv-goal": "=Gaisma"}),
        Door("plans:checks", read, at=pearl),
        *tools(read),
        Door("plans:papers", read, at=pearl),
        Door("plans:paper", read, at=pearl | {"kind": "=json"}),
        Door("plans:step-paper", read, at=pearl | {"section_id": "=vision"}),
        Door("plans:paper-changes", "", at=pearl | {"paper_ref": "=nothing"}),
        Door("plans:paper-leave", "", "", pearl | {"paper_ref": "=nothing"}, get=False),
        Door("plans:pictures", read, at=pearl),
        Door("plans:section-checks", read, at=pearl | {"section_id": "=goals"}),
        Door("plans:year", "", at=pearl),  # and so on: before the title there is no title year
        Door("plans:year-change", "", "", pearl, {"reason": "=Rain"}, get=False),
        Door("plans:year-activity", "", "", pearl | {"activity_id": "=a1"}, {"what": "=We sang"}),
        Door("plans:draft-practice", "", "", pearl | {"activity_id": "=a1"}, get=False),
        Door("plans:ask-seed-money", "", "", pearl | {"activity_id": "=a1"}, get=False),
        Door("plans:year-take-out", "", "", pearl | {"entry_ref": "=nothing"}, get=False),
        Door("plans:year-photo", "", at=pearl | {"entry_ref": "=nothing"}),
        Door("plans:year-measure", "", "", pearl | {"indicator": "=i1"}, {"value": "=3"}, get=False),
        *remarks(pearl, read, WHOLE_OFFICE),
        *practices_beside(pearl, read),
        Door("plans:mentoring", MEMBERS),
        Door("plans:flag-list", OFFICE, at={"key": "=demo-open"}),
        Door("plans:flag-list", WHOLE_OFFICE, at={"key": "=demo-jury"}),
        Door("plans:flag-settle", WHOLE_OFFICE, WHOLE_OFFICE, {"ref": "flag"}, {"outcome": "=We called."}, get=False),
        Door("plans:language", read, "pearltown", pearl, {"language": "=sv"}, get=False),
        Door("calls:application-list", MEMBERS),
        Door("calls:application-begin", MEMBERS, MEMBERS, {"edition": "=demo-open"}, {"place": "=rekuva-lt"}),
        Door("calls:late", MEMBERS, MEMBERS, {"secret": "late_secret"}),
        Door("calls:invitation", MEMBERS, " ".join(set(MEMBERS.split()) - {"town", "colleague"}), {"token": "token"}),
        Door("calls:receipt", OFFICE, at=receipt),
        Door("calls:receipt", f"{WHOLE_OFFICE} pearltown mentor", at={"ref": "plan_receipt"}),
        Door("calls:receipt-pdf", f"{OFFICE} othertown", at={"ref": "other_receipt"}),
        Door("calls:sent", OFFICE, at=receipt),
        Door("calls:sent", f"{OFFICE} othertown", at={"ref": "other_receipt"}),
        Door("calls:sent", f"{WHOLE_OFFICE} pearltown mentor", at={"ref": "pearl_receipt"}),
        Door("calls:sent-changes", "", at={"ref": "plan_receipt"}),
        Door("calls:sent-changes", OFFICE, at={"ref": "filed_receipt"}),
        Door("calls:clarification-answer", "othertown", "othertown", {"ref": "other"}, {"answer": "=Seven"}, get=False),
        Door("calls:clarification-answer", team, "", own, {"answer": "=Seven"}, get=False),
        Door("calls:sent-file", OFFICE, at=receipt | {"file_ref": "file"}),
        Door("calls:sent-file", "", at={"ref": "other_receipt", "file_ref": "file"}),
        Door("calls:application-withdraw", team, team, own),
        Door("calls:application-withdraw", read, "", pearl),
        Door("calls:application-again", team, "", own),
        Door("calls:application-again", read, "", pearl),
        Door("calls:application-again", "losttown", "losttown", {"ref": "lost"}),
        Door("calls:member-list", team, team, own, {"email": "=new@example.test", "right": "=view"}),
        Door("calls:member-list", read, "pearltown", pearl, {"email": "=new@example.test", "right": "=view"}),
        Door("calls:member-change", team, team, own | {"member_ref": "member"}, {"right": "=remove"}, get=False),
        Door("calls:partner-list", team, team, own, {"place": "=strandvik-se", "act": "=add"}),
        Door("calls:application-file", team, at=own | {"file_ref": "own_file"}),
        Door("calls:application-file", "", at=own | {"file_ref": "file"}),
        Door("plans:file", "", at=pearl | {"file_ref": "file"}),
        Door("calls:application-comment-settle", team, team, own | {"comment_ref": "comment"}, get=False),
    ]


def remarks(plan: dict[str, str], reads: str, office: str) -> list[Door]:
    """What is said about a plan, by its people and its mentor, the office reading along; nobody takes words over once
    the time is up."""
    about, words = plan | {"section_id": "=vision"}, {"text": "=Yes", "about": "=vision"}
    thread, wording = plan | {"thread_ref": "thread"}, plan | {"thread_ref": "wording"}
    return [
        Door("plans:remark-list", f"{reads} {office}", at=plan),
        Door("plans:remark", reads, reads, about, words),
        Door("plans:thread", f"{reads} {office}", reads, thread, {"act": "=reply", "text": "=Yes"}),
        Door("plans:thread", f"{reads} {office}", reads, thread, {"act": "=settle"}),
        Door("plans:thread", f"{reads} {office}", "", wording, {"act": "=accept"}),
        Door("plans:versions", reads, at=plan),
        Door("plans:version", reads, at=plan | {"point": "=99991231T235959000000"}),
        Door("plans:compare", reads, at=plan, query="?from=99991231T235959000000&to=now"),
        Door("plans:meetings", reads, "mentor", plan, {"act": "=flag", "reason": "=The town is silent."}),
        Door("plans:suggest", reads, "", about, words | {"proposed": "=Bells", "seen": "=1"}, query="?about=vision"),
    ]


def tools(read: str) -> list[Door]:
    """Working with a tool, in a plan that is sent and takes nothing more; their link its people can still take away."""
    pearl = {"ref": "pearl"}
    session = pearl | {"session_ref": "session"}
    return [
        Door("plans:session-list", read, "", pearl, {"tool": "=swot", "title": "=Evening"}),
        Door("plans:session", read, "", session, {"lane": "=ideas", "ideas-text": "=A fair"}),
        Door("plans:session-item", read, "", session | {"item_ref": "session_item"}, {"act": "=remove"}),
        Door("plans:session-bring", read, "", session, {"item": "session_item"}),
        Door("plans:session-residents", read, "pearltown", session, {"act": "=shut"}),
        Door("plans:session-sheet", read, at=session),
        Door("plans:session-codes", "", at=session),
        *public("plans:take-part", at={"secret": "session_secret"}, body={"dots": "=0"}),
    ]


def control_room() -> list[Door]:
    opened, jury = {"key": "=demo-open"}, {"key": "=demo-jury"}
    filed, other = opened | {"ref": "filed"}, opened | {"ref": "other"}
    question = {"question": "=Who?", "due_on": "next_week"}
    return [
        Door("calls:control-room", OFFICE),
        Door("calls:office-edition", OFFICE, at=opened),
        Door("calls:office-edition", WHOLE_OFFICE, at=jury),
        Door("calls:office-publish-applicants", OFFICE, "", opened),
        Door("calls:office-application-list", OFFICE, at=opened),
        Door("calls:office-application-list", WHOLE_OFFICE, at=jury),
        Door("calls:office-export", OFFICE, at=opened | {"kind": "=csv"}),
        Door("calls:office-export", WHOLE_OFFICE, at=jury | {"kind": "=xlsx"}),
        Door("calls:office-bulk", OFFICE, OFFICE, opened, {"ref": "sent", "act": "=eligible", "go": "=1"}, get=False),
        Door("calls:office-application", OFFICE, at=filed),
        Door("calls:office-application", "", at=jury | {"ref": "filed"}),
        Door("calls:office-decide", OFFICE, OFFICE, opened | {"ref": "sent"}, {"outcome": "=eligible"}, get=False),
        Door("calls:office-decide", "", "", jury | {"ref": "sent"}, {"outcome": "=eligible"}, get=False),
        Door("calls:office-return", OFFICE, OFFICE, opened | {"ref": "sent"}, question, get=False),
        Door("calls:office-mentor-list", OFFICE, OFFICE, opened, {"mentor": "mentor_ref", "ref": "sent"}),
        Door("calls:office-mentor-list", WHOLE_OFFICE, at=jury),
        Door(
            "calls:office-mentor-appoint", OFFICE, OFFICE, opened | {"ref": "sent"}, {"mentor": "mentor_ref"}, get=False
        ),
        Door("calls:office-mentor-appoint", "", "", jury | {"ref": "sent"}, {"mentor": "mentor_ref"}, get=False),
        Door(
            "calls:office-mentor-dismiss",
            WHOLE_OFFICE,
            WHOLE_OFFICE,
            jury | {"ref": "pearl", "mentorship_ref": "mentorship"},
            get=False,
        ),
        Door("calls:office-drop-out", OFFICE, "", other, {"drop_reason": "=No"}, get=False),
        Door(
            "calls:office-late-links",
            OFFICE,
            OFFICE,
            opened,
            {"place": "=riga-lv", "until": "next_year", "reason": "=Fire"},
        ),
        Door("calls:office-late-revoke", OFFICE, OFFICE, opened | {"ref": "late"}, get=False),
        Door("calls:office-late-revoke", "", "", jury | {"ref": "late"}, get=False),
        Door("titles:title-withdraw", OFFICE, "", {"ref": "title"}, found=(302,)),
    ]


def everybody() -> list[Door]:
    opened = {"edition": "=demo-open"}
    return [
        *public("doors:front", found=(302,)),
        *public("doors:healthz", "doors:metrics", "doors:robots", "doors:sitemap", "doors:security"),
        *public("doors:readyz", found=(200, 503)),
        *public("api-v1:openapi", "api-v1:programme", "api-v1:partners", "api-v1:editions", "api-v1:pearls"),
        *public("api-v1:places", "api-v1:plans"),
        *public("api-v1:edition", at={"key": "=2025"}),
        *public("nothing", at={"rest": "=nothing"}, found=(404,)),
        *public("site:home", "site:pearl-list", "site:place-list", "site:edition-list", "site:ceremony-list"),
        *public(
            "site:call-list",
            "site:programme",
            "site:title-year",
            "site:partner-list",
            "site:source-list",
            "site:accessibility",
        ),
        *public("site:accessibility"),
        *public("site:privacy", "site:demo-mail", "web:design", "programme:eligibility", "programme:place-suggestions"),
        *public("site:pearl", at={"key": "pearl_key"}),
        *public("site:place", at={"key": "place_key"}),
        *public("plans:published-plan", at={"place": "=kiel-de", "edition": "=2024"}),
        *public("site:edition", at={"key": "=2025"}),
        *public("site:demo-letter", at={"ref": "kept_letter"}),
        *public("programme:guide", "programme:guide-pdf", "calls:form-preview", "calls:plan-form-preview", at=opened),
        *public(
            "practices:practice-list",
            "practices:for-your-town",
            "api-v1:practices",
            "api-v1:vocabulary",
            "api-v1:events",
        ),
        *public("practices:feed"),
        *public("mail:stop", at={"token": "asked_token"}, acts=EVERYBODY),
        *public("practices:stop-letters", at={"token": "stop_token"}, acts=EVERYBODY),
        *public("practices:practice", at={"key": "=village-theatre"}),
        *public("api-v1:event", at={"id": "webinar"}),
        *public("api-v1:practice", at={"id": "=village-theatre"}),
        *public("plans:tool-list", "api-v1:toolkit"),
        *public("plans:tool", at={"tool_id": "=swot"}),
        *public("plans:worksheet", at={"tool_id": "=swot", "size": "=a4"}),
        *public("titles:title-page", at={"ref": "title"}),
        *public("titles:certificate", at={"ref": "title"}, found=(404,)),
        *public("credentials:credential", at={"ref": "title"}, found=(404,)),
        *public("credential_files:json", "credential_files:jwt", at={"ref": "title"}, found=(404,)),
        *public("credential_files:badge", at={"ref": "title", "kind": "=svg"}, found=(404,)),
        *public("credential_files:did"),
        *public("credential_files:status-list", found=(200, 404)),
        *public("people:sign-out", "people:mail-sent", "people:closed-account", "people:reset-sent"),
        *public("people:sign-in", "people:sign-up", found=(200, 302)),
        *public("people:ask-reset", found=(200, 302)),
        *public("people:confirm-email", at={"key": "=nothing"}),
        *public("people:password-reset", at={"uidb36": "=1", "key": "=nothing"}),
    ]


def doors() -> list[Door]:
    """Every door of the house."""
    rooms = (
        *(everybody, open_data, news, contributing, places_and_people, office_of_the_programme, selection),
        *(applications, control_room, calendar, courses, certificates, seed_money, mentoring, exchange, network),
        *(newsletters, after_decisions),
    )
    return [door for room in rooms for door in room()]


def spelled(world: World, given: dict[str, str]) -> dict[str, str]:
    """The words of an address or a post, with the things of the world in place."""
    return {key: value[1:] if value.startswith("=") else world.at[value] for key, value in given.items()}
