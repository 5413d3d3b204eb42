"""The arithmetic of the journal, pure: `pearls journal verify FILE` needs no database and no Django."""

from pearls.audit.rules.entries import GENESIS, commitment, entry_hash, instant_text, plain

__all__ = ["GENESIS", "commitment", "entry_hash", "instant_text", "plain"]
