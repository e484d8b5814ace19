"""What certificates do not speak of yet."""


class Outside(Exception):
    """There is no certificate, because of this: a part of the formula, or a point, that is outside what the theorems treat."""
