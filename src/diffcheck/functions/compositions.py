"""Declarations: names from numerical libraries, shaders and control that are formulas in other functions."""

from diffcheck.functions.facts import Composite

DECLARED = (
    Composite(
        "factorial",
        ("factorial",),
        ("x",),
        "gamma(x + 1)",
        "factorial is analytic between the negative integers, where gamma(x + 1) has poles",
    ),
    Composite("hypot", ("hypot",), ("a", "b"), "sqrt(a^2 + b^2)", "hypot is smooth where its arguments are not both 0"),
    Composite(
        "atan2",
        ("atan2", "arctan2"),
        ("y", "x"),
        "{atan(y/x), x > 0; atan(y/x) + pi, x < 0 and y >= 0; atan(y/x) - pi, x < 0 and y < 0;"
        " pi/2, x = 0 and y > 0; -pi/2, x = 0 and y < 0}",
        "atan2 jumps where y changes its sign while x is negative, and is undefined where both are 0",
    ),
    Composite(
        "xlogy",
        ("xlogy",),
        ("x", "y"),
        "{0, x = 0; x*log(y), otherwise}",
        "xlogy is 0 where its first argument is 0, whatever the logarithm is there",
    ),
    Composite(
        "xlog1py",
        ("xlog1py",),
        ("x", "y"),
        "{0, x = 0; x*log1p(y), otherwise}",
        "xlog1py is 0 where its first argument is 0, whatever the logarithm is there",
    ),
    Composite(
        "entr", ("entr",), ("x",), "{-x*log(x), x > 0; 0, x = 0}", "entr has a vertical tangent at its end 0, and is undefined left of it"
    ),
    Composite(
        "logaddexp", ("logaddexp", "logsumexp"), ("a", "b"), "log(exp(a) + exp(b))", "logaddexp is smooth, because e^a + e^b is positive"
    ),
    Composite("exp2", ("exp2",), ("x",), "2^x", "exp2 is analytic, as an exponential function"),
    Composite("exp10", ("exp10",), ("x",), "10^x", "exp10 is analytic, as an exponential function"),
    Composite("square", ("square", "sqr"), ("x",), "x^2", "square is analytic, as a polynomial"),
    Composite("cube", ("cube",), ("x",), "x^3", "cube is analytic, as a polynomial"),
    Composite("reciprocal", ("reciprocal", "recip"), ("x",), "1/x", "reciprocal has a pole at 0"),
    Composite(
        "rsqrt", ("rsqrt", "inversesqrt"), ("x",), "1/sqrt(x)", "rsqrt is undefined at 0 and left of it, where sqrt(x) is not positive"
    ),
    Composite("sinpi", ("sinpi",), ("x",), "sin(pi*x)", "sinpi is analytic, as a composition of analytic functions"),
    Composite("cospi", ("cospi",), ("x",), "cos(pi*x)", "cospi is analytic, as a composition of analytic functions"),
    Composite("fix", ("fix",), ("x",), "trunc(x)", "fix jumps at the integers other than 0, where trunc does"),
    Composite("rint", ("rint",), ("x",), "round(x)", "rint jumps halfway between the integers, where round does"),
    Composite("fmod", ("fmod",), ("a", "b"), "a - b*trunc(a/b)", "fmod jumps where a/b is an integer other than 0, where trunc does"),
    Composite("norm", ("norm",), ("x",), "abs(x)", "the norm of a number turns a corner at 0, as its absolute value"),
    Composite(
        "median",
        ("median",),
        ("a", "b", "c"),
        "max(min(a, b), min(max(a, b), c))",
        "the median of three changes its branch where two of them are equal",
    ),
    Composite(
        "rect",
        ("rect",),
        ("x",),
        "{1, abs(x) < 1/2; 1/2, abs(x) = 1/2; 0, otherwise}",
        "rect jumps at -1/2 and 1/2, where it is 1/2, as Heaviside(x + 1/2) - Heaviside(x - 1/2)",
    ),
    Composite("tri", ("tri",), ("x",), "max(1 - abs(x), 0)", "tri turns corners at -1, 0 and 1, where abs and max switch"),
    Composite("ramp", ("ramp", "pos"), ("x",), "max(x, 0)", "ramp turns a corner at 0, where max switches from 0 to x"),
    Composite(
        "deadzone",
        ("deadzone",),
        ("x", "l", "u"),
        "{x - l, x < l; x - u, x > u; 0, otherwise}",
        "deadzone turns corners at its two bounds, between which it is 0",
        ("-1", "1"),
    ),
    Composite(
        "sat", ("sat",), ("x", "l", "u"), "min(max(x, l), u)", "sat turns corners at its two bounds, where it is cut off", ("-1", "1")
    ),
    Composite("saturate", ("saturate",), ("x",), "min(max(x, 0), 1)", "saturate turns corners at 0 and 1, where it is cut off"),
    Composite("fract", ("fract",), ("x",), "x - floor(x)", "fract jumps at the integers, where floor does"),
    Composite("mix", ("mix", "lerp"), ("a", "b", "t"), "a*(1 - t) + b*t", "mix is smooth in each of its arguments, as a polynomial"),
    Composite(
        "smootherstep",
        ("smootherstep",),
        ("x",),
        "{0, x <= 0; x^3*(x*(6*x - 15) + 10), x < 1; 1, otherwise}",
        "smootherstep has two derivatives 0 on both sides of 0 and of 1, where its pieces meet, but its third derivative jumps there",
    ),
    Composite(
        "gelu_tanh",
        ("gelu_tanh", "gelu_new", "gelu_pytorch_tanh", "gelu_fast"),
        ("x",),
        "x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))",
        "gelu_tanh is smooth, as a composition of smooth functions",
    ),
    Composite("lisht", ("lisht", "LiSHT"), ("x",), "x*tanh(x)", "lisht is smooth, as a product of smooth functions"),
    Composite(
        "sparse_plus",
        ("sparse_plus",),
        ("x",),
        "{0, x <= -1; (x + 1)^2/4, x < 1; x, otherwise}",
        "sparse_plus has equal slopes on both sides of -1 and of 1, where its pieces meet, but its curvature jumps there",
    ),
    Composite("snake", ("snake", "Snake"), ("x", "a"), "x + sin(a*x)^2/a", "snake is smooth, as a sum of smooth functions", ("1",)),
    Composite("isru", ("isru", "ISRU"), ("x", "a"), "x/sqrt(1 + a*x^2)", "isru is smooth where 1 + a*x^2 is positive", ("1",)),
    Composite(
        "normcdf",
        ("normcdf", "norm_cdf", "normal_cdf", "ndtr"),
        ("x",),
        "(1 + erf(x/sqrt(2)))/2",
        "normcdf is analytic, as a composition of analytic functions",
    ),
)
