"""Random formulas in which two unknown quantities may cancel: each kind aims at one way in which a limit can go wrong.

A formula is text in SymPy's syntax, which both the program and the second definition (tests/corpus/strict.py) read. All look at 0,
but for the ordinary ones, which have kinks, jumps, roots and poles elsewhere too.
"""

from __future__ import annotations

import random
from collections.abc import Callable


def each(text: str) -> tuple[str, ...]:
    """The formulas in a text."""
    return tuple(text.split())


PHASES = each("""
    1/x 2/x 1/x**2 1/x+1 x+1/x 1/x+1/x**2 1/sqrt(Abs(x)) cbrt(1/x) log(Abs(x)) log(Abs(x))**2 1/x+log(Abs(x)) exp(1/Abs(x)) 1/(x+x**2)
    1/sin(x) 1/x+sin(x) sqrt(1+1/x**2) log(Abs(x))*2 1/Abs(x)
""")
WAVES = each("""
    sin({q}) cos({q}) -sin({q}) -cos({q}) 2*sin({q}) sin(2*({q})) sin({q})*cos({q}) sin({q})**2 sin({q}+1) (sin({q})+cos({q}))
    sin({q})/2
""")
ERRORS = (
    *("", "", ""),
    *each("""+x -x +x**2 +sqrt(Abs(x)) +1/log(Abs(x)) +x*sin({q}) +x*cos({q}) +exp(-1/x**2) +x*sin(1/x**3) +1/log(Abs(x))**2"""),
)
SMOOTH = each("""
    exp({w}) exp(-({w})) sqrt(4+{w}) sqrt(4-({w})) log(4+{w}) log(4-({w})) 1/(4+{w}) 1/(4-({w})) (4+{w})**(1/3) (4-({w}))**(2/3)
    (4+{w})**sqrt(2) (4-({w}))**sqrt(2) atan({w}) tanh({w}) sinh({w}) cosh({w}) asinh({w}) erf({w}) ({w})**2 ({w})**3 ({w})
    asin(({w})/4) acos(({w})/4) acosh(5+{w}) atanh(({w})/4) gamma(5+{w}) LambertW(4+{w}) Si({w}) besselj(0,{w}) loggamma(5+{w}) sin({w})
    cos({w}) 1/(4+{w})**2 exp(({w})**2) 2**({w}) log(5+({w})**2) sqrt(1+({w})**2) erfc({w}) tanh(({w})/2) -atan({w}) exp({w})/2
    4/(4+{w}) exp(2*({w})) tan(({w})/4)
""")
WILD = each("""
    Abs({w}) sign({w}) Max({w},0) Min({w},0) sqrt(Abs({w})) Heaviside({w}) Abs({w})**3 cbrt({w}) Max({w},1/2)
    Piecewise((1,{w}>0),(0,True)) Piecewise(({w},{w}>0),(0,True)) clip({w},-1/2,1/2) floor({w}) frac({w}) Abs(Abs({w})-1/2)
    sign({w})*sqrt(Abs({w})) Abs({w})**(2/3) ceiling({w})
""")
STEPS = each("""
    floor({q}) frac({q}) ceiling({q}) round({q}) Mod({q},2) trunc({q}) frac(-({q})) frac({q})**2 sqrt(frac({q})) 1-frac({q})
    floor({q})*x floor(2*({q})) frac(2*({q})) exp(frac({q})) sin(pi*frac({q})) Abs(frac({q})-1/2)
""")
STEPPED = each("1/x 1/x**2 1/x log(Abs(x)) 1/sqrt(Abs(x))")
STEP_ERRORS = ("", "", *each("+x -x +1/2 +x**2 +exp(-1/x**2) +1 +x*sin(1/x)"))
SIZES = ("", "", "", *each("x* x**2* Abs(x)**(1/2)* 1/x* 1/log(Abs(x))* log(Abs(x))* 1/x**2* x*log(Abs(x))* sign(x)*"))
FLAT = each("""
    exp(-1/x**2) exp(-1/Abs(x)) exp(-1/x**4) exp(-1/x**2)*x exp(-2/x**2) exp(-1/x**2)*sin(1/x) exp(-1/x**2+1/x) exp(-1/x**2)*log(Abs(x))
    exp(-log(Abs(x))**2) exp(-exp(1/Abs(x))) exp(-1/x**2)/x**3 exp(-1/sqrt(Abs(x))) exp(-1/x**2+x) exp(-1/(x**2+x**4)) exp(-1/sin(x)**2)
    (exp(-1/x**2)+exp(-2/x**2))
""")
OF_FLAT = each("""
    exp({e}) log(1+{e}) sin({e}) sqrt(1+{e}) atan({e}) 1/(1+{e}) cos({e}) tanh({e}) erf({e}) (1+{e})**(1/3) {e} asin({e}) exp(-({e}))
    sqrt(x**2+{e}) log(x**2+{e}) Abs(x+{e}) Max(x,{e}) Max({e},{e}*2) Abs({e}-x) sin(1/x+{e}) exp(1/x**2+{e}) sqrt({e}) ({e})**2
    floor({e}) sign({e}) exp(x+{e}) LambertW({e}) (1+{e})**(1/x)
""")
NOT_FLAT = each("1 x 1+{e} {e} x**2 Abs(x)")
SLOW = each("log(1/Abs(x)) log(log(1/Abs(x))) log(log(log(1/Abs(x))))")
EXPONENTS = each("2 3 1/2 1/3 -1 -2 -1/2 sqrt(2) -sqrt(2) sqrt(3) -sqrt(3) 3/2 pi -pi/2 1/10")
JOINED = each("""
    {a}-({b}) {a}-({b}) {a}+({b}) ({a})/({b}) ({a})*({b}) ({a})/({b})-1 log(Abs(({a})/({b}))) ({a})-({b})+x atan({a}-({b}))
    ({a}-({b}))*({a}+{b}) ({a})**2-({b})**2 exp({a}-({b}))
""")
"""Differences, quotients, sums, or something of them, in which a and b may cancel."""


