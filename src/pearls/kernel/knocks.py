"""From where something is handed in without an account, known well enough to count and not to find anybody."""

import hashlib
import hmac
from ipaddress import ip_address


def reader_address(*, remote: str, forwarded: str) -> str:
    """From where something was handed in: whoever spoke to us, or, where that was a proxy of our own network, whom it
    names last. What stands before that anybody can make up."""
    named = forwarded.rpartition(",")[2].strip()
    try:
        is_ours = ip_address(remote).is_private
        return str(ip_address(named)) if is_ours and named else remote
    except ValueError:
        return remote


def address_mark(*, salt: str, link: str, address: str) -> str:
    """What stands for an address for a while and at one link; without the salt nobody can tell whose it was."""
    return hmac.new(salt.encode(), f"{link} {address}".encode(), hashlib.sha256).hexdigest()
