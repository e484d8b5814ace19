"""Answers made by hand, for looks only: no analysis has taken part."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from diffcheck.model.kind import Kind
from diffcheck.model.report import NO, YES, Binding, Failure, Finding, Judged, Lack, Piece, Record, Report, Solution, Verdict
from diffcheck.model.tree import Apply, Cases, Compare, Name, Number, Problem, Truth

from ..terms import exact, index, interval

X = Name("x")
LINE = Apply("+", (Apply("*", (Name("a"), X)), Name("b")))
SQUARE = Apply("^", (X, Number(Fraction(2))))
ONE = Number(Fraction(1))
CORNER = Finding(
    at=exact("0"),
    approx=0.0,
    value=exact("0"),
    left_limit=exact("0"),
    right_limit=exact("0"),
    left_derivative=exact("0"),
    right_derivative=exact("1"),
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
        domain=exact("(-oo, oo)"),
        on="domain",
        continuous=YES,
        differentiable=Verdict("no", "not at 0"),
        smoothness=0,
        certainty="proved",
        pieces=(Piece(interval("(-oo, 0)"), exact("0"), exact("0")), Piece(interval("(0, oo)"), exact("x"), exact("1"))),
        points=(CORNER,),
        function=exact("Max(0, x)"),
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
        domain=exact("(-oo, oo)"),
        on="domain",
        continuous=Verdict("no", "not at n for n in Integers but 0"),
        differentiable=Verdict("no", "not at 0, n for n in Integers but 0"),
        smoothness=-1,
        certainty="checked",
        pieces=(Piece(interval("(n, n + 1)"), exact("n*x"), exact("n"), index("n", "Integers")),),
        points=(
            Finding(exact("0"), 0.0, *map(exact, ("0", "0", "0", "-1", "0")), YES, NO, Kind.CORNER, 0, "proved", "floor(x)"),
            Finding(
                at=exact("n"),
                approx=None,
                value=exact("n**2"),
                left_limit=exact("n*(n - 1)"),
                right_limit=exact("n**2"),
                left_derivative=exact("oo*(n)"),
                right_derivative=exact("n"),
                continuous=NO,
                differentiable=NO,
                kind=Kind.JUMP,
                smoothness=-1,
                certainty="proved",
                because="floor(x) jumps",
                index=index("n", "Integers", ("0",)),
            ),
            Finding(
                at=exact("pi*n/2"),
                approx=None,
                value=None,
                left_limit=exact("-oo"),
                right_limit=Lack.NO_LIMIT,
                left_derivative=None,
                right_derivative=None,
                continuous=NO,
                differentiable=NO,
                kind=Kind.INFINITE,
                smoothness=None,
                certainty="checked",
                because="a planted family",
                index=index("n", "Eq(Mod(n, 2), 1)"),
            ),
        ),
        notes=("a planted note",),
        function=exact("x*floor(x)"),
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
        domain=exact("(-oo, 0) U (0, oo)"),
        on=interval("[-2, oo)"),
        continuous=Verdict("condition", "", exact("Eq(a + b, 1)")),
        differentiable=Verdict("undecided", "not known yet"),
        smoothness="undecided",
        certainty="proved",
        pieces=(),
        points=(
            Finding(
                at=exact("zero(x - cos(x), 0.739085)"),
                approx=0.739085133215,
                value=exact("c**2"),
                left_limit=exact("a + b"),
                right_limit=Lack.UNDECIDED,
                left_derivative=exact("oo*(a + b - 1)"),
                right_derivative=exact("2*sqrt(c)"),
                continuous=Verdict("undecided", "planted"),
                differentiable=Verdict("undecided", "planted"),
                kind=Kind.UNDECIDED,
                smoothness="undecided",
                certainty="proved",
                because="planted",
                symbol="c",
                enclosure=(exact("0.73908513321516"), exact("0.73908513321517")),
                condition=exact("Ne(a + b, 1)"),
            ),
        ),
        function=exact("Piecewise((a*x + b, x < 1), (x**2, True))"),
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
        domain=exact("(-oo, 0) U (0, oo) if a < 0; (-oo, oo) if a >= 0"),
        on="domain",
        continuous=Verdict("condition", "it depends on the parameters", exact("Eq(a + b, 1)")),
        differentiable=Verdict("condition", "it depends on the parameters", exact("And(Eq(a, 2), Eq(b, -1))")),
        smoothness=((exact("Ne(a + b, 1)"), -1), (exact("And(Eq(a, 1 - b), Ne(a, 2))"), 0), (exact("And(Eq(a, 2), Eq(b, -1))"), 1)),
        certainty="proved",
        pieces=(Piece(interval("(-oo, 1)"), exact("a*x + b"), exact("a")), Piece(interval("(1, oo)"), exact("x**2"), exact("2*x"))),
        points=(
            Finding(
                exact("1"),
                1.0,
                *map(exact, ("1", "a + b", "1", "oo*(1 - a - b)", "2")),
                NO,
                NO,
                Kind.JUMP,
                -1,
                "proved",
                "f jumps",
                condition=exact("Ne(a + b, 1)"),
            ),
            Finding(
                exact("1"),
                1.0,
                *map(exact, ("1", "1", "1", "a", "2")),
                YES,
                NO,
                Kind.CORNER,
                0,
                "proved",
                "",
                condition=exact("And(Eq(a, 1 - b), Ne(a, 2))"),
            ),
        ),
        notes=("assumed: a > 0",),
        function=exact("Piecewise((a*x + b, x < 1), (x**2, True))"),
        reading="{a·x + b, x < 1; x^2, otherwise}",
        solution=Solution(
            "differentiable", (Binding((("a", exact("2")), ("b", exact("-1")))), Binding((("a", exact("0")),), exact("b > 1")))
        ),
    ),
    seconds=0.1,
)
BROKEN = Record(7, "max(0, ∑", "bad", Failure("error", "syntax", "the bracket is not closed", 3, 4, "add )"), 0.001)
LATE = Record(None, "sin(1/x)", None, Failure("timeout", "timeout", "no answer within 10 s", exit_code=3), 10.0)
CLAIMED = replace(
    RELU,
    answer=replace(
        RELU.answer,
        claims=(
            Judged("C0", "holds"),
            Judged("C1", "fails", "a corner: 0 = x at 0", exact("0"), exact("0"), exact("1")),
            Judged("not differentiable at 1", "fails", "missing: 0; wrong: 1", missing=("0",), wrong=("1",)),
            Judged("lipschitz <= 1", "undecided", "the best Lipschitz constant is not known"),
        ),
    ),
)
ALL = {"relu": RELU, "claimed": CLAIMED, "stairs": STAIRS, "parameters": PARAMETERS, "solved": SOLVED, "broken": BROKEN, "late": LATE}