def _joined(draw: random.Random, a: str, b: str) -> str:
    return draw.choice(JOINED).format(a=a, b=b)


def _wave(draw: random.Random, q: str) -> str:
    return draw.choice(WAVES).format(q=q) + draw.choice(ERRORS).format(q=q)


def _valued(draw: random.Random, u: str) -> str:
    """u, perhaps with a size before it and a value at 0."""
    size = draw.choice(SIZES)
    u = f"{size}({u})" if size else u
    return f"Piecewise(({u},Ne(x,0)),({draw.choice('010')},True))" if draw.random() < 0.3 else u


def oscillation(draw: random.Random) -> str:
    """Two smooth functions of one oscillation: of w and -w, of two error terms, of two waves of one phase, or two functions of one wave."""
    q = draw.choice(PHASES)
    wave = draw.choice(WAVES).format(q=q)
    first, second = (draw.choice(ERRORS).format(q=q) for _ in range(2))
    g = draw.choice(SMOOTH)
    kind = draw.random()
    a = g.format(w=wave + first)
    if kind < 0.35:
        b = g.format(w=f"-({wave}{first if kind < 0.25 else second})")
    elif kind < 0.55:
        b = g.format(w=wave + second)
    elif kind < 0.75:
        b = g.format(w=draw.choice(WAVES).format(q=q) + second)
    else:
        b = draw.choice(SMOOTH).format(w=draw.choice((wave, f"-({wave})")) + second)
    return _valued(draw, _joined(draw, a, b))


def wild(draw: random.Random) -> str:
    """Absolute values, signs, maxima of one oscillation."""
    q = draw.choice(PHASES[:12])
    w = _wave(draw, q)
    v = w if draw.random() < 0.4 else _wave(draw, q)
    g = draw.choice(WILD)
    h = draw.choice((*WILD, *SMOOTH[:22])) if draw.random() < 0.6 else g
    return _valued(draw, _joined(draw, g.format(w=w), h.format(w=v)))


def steps(draw: random.Random) -> str:
    """Integer parts of quantities that grow without bound and differ by little."""
    q = draw.choice(STEPPED)
    g = draw.choice(STEPS)
    h = draw.choice(STEPS) if draw.random() < 0.5 else g
    return _valued(draw, _joined(draw, g.format(q=q), h.format(q=q + draw.choice(STEP_ERRORS))))


