"""The demonstration's requests for seed money, as the walk names them."""

from pearls.seed_money.models import Proof, Request


def seed_money_refs() -> dict[str, str]:
    """The demonstration's requests, by how far they are."""
    refs = {f"seed_{one.state}": str(one.ref) for one in Request.objects.filter(place__key="malezera-lv")}
    return refs | {"seed_proof": str(Proof.objects.order_by("pk")[0].ref)}
