"""Spreadsheets: a cell is the variable, ROUND is half away from zero, LOG is to base 10, -A1^2 is (-A1)^2."""

from diffcheck.language.dialect import Dialect
from diffcheck.language.dialects.c_family import AWAY
from diffcheck.language.dialects.calls import chosen, joined, negated, pairs

DIALECTS = (
    Dialect(
        "spreadsheet",
        "a spreadsheet",
        r"\A\s*=[^=]",
        ("excel", "calc", "sheets"),
        signs=((r"\A\s*=", ""), (r"\bTRUE\b(?:\(\))?", "True"), (r"\bFALSE\b(?:\(\))?", "False"), (r"<>", "!="), (r";", ","), (r"\$", "")),
        names={
            "ABS(x)": "abs(x)",
            "INT(x)": "floor(x)",
            "TRUNC(x)": "trunc(x)",
            "SIGN(x)": "sign(x)",
            "SQRT(x)": "sqrt(x)",
            "LN(x)": "log(x)",
            "EXP(x)": "exp(x)",
            "LOG10(x)": "log10(x)",
            "LOG(x)": "log10(x)",
            "LOG(x, b)": "log(x, b)",
            "MOD(a, b)": "a - b*floor(a/b)",
            "ROUND(x)": AWAY,
            "POWER(a, b)": "a^b",
            "SIN(x)": "sin(x)",
            "COS(x)": "cos(x)",
            "TAN(x)": "tan(x)",
            "ATAN(x)": "atan(x)",
            "ASIN(x)": "asin(x)",
            "ACOS(x)": "acos(x)",
            "TANH(x)": "tanh(x)",
            "SINH(x)": "sinh(x)",
            "COSH(x)": "cosh(x)",
            "PI()": "pi",
            "FLOOR(x, s)": "s*floor(x/s)",
            "CEILING(x, s)": "s*ceil(x/s)",
            "FLOOR(x)": "floor(x)",
            "CEILING(x)": "ceil(x)",
            "DEGREES(x)": "180*x/pi",
            "QUOTIENT(a, b)": "trunc(a/b)",
            "ROUND(x, n)": "sign(x)*floor(abs(x)*10^n + 1/2)/10^n",
            "ROUNDDOWN(x, n)": "trunc(x*10^n)/10^n",
            "ROUNDUP(x, n)": "sign(x)*ceil(abs(x)*10^n)/10^n",
            "RADIANS(x)": "pi*x/180",
            **{
                f"{name}({', '.join('abcdefgh'[:n])})": f"{name.lower()}({', '.join('abcdefgh'[:n])})"
                for name in ("MAX", "MIN")
                for n in range(1, 9)
            },
        },
        calls={"IF": chosen((0, 1, 2)), "IFS": pairs("condition", "undefined"), "AND": joined("and"), "OR": joined("or"), "NOT": negated},
        minus_first=True,
        percent=True,
        any_case=True,
        cells=True,
        chains=False,
        towers="left",
        examples=(
            ("=IF(A2<=10, A2*10%, 1)", "{x*(10/100), x <= 10; 1, otherwise}"),
            ("=MAX(-B1^2, 2*B1)", "max((-x)^2, 2*x)"),
            ("=A1^2^3 + 2^10%", "(x^2)^3 + 2^(10/100)"),
            ("=ROUND(A1, 0)", "sign(x)*floor(abs(x)*10^0 + 1/2)/10^0"),
            ("=IF(OR(A1<-1, A1>1), 1/A1, A1)", "{1/x, x < -1 or x > 1; x, otherwise}"),
            ("=FLOOR(A1, 5) + CEILING(A1, 2)", "5*floor(x/5) + 2*ceil(x/2)"),
            ("=LOG(A1) + LN(A1)", "log10(x) + log(x)"),
            ("=IF(A1<0; -A1; A1^2)", "{-x, x < 0; x^2, otherwise}"),
            ("=IFS(A1<0, -A1, TRUE, 25)", "{-x, x < 0; 25, otherwise}"),
        ),
    ),
)
