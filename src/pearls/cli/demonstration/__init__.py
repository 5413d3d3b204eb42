"""The demonstration: invented towns in a call that is open, before a jury, at their plans and in their title year.

Everything here goes through the services that people use; only the clock is told.
"""

from pearls.cli.demonstration.loading import load_demonstration, refresh_demonstration

__all__ = ["load_demonstration", "refresh_demonstration"]
