"""The constants pi and E."""

from diffcheck.exact.expr import ONE, pi
from diffcheck.exact.powers import exp
from diffcheck.functions.facts import Function

DECLARED = (
    Function("pi", ("pi", "Pi", "PI", "π"), 0, 0, "pi is a constant", lambda _: pi(), examples=(("sin(pi)", "0"),), name="π"),
    Function("E", ("e", "E"), 0, 0, "E is a constant", lambda _: exp(ONE), examples=(("log(E)", "1"),), name="e"),
)
