"""What is true of a plan by itself: pure arithmetic and judgement, no Django, no tables."""
