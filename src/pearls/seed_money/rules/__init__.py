"""Seed money, decided and summed up: an edition's rules, the states of a request, and the ledger. Pure."""

from pearls.seed_money.rules.requests import may_begin

__all__ = ["may_begin"]
