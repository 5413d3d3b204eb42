"""The tables of seed money."""

from pearls.seed_money.models.documents import RulesText
from pearls.seed_money.models.ledger import Balance, Entry, Transfer
from pearls.seed_money.models.requests import CostLine, Decision, Payment, Proof, Request

__all__ = ["Balance", "CostLine", "Decision", "Entry", "Payment", "Proof", "Request", "RulesText", "Transfer"]
