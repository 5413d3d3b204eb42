"""All writes of seed money: rules, requests, decisions, payments, reports; each act with its entries in the ledger."""

from pearls.seed_money.queries import ActivityFacts
from pearls.seed_money.services.agreeing import confirm_agreement, end_request, sign_agreement
from pearls.seed_money.services.agreement import agreement_pdf
from pearls.seed_money.services.deciding import approve_request, check_request, refuse_request, return_request
from pearls.seed_money.services.documents import save_seed_rules
from pearls.seed_money.services.forgetting import forget_bank_details
from pearls.seed_money.services.paying import confirm_payment, correct_payment, order_payment, return_payment
from pearls.seed_money.services.reporting import add_proof, remove_proof, send_report
from pearls.seed_money.services.requests import begin_request, change_request, send_request, withdraw_request
from pearls.seed_money.services.settling import judge_proof, receive_back, settle_report

__all__ = [
    "ActivityFacts",
    "add_proof",
    "agreement_pdf",
    "approve_request",
    "begin_request",
    "change_request",
    "check_request",
    "confirm_agreement",
    "confirm_payment",
    "correct_payment",
    "end_request",
    "forget_bank_details",
    "judge_proof",
    "order_payment",
    "receive_back",
    "refuse_request",
    "remove_proof",
    "return_payment",
    "return_request",
    "save_seed_rules",
    "send_report",
    "send_request",
    "settle_report",
    "sign_agreement",
    "withdraw_request",
]
