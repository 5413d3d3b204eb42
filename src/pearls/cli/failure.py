"""How a command says no."""


class Failure(Exception):
    """One clear line for standard error: what was wrong, what was expected, what was got.

    Exit code 2 for bad usage or bad input, 1 for a well-formed no.
    """

    def __init__(self, line: str, *, exit_code: int = 2) -> None:
        super().__init__(line)
        self.exit_code = exit_code