def flat(draw: random.Random) -> str:
    """Functions of quantities that are flat at 0, against each other and against powers."""
    e = draw.choice(FLAT)
    f = e if draw.random() < 0.6 else draw.choice(FLAT)
    g = draw.choice(OF_FLAT)
    h = draw.choice((*OF_FLAT, *NOT_FLAT)) if draw.random() < 0.7 else g
    u = _joined(draw, g.format(e=e), h.format(e=f))
    if draw.random() < 0.4:
        u = f"({u})/({draw.choice((e, f, e + '*x', f'({e})**2', 'x**4'))})"
    return _valued(draw, u)


def _slow_part(draw: random.Random) -> str:
    v, n = draw.choice(SLOW), draw.choice(EXPONENTS)
    kind = draw.random()
    if kind < 0.4:
        return f"({v})**({n})"
    if kind < 0.6:
        return f"exp({n}*({v})**({draw.choice(('1/2', '1/3', '2/3', '1', 'sqrt(2)/2', '3/2'))}))"
    if kind < 0.7:
        return f"Abs(x)**({n})"
    if kind < 0.8:
        return f"log({v}+{draw.choice(SLOW)})"
    if kind < 0.9:
        return f"({v})**({draw.choice(SLOW[1:])}{draw.choice(('', '/2', '*(-1)'))})"
    return f"sqrt({v}+{draw.choice(('1', 'x', SLOW[1]))})"


def slow(draw: random.Random) -> str:
    """Products, quotients and differences of powers of iterated logarithms and of exponentials of their powers."""
    parts = [_slow_part(draw) for _ in range(draw.choice((2, 2, 3)))]
    return draw.choice("**//-+").join(f"({p})" for p in parts)


INVERSES = [
    tuple(line.split())
    for line in """LambertW({u})*exp(LambertW({u})) {u}
    LambertW(({u})*exp({u})) {u}
    exp(LambertW({u}))*LambertW({u}) {u}
    exp(LambertW({u})*2)*LambertW({u})**2 ({u})**2
    log(LambertW(1+{u}))+LambertW(1+{u}) log(1+{u})
    sin(asin({u})) {u}
    asin(sin({u})) {u}
    atan(tan({u})) {u}
    tan(atan({u})) {u}
    acosh(cosh({u})) Abs({u})
    cosh(acosh(1+({u})**2)) 1+({u})**2
    acosh(1+({u})**2) 2*asinh(Abs({u})/sqrt(2))
    acos(1-({u})**2)**2 4*asin(({u})/sqrt(2))**2
    acos(1-2*({u})**2) 2*asin(sqrt(({u})**2))
    asin({u})+acos({u}) pi/2
    cos(2*acos({u})) 2*({u})**2-1
    atan({u}) asin(({u})/sqrt(1+({u})**2))
    2*atan(exp({u}))-pi/2 asin(tanh({u}))
    asinh({u}) log({u}+sqrt(1+({u})**2))
    atanh({u}) log((1+({u}))/(1-({u})))/2
    log(1+{u}) 2*atanh(({u})/(2+{u}))
    log(exp({u})+1)-log(1+exp(-({u}))) {u}
    tanh({u}) (exp(2*({u}))-1)/(exp(2*({u}))+1)
    erf({u}) 1-erfc({u})
    gamma(1+{u}) ({u})*gamma({u})
    gamma(2+{u}) (1+{u})*gamma(1+{u})
    gamma(1/2+{u})*gamma(1/2-({u}))*cos(pi*({u})) pi
    loggamma(2+{u}) log(1+{u})+loggamma(1+{u})
    besselj(1,{u}) (besselj(0,{u})+besselj(2,{u}))*({u})/2
    sqrt(1+({u}))*sqrt(1+({u})) 1+({u})
    cbrt({u})**3 {u}""".splitlines()
]
"""Two texts of one function of u where both are defined."""
INNER = each("""
    x 2*x -x x**2 x+x**3 x/2 sin(x) exp(x)-1 x+x**2 Abs(x) sqrt(Abs(x)) tanh(x) x**3 x*cos(x) cbrt(x) x/(1+x) log(1+x) x*Abs(x) atan(x)
    x-exp(-1) x**2-exp(-1) Abs(x)-exp(-1) 1-Abs(x) 1-x**2 x+1 1-x x-1
""")
SMALL = INNER[:19]
"""Those that are 0 at 0."""


