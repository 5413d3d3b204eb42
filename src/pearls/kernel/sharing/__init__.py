"""Things shared among people who may take so many each, as fairly as can be, and proven; whoever they are. Pure."""

from pearls.kernel.sharing.serving import impossible_items, serve
from pearls.kernel.sharing.solving import SECONDS, share
from pearls.kernel.sharing.tasks import Pair, Sharing, Task, Worth

__all__ = ["SECONDS", "Pair", "Sharing", "Task", "Worth", "impossible_items", "serve", "share"]
