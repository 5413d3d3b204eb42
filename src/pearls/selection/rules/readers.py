"""Who reads what on a panel: what the office may do about it, what is wrong with it, and what speaks for each pair.

Pure. An assignment that was changed by hand is held to the same rule as one that was computed.
"""

from collections import Counter
from collections.abc import Collection

from pearls.kernel.sharing import Pair
from pearls.kernel.verdict import YES, Verdict, no
from pearls.selection.rules.assigning import Application, Assessor, Misfit, Question
from pearls.selection.rules.panels import AssignmentState, PanelState
from pearls.selection.rules.ranking import Remark

FEWEST_SCORES = 3  # below this many, one severe or mild assessor decides
_AGAINST = {
    Misfit.CONFLICT: no("pair-conflict"),
    Misfit.OWN_COUNTRY: no("pair-own-country"),
    Misfit.LANGUAGE: no("pair-language"),
}


def may_share(*, is_office: bool, panel: PanelState) -> Verdict:
    """Whether somebody may say now who reads what, and how much each assessor takes."""
    if not is_office:
        return no("not-the-office")
    return YES if panel == PanelState.SCORING else no("scoring-closed")


def may_propose(*, is_office: bool, panel: PanelState, begun: int) -> Verdict:
    """Whether an assignment may be computed (anew): not once somebody has begun to score, lest their work be lost."""
    allowed = may_share(is_office=is_office, panel=panel)
    return no("scores-begun") if allowed and begun else allowed


def may_add(
    *, is_office: bool, panel: PanelState, state: AssignmentState, against: Collection[Misfit], room: int, reason: str
) -> Verdict:
    """Whether a text may be given to one more assessor by hand. What speaks against a pair cannot be overruled."""
    if not (allowed := may_share(is_office=is_office, panel=panel)):
        return allowed
    if state == AssignmentState.NONE:
        return no("nothing-assigned")
    if against:
        return _AGAINST[next(iter(against))]
    if room < 1:
        return no("assessor-is-full")
    return YES if reason.strip() else no("reason-missing")


def may_remove(*, is_office: bool, panel: PanelState, is_there: bool, has_begun: bool, reason: str) -> Verdict:
    """Whether a text may be taken from an assessor by hand: not once that person has begun to score it."""
    if not (allowed := may_share(is_office=is_office, panel=panel)):
        return allowed
    if not is_there:
        return no("nothing-assigned")
    if has_begun:
        return no("scores-begun")
    return YES if reason.strip() else no("reason-missing")


def may_take_over(*, is_office: bool, panel: PanelState, state: AssignmentState, begun: int, faults: int) -> Verdict:
    """Whether the proposal may come into force: only where nothing is wrong with it."""
    if not (allowed := may_propose(is_office=is_office, panel=panel, begun=begun)):
        return allowed
    if state != AssignmentState.PROPOSED:
        return no("nothing-assigned")
    return no("assignment-faulty", count=faults) if faults else YES


def may_lift(*, is_office: bool, panel: PanelState, state: AssignmentState, reason: str) -> Verdict:
    """Whether everybody may be let score everything again."""
    if not (allowed := may_share(is_office=is_office, panel=panel)):
        return allowed
    if state == AssignmentState.NONE:
        return no("nothing-assigned")
    return YES if reason.strip() else no("reason-missing")


def faults_of(
    question: Question, pairs: Collection[Pair], aside: Collection[Pair] = (), done: Collection[Pair] = ()
) -> list[Remark]:
    """Everything that is wrong with this assignment: fewer or more assessors than wanted, a pair, a load.

    `aside` are pairs whose assessor has said that they cannot judge the text; like any pair with something against it,
    they give no score and count for nothing. `done` are pairs with finished scores: they count, even where the
    assessor has left the panel since.
    """
    faults, sound = [], []
    applications, assessors = question.by_application, question.by_assessor
    for name, who in sorted(pairs):
        has_score = who not in assessors and (name, who) in done and (name, who) not in question.conflicts
        is_aside = (name, who) in aside
        against = [] if has_score else _against(applications.get(name), assessors.get(who), question, is_aside=is_aside)
        faults += [Remark(code, {"application": name, "assessor": who}) for code in against]
        sound += [] if against else [(name, who)]
    readers, loads = Counter(name for name, _who in sound), Counter(who for _name, who in sound)
    for name in sorted(applications):
        if readers[name] != question.per_application:
            code = "too-few" if readers[name] < question.per_application else "too-many"
            detail = {"application": name, "count": readers[name], "wanted": question.per_application}
            faults.append(Remark(code, detail))
    for who, one in sorted(assessors.items()):
        if loads[who] > one.capacity:
            faults.append(Remark("overloaded", {"assessor": who, "count": loads[who], "capacity": one.capacity}))
    return faults


def _against(
    application: Application | None, assessor: Assessor | None, question: Question, *, is_aside: bool
) -> list[str]:
    if application is None or assessor is None:
        return ["not-there"]
    found = [f"pair-{misfit}" for misfit in question.misfits(application, assessor)]
    return found or (["stepped-aside"] if is_aside else [])


def reasons_for(question: Question, pair: Pair, load: int) -> list[Remark]:
    """What speaks for a pair, in the order of the rule; each is a fact that the office can look up."""
    application, assessor = question.by_application[pair[0]], question.by_assessor[pair[1]]
    is_own = bool(assessor.country) and assessor.country == application.country
    country = "own-country-open" if is_own else "other-country" if assessor.country else "no-country"
    return [
        Remark("no-conflict"),
        Remark(country, {"country": assessor.country}),
        Remark("reads-language", {"language": application.language}),
        *_topics(application, assessor),
        Remark("load", {"count": load, "capacity": assessor.capacity}),
    ]


def _topics(application: Application, assessor: Assessor) -> list[Remark]:
    """What both name; nothing to say of a text that names no topic."""
    if not application.topics:
        return []
    shared = sorted(application.topics & assessor.topics)
    count = {"count": len(shared), "of": len(application.topics)}
    return [Remark("shared-topics", {"topics": shared, **count}) if shared else Remark("no-shared-topic", count)]