def identity(draw: random.Random) -> tuple[str, str]:
    """Two texts of one function near 0, where both are defined."""
    one, two = draw.choice(INVERSES)
    u = draw.choice(INNER)
    return one.format(u=u), two.format(u=u)


SERIES = [
    tuple(line.split())
    for line in """besselj(0,{u}) 1-({u})**2/4+({u})**4/64 6
    besselj(1,{u}) ({u})/2-({u})**3/16 5
    erf({u}) 2*({u})/sqrt(pi)-2*({u})**3/(3*sqrt(pi)) 5
    Si({u}) ({u})-({u})**3/18 5
    LambertW({u}) ({u})-({u})**2+3*({u})**3/2 4
    LambertW({u}-exp(-1)) -1+sqrt(2*E*({u})) 1
    (LambertW({u}-exp(-1))+1)**2 2*E*({u}) 1
    asin({u}) ({u})+({u})**3/6 5
    asin(1-({u})) pi/2-sqrt(2*({u})) 2
    acos(1-({u})) sqrt(2*({u})) 2
    acosh(1+{u}) sqrt(2*({u})) 2
    acosh(1+{u})**2 2*({u})-({u})**2/3 3
    asech(1-({u})) sqrt(2*({u})) 2
    acsc(1+{u}) pi/2-sqrt(2*({u})) 2
    atanh({u}) ({u})+({u})**3/3 5
    gamma(1+{u})*({u}) ({u})*gamma({u}+1) 3
    gamma({u})*sin(pi*({u})) pi/gamma(1-({u})) 2
    1/gamma({u}) ({u})*gamma(1+{u}) 2
    loggamma(1+{u}) log(gamma(1+{u})) 4
    sinc({u}) sin({u})/({u}) 4
    sech({u}) 1-({u})**2/2 4
    tan({u}) ({u})+({u})**3/3 5
    coth({u}) 1/({u})+({u})/3 3""".splitlines()
]
"""A function near an end of its domain, a pole or 0; how its series begins, or another text of it; the order of what is missing."""


def series(draw: random.Random) -> str:
    """A function near an end of its domain, a pole or 0 less the beginning of its series, over a power."""
    u = draw.choice(SMALL)
    f, beginning, order = draw.choice(SERIES)
    f, beginning = f.format(u=u), beginning.format(u=u)
    power = int(order) + draw.choice((-1, 0, 1, 2))
    kind = draw.random()
    if kind < 0.4:
        text = f"({f}-({beginning}))/({u})**{power}"
    elif kind < 0.6:
        text = f"({f}-({beginning}))/Abs({u})**({2 * power + 1}/2)"
    elif kind < 0.8:
        text = f"({f})/({beginning})"
    elif kind < 0.9:
        text = f"Abs({f}-({beginning}))"
    else:
        one, two = identity(draw)
        text = f"({one}-({two}))/({u})**{power}"
    return _valued(draw, text)


def crossing(draw: random.Random) -> str:
    """Formulas of two of the kinds, joined."""
    a, b = (draw.choice((oscillation, flat, slow, series, wild))(draw) for _ in range(2))
    return _joined(draw, a, b)


ATOMS = each("""
    x x-1 x+1 2*x-1 x**2-1 x**2 sin(x) exp(x)-1 x**3-x 1-x**2 cos(x) x/(1+x**2) x**2-x 1/x log(x) sqrt(x) x**2-2 x*exp(x) atan(x) 1-x
    cbrt(x) x+x**2 1/(x-1) tanh(x) x**2+1 x-3 log(Abs(x)) exp(-1/x**2) sin(1/x)
""")
OUTER = each("""
    Abs({u}) Max({u},0) Max({u},{v}) Min({u},{v}) sign({u}) sqrt(Abs({u})) cbrt({u}) ({u})*({v}) ({u})+({v}) ({u})-({v}) Abs({u})*({v})
    Heaviside({u}) Piecewise(({u},x<0),({v},True)) Piecewise(({u},x<1),({v},x>1)) ({u})/({v}) exp({u}) atan({u}) ({u})**2 Abs({u})**3
    Abs({u})**(3/2) floor({u}) frac({u}) log(Abs({u})) sqrt({u}) 1/({u}) Piecewise(({u},Ne(x,0)),({v},True)) x*({u}) x**2*({u})
    asin({u}) sign({u})*({v}) clip({u},-1,1) Piecewise(({u},({v})>0),(0,True)) ({u})**(2/3) sin({u}) acos({u}) ({u})*Abs({u})
    sqrt(({u})**2) log({u}) tan({u}) round({u}) Mod({u},2) LambertW({u}) acosh({u}) erf({u}) Max({u},{v},0) sinc({u})
""")


