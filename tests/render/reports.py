"""Answers made by hand, for looks only: no analysis has taken part."""

from __future__ import annotations

from fractions import Fraction

from diffcheck.model.kind import Kind
from diffcheck.model.report import NO, YES, Binding, Failure, Finding, Index, Piece, Record, Report, Solution, Verdict
from diffcheck.model.tree import Apply, Cases, Compare, Name, Number, Problem, Truth

X = Name("x")
LINE = Apply("+", (Apply("*", (Name("a"), X)), Name("b")))
SQUARE = Apply("^", (X, Number(Fraction(2))))
ONE = Number(Fraction(1))
CORNER = Finding(
    at="0",
    approx=0.0,
    value="0",
    left_limit="0",
    right_limit="0",
    left_derivative="0",
    right_derivative="1",
    continuous=YES,
    differentiable=NO,
    kind=Kind.CORNER,
    smoothness=0,
    certainty="proved",
    because="Max(0, x): 0 = x at 0",
)
RELU = Record(
    line=None,
    input="max(0,x)",
    label=None,
    answer=Report(
        problem=Problem(Apply("Max", (Number(Fraction(0)), X)), "x", (), "planted"),
        status="ok",
        domain="(-oo, oo)",
        on="domain",
        continuous=YES,
        differentiable=Verdict("no", "not at 0"),
        smoothness=0,
        certainty="proved",
        pieces=(Piece("(-oo, 0)", "0", "0"), Piece("(0, oo)", "x", "1")),
        points=(CORNER,),
        function="Max(0, x)",
        reading="max(0, x)",
    ),
    seconds=0.004,
)
STAIRS = Record(
    line=3,
    input="x*floor(x)",
    label="stairs",
    answer=Report(
        problem=Problem(Apply("*", (X, Apply("floor", (X,)))), "x", (), "planted"),
        status="ok",
        domain="(-oo, oo)",
        on="domain",
        continuous=Verdict("no", "not at n for n in Integers but 0"),
        differentiable=Verdict("no", "not at 0, n for n in Integers but 0"),
        smoothness=-1,
        certainty="checked",
        pieces=(Piece("(n, n + 1)", "n*x", "n", Index("n", "Integers")),),
        points=(
            Finding("0", 0.0, "0", "0", "0", "-1", "0", YES, NO, Kind.CORNER, 0, "proved", "floor(x)"),
            Finding(
                at="n",
                approx=None,
                value="n**2",
                left_limit="n*(n - 1)",
                right_limit="n**2",
                left_derivative="oo*(n)",
                right_derivative="n",
                continuous=NO,
                differentiable=NO,
                kind=Kind.JUMP,
                smoothness=-1,
                certainty="proved",
                because="floor(x) jumps",
                index=Index("n", "Integers", ("0",)),
            ),
            Finding(
                at="pi*n/2",
                approx=None,
                value=None,
                left_limit="-oo",
                right_limit="dne",
                left_derivative=None,
                right_derivative=None,
                continuous=NO,
                differentiable=NO,
                kind=Kind.INFINITE,
                smoothness=None,
                certainty="checked",
                because="a planted family",
                index=Index("n", "Eq(Mod(n, 2), 1)"),
            ),
        ),
        notes=("a planted note",),
        function="x*floor(x)",
        reading="x·⌊x⌋",
    ),
    seconds=0.1,
)
PARAMETERS = Record(
    line=None,
    input="{a x + b, x<1; x^2, x>=1}",
    label=None,
    answer=Report(
        problem=Problem(Cases(((LINE, Compare("<", X, ONE)), (SQUARE, Compare(">=", X, ONE)))), "x", ("a", "b"), "planted"),
        status="undecided",
        domain="(-oo, 0) U (0, oo)",
        on="[-2, oo)",
        continuous=Verdict("condition", "", "Eq(a + b, 1)"),
        differentiable=Verdict("undecided", "not known yet"),
        smoothness="undecided",
        certainty="proved",
        pieces=(),
        points=(
            Finding(
                at="zero(x - cos(x), 0.739085)",
                approx=0.739085133215,
                value="c**2",
                left_limit="a + b",
                right_limit="undecided",
                left_derivative="oo*(a + b - 1)",
                right_derivative="2*sqrt(c)",
                continuous=Verdict("undecided", "planted"),
                differentiable=Verdict("undecided", "planted"),
                kind=Kind.UNDECIDED,
                smoothness="undecided",
                certainty="proved",
                because="planted",
                symbol="c",
                enclosure=("0.73908513321516", "0.73908513321517"),
                condition="Ne(a + b, 1)",
            ),
        ),
        function="Piecewise((a*x + b, x < 1), (x**2, True))",
        reading="{a·x + b, x < 1; x^2, x ≥ 1}",
    ),
    seconds=0.1,
)
SOLVED = Record(
    line=None,
    input="{a x + b, x<1; x^2, x>=1}",
    label=None,
    answer=Report(
        problem=Problem(Cases(((LINE, Compare("<", X, ONE)), (SQUARE, Truth(True)))), "x", ("a", "b"), "planted"),
        status="ok",
        domain="(-oo, 0) U (0, oo) if a < 0; (-oo, oo) if a >= 0",
        on="domain",
        continuous=Verdict("condition", "it depends on the parameters", "Eq(a + b, 1)"),
        differentiable=Verdict("condition", "it depends on the parameters", "And(Eq(a, 2), Eq(b, -1))"),
        smoothness=(("Ne(a + b, 1)", -1), ("And(Eq(a, 1 - b), Ne(a, 2))", 0), ("And(Eq(a, 2), Eq(b, -1))", 1)),
        certainty="proved",
        pieces=(Piece("(-oo, 1)", "a*x + b", "a"), Piece("(1, oo)", "x**2", "2*x")),
        points=(
            Finding(
                "1", 1.0, "1", "a + b", "1", "oo*(1 - a - b)", "2", NO, NO, Kind.JUMP, -1, "proved", "f jumps", condition="Ne(a + b, 1)"
            ),
            Finding("1", 1.0, "1", "1", "1", "a", "2", YES, NO, Kind.CORNER, 0, "proved", "", condition="And(Eq(a, 1 - b), Ne(a, 2))"),
        ),
        notes=("assumed: a > 0",),
        function="Piecewise((a*x + b, x < 1), (x**2, True))",
        reading="{a·x + b, x < 1; x^2, otherwise}",
        solution=Solution("differentiable", (Binding((("a", "2"), ("b", "-1"))), Binding((("a", "0"),), "b > 1"))),
    ),
    seconds=0.1,
)
BROKEN = Record(7, "max(0, ∑", "bad", Failure("error", "syntax", "the bracket is not closed", 3, 4, "add )"), 0.001)
LATE = Record(None, "sin(1/x)", None, Failure("timeout", "timeout", "no answer within 10 s", exit_code=3), 10.0)
ALL = {"relu": RELU, "stairs": STAIRS, "parameters": PARAMETERS, "solved": SOLVED, "broken": BROKEN, "late": LATE}
