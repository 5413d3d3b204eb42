"""Pages of the practices."""

from pearls.practices.views.adoptions import adopt, adoption, adoption_list, proof, withdraw
from pearls.practices.views.reading import practice, practice_list

__all__ = ["adopt", "adoption", "adoption_list", "practice", "practice_list", "proof", "withdraw"]
