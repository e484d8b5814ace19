"""What certificates do not speak of yet."""

from fractions import Fraction


class Outside(Exception):
    """There is no certificate, because of this: a part of the formula, or a point, that is outside what the theorems treat."""


class Turn(Outside):
    """On a piece a part of the formula changes its sign, so that the piece has to be parted there, although f is smooth."""

    def __init__(self, at: Fraction) -> None:
        super().__init__(f"a part of the formula changes its sign at {at}")
        self.at = at
