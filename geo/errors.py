"""What can be wrong with what a person gave us."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input.

    Attributes:
        field: Where, as a path a person can find (``events[2].evidence[0].quote``); empty for
            the input as a whole.
        message: What was wrong and what would be right.
    """

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class DatelineError(Exception):
    """Base of every error that Dateline raises about what it was given."""


class InvalidInput(DatelineError):
    """An input that cannot be used, with everything found wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, message: str, field: str = "") -> "InvalidInput":
        """An error with a single problem."""
        return cls([Problem(field, message)])


class MissingExtra(DatelineError):
    """Something needs packages that are installed on request only."""

    def __init__(self, extra: str, what: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs more packages: pip install 'dateline[{extra}]'")
