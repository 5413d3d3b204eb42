"""How often something without an account was asked for from one address of the network, within an hour."""

import secrets

from django.core.cache import cache

from pearls.kernel.knocks import address_mark

HOUR = 3600


def knocks_before(*, door: str, address: str) -> int:
    """How many knocked at a door from this address within the hour before; counts this one too.

    The address is known by a mark alone: with the salt, which lives as long, goes every way back.
    """
    salt = cache.get_or_set(f"{door}-salt", lambda: secrets.token_hex(32), HOUR)
    mark = f"{door}-{address_mark(salt=str(salt), link=door, address=address)}"
    before = int(cache.get(mark, 0))
    cache.set(mark, before + 1, HOUR)
    return before
