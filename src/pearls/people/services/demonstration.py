"""The people of the demonstration: invented, with one password, never in production."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoPerson:
    """One member of the demo's cast; the address is `<key>@demo.test`."""

    key: str
    name: str
    language: str = "en"

    @property
    def email(self) -> str:
        return f"{self.key}@demo.test"


DEMO_PEOPLE = (
    DemoPerson("coordinator", "Kaija Coordinator"),
    DemoPerson("town", "Ilze Ozola", "lv"),
    DemoPerson("colleague", "Jānis Kalniņš", "lv"),
    DemoPerson("othertown", "Eero Lähde", "fi"),
    DemoPerson("committee", "Dorota Wójcik", "pl"),
    DemoPerson("juror1", "Anna Lindqvist", "sv"),
    DemoPerson("juror2", "Bent Sørensen", "da"),
    DemoPerson("juror3", "Rasa Žukauskaitė", "lt"),
    DemoPerson("juror4", "Heike Brömmel", "de"),
    DemoPerson("juror5", "Mart Põder", "et"),
    DemoPerson("mentor", "Līga Bērziņa", "lv"),
    DemoPerson("finance", "Piret Raha", "et"),
    DemoPerson("finance2", "Mikko Lasku", "fi"),
    DemoPerson("chair", "Ingrid Møller", "da"),
    DemoPerson("editor", "Tomasz Redaktor", "pl"),
    DemoPerson("partner", "Sofia Partner", "sv"),
    DemoPerson("admin", "Alex Admin"),
)
