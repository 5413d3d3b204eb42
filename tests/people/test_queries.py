from pearls.kernel.actor import ANONYMOUS, Role
from pearls.people import queries
from tests.cast import Cast


def test_the_cast_are_actors_with_the_roles_of_the_demo(cast: Cast) -> None:
    coordinator = cast.actor("coordinator")

    assert coordinator.is_office()
    assert not cast.actor("town").is_office()
    assert cast.actor("chair").has_role(Role.JURY)


def test_an_erased_account_is_nobody(cast: Cast) -> None:
    town = cast.town
    town.is_active = False

    assert queries.actor_of(town) == ANONYMOUS
