"""How often strangers may write by a form. Pure."""

from pearls.kernel.verdict import YES, Verdict, no

ADDRESS_MESSAGES = 10  # an hour, from one address of the network: a town hall has one for all
ABOUT_MESSAGES = 30  # a day, to one town or about one thing


def may_write_to(*, by_address: int, by_about: int) -> Verdict:
    """Whether one more message is taken; counts before it. Reasons: too-many-messages, much-written-to."""
    if by_address >= ADDRESS_MESSAGES:
        return no("too-many-messages")
    return YES if by_about < ABOUT_MESSAGES else no("much-written-to")
