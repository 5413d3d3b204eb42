"""The doors of practices, of news, and of what is given out as data."""

from tests.walk.door import EVERYBODY, MEMBERS, OFFICE, WHOLE_OFFICE, Door, public

LETTER_TYPED = {"name": "=Kaisa", "email": "=kaisa@demo.test", "text": "=What did it cost?", "website": "="}
THEATRE = {"scheme": "=cultural_field", "key": "=theatre"}
BIG_TOP = {"scheme": "=cultural_field", "key": "=big-top", "label_en": "=Big top", "position": "=900", "step": "=save"}


def practices_beside(plan: dict[str, str], reads: str) -> list[Door]:
    """Practices for a plan that is written no more, and what towns tried of them."""
    there, one = plan | {"key": "=village-theatre"}, {"key": "=village-theatre"}
    told = {"place": "=vejupe-lv", "outcome": "=trying", "taken": "=Soup", "language": "=en"}
    tried, keepers = {"ref": "tried"}, f"{OFFICE} pearltown"
    return [
        Door("plans:practices", reads, at=plan),
        Door("plans:practice-examples", reads, at=plan | {"question_id": "=goals"}),
        Door("plans:practice-use", reads, "", there, {"activity": "=new"}),
        Door("plans:practice-leave", reads, "", there, {"activity": "=a1"}, get=False),
        Door("practices:adopt", MEMBERS, "town", one, told),
        Door("practices:adoption-list", MEMBERS),
        Door("practices:adoption", f"{keepers} editor", keepers, tried, told),
        Door(
            "practices:adoption-withdraw", f"{keepers} editor", f"{keepers} editor", tried, {"reason": "=No"}, get=False
        ),
        *public("practices:adoption-proof", at=tried | {"file_ref": "tried_file"}),
    ]


def open_data() -> list[Door]:
    """What is given out without a language in front."""
    practice = {"key": "=village-theatre"}
    return [
        *public("practices:open-data", "open-data:catalogue", "open-data:vocabulary-turtle"),
        *public("open-data:vocabulary-json", "open-data:feed"),
        *public("open-data:oai", query="?verb=ListRecords&metadataPrefix=oai_dc"),
        *public("open-data:file", at={"ending": "=csv"}),
        *public("open-data:practice-document", at=practice | {"ending": "=jsonld"}),
        *public("open-data:practice", at=practice, found=(303,)),
        *public("open-data:scheme", at={"scheme": "=challenge"}, found=(303,)),
        *public("open-data:concept", at={"scheme": "=challenge", "key": "=loneliness"}, found=(303,)),
        *public("practices:practice-pdf", at=practice),
    ]


def news() -> list[Door]:
    """News and stories, where they are written, and a Pearl's press kit; a draft of the town that holds a title."""
    draft, writers = {"ref": "draft_story"}, f"{OFFICE} town"
    return [
        *public("news:story-list", "news-feeds:news"),
        *public("news:story", at={"slug": "story_slug"}),
        *public("news:photo", "news:small-photo", at={"ref": "photo"}),
        *public("news:press", "news:press-contact", "news:press-map", "news:press-zip", at={"key": "pearl_key"}),
        Door("news:office-list", OFFICE),
        Door("news:own-list", MEMBERS, found=(200, 302)),
        Door("news:story-begin", OFFICE, OFFICE, body={"language": "=en", "title": "=A day"}),
        Door("news:story-edit", writers, writers, draft, {"language": "=lv", "title": "=Another"}),
        Door("news:story-act", writers, "town", draft, {"act": "=send"}, get=False),
        Door("news:story-photos", writers, "", draft, get=False),
    ]


def contributing() -> list[Door]:
    """A town's practice: a draft, one that is public, and what editors have before them."""
    draft, told = {"ref": "contribution"}, {"key": "told_practice"}
    reads, reviews = f"town editor {WHOLE_OFFICE}", f"editor {WHOLE_OFFICE}"
    return [
        Door("practices:contribution-list", MEMBERS),
        Door("practices:contribution-new", MEMBERS, MEMBERS, body={"title": "=A fair", "language": "=lv"}),
        Door("practices:review-list", reviews),
        Door("practices:contribution", reads, at=draft),
        Door(
            "practices:contribution-write",
            reads,
            "town",
            draft,
            {"title": "=A fair", "language": "=lv", "version": "=1"},
            found=(200, 302),
        ),
        Door("practices:contribution-act", reads, "town", draft, {"act": "=take-back"}, get=False),
        Door("practices:contribution-photos", reads, "", draft, found=(200, 302)),
        Door("practices:contribution-photo", "", "", draft | {"photo_ref": "=nothing"}, get=False),
        Door("practices:practice-improve", f"town {WHOLE_OFFICE}", f"town {WHOLE_OFFICE}", told, get=False),
        Door("practices:practice-withdraw", f"town {WHOLE_OFFICE}", f"town {WHOLE_OFFICE}", told, {"reason": "=Twice"}),
        Door("practices:practices-file", OFFICE, ""),
        *public("practices:practice-history", at=told),
        Door("practices:translate", MEMBERS, MEMBERS, told | {"language": "=de"}, {"field": "=title", "text": "=Brot"}),
        Door("practices:translation-act", MEMBERS, "", told | {"ref": "=nothing"}, get=False),
        Door("practices:still-right", reads, "", told),
        *public("practices:contact", at=told, acts=EVERYBODY, body=LETTER_TYPED),
        Door("practices:vocabulary-list", OFFICE),
        Door("practices:concept-new", OFFICE, WHOLE_OFFICE, body=BIG_TOP),
        Door("practices:concept", OFFICE, "", THEATRE),
        Door("practices:concept-end", OFFICE, "", THEATRE, get=False),
        *public("practices:photo", at={"ref": "=nothing", "size": "=small"}, found=(404,)),
    ]