def ordinary(draw: random.Random, depth: int = 2) -> str:
    """A function with kinks, jumps, roots, poles and cases."""
    if depth == 0:
        return draw.choice(ATOMS)
    u = ordinary(draw, draw.choice((depth - 1, depth - 1, 0)))
    v = ordinary(draw, draw.choice((depth - 1, 0)))
    return draw.choice(OUTER).format(u=u, v=v)


BOUNDED = each("""
    1/(2+x**2) exp(-x**2-1) tanh(x)/2 sin(x)/2 atan(x)/2 x/(1+x**2) erf(x)/2 cos(x)**2/2 frac(x)/2 exp(-1/x**2)/2 exp(-1/x**2) 1/(1+x**2)
    x/sqrt(1+x**2) sin(1/x)/2 (2+sin(x))/4 exp(-Abs(x)) 1/(1+exp(x)) x**2/(1+x**2) besselj(0,x)/2 sech(x) tanh(x)**2 exp(-1/(x**2+x**4))
    LambertW(exp(-x**2))/2 1/(x**4+x**2+2) exp(-cosh(x)) atan(x**2)/2 2-1/(1+x**2) 1+sin(x)/3
""")
STILL = each("""
    floor({u}) ceiling({u}) round({u}) trunc({u}) sign({u}) frac({u}) Mod({u},1) floor(-({u})) round({u}/3) Heaviside({u}-3) sign(({u})-2)
    Max({u},3) floor(({u})**2) Min({u},-3) sign(1+({u})**2)
""")
AROUND = each("""
    1/({s}) log({s}) sqrt(({s})-1) sqrt(-1-({s})) asin(2+{s}) acosh({s}) gamma({s}) LambertW(({s})-1) Piecewise((1,({s})>0)) ({s})*Abs(x)
    Piecewise((x,({s})>0),(Abs(x),True)) Abs(x)/(1+{s}) x**({s}) ({s})**x x/({s})+floor(x) 1/(1+{s}) 1/(({s})-1) log(1+{s}) atanh({s})
    ({s})/({s}) 1/(x*({s})) sqrt({s})*sign(x) log(-({s})) Abs(x-1)*({s}) tan(({s})*x) floor(x*({s})) sqrt(x)/({s})
    Piecewise((1/x,Ne({s},0)),(x,True))
""")


def still(draw: random.Random) -> str:
    """Steps of bounded quantities, most of which never switch, where they decide on the domain."""
    u = draw.choice(BOUNDED)
    if draw.random() < 0.3:
        u = draw.choice((f"{u}+{draw.choice(BOUNDED)}", f"({u})*({draw.choice(BOUNDED)})", f"({u})-({draw.choice(BOUNDED)})"))
    s = draw.choice(STILL).format(u=u)
    if draw.random() < 0.2:
        s = f"{s}{draw.choice('+-*')}{draw.choice(STILL).format(u=draw.choice(BOUNDED))}"
    return draw.choice(AROUND).format(s=s)


KINDS: dict[str, Callable[[random.Random], str]] = {
    f.__name__: f for f in (oscillation, wild, steps, flat, slow, series, crossing, ordinary, still)
}


def formulas(kind: str, count: int, seed: int) -> list[str]:
    """That many different formulas of a kind."""
    draw = random.Random(f"{kind} {seed}")
    found: dict[str, None] = {}
    while len(found) < count:
        found[KINDS[kind](draw)] = None
    return list(found)
