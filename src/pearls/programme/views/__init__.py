"""Pages of the programme: the guide and the eligibility check for everybody, set-up for the office."""
