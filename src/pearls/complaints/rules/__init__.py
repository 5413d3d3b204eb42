"""After a decision: the clock in working days, why a place got what it got, and complaints. Pure decisions."""
