"""Offers, needs and visits."""

from pearls.exchange.models.board import Need, Offer
from pearls.exchange.models.visit import AgendaItem, CostLine, Leg, Participant, Photo, Promise, Report, Visit

__all__ = ["AgendaItem", "CostLine", "Leg", "Need", "Offer", "Participant", "Photo", "Promise", "Report", "Visit"]
