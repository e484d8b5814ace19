#!/usr/bin/env python3
"""Does a reader of formulas read notations as they are meant?

    python judge.py FILE --command "diffcheck --json" [--bar 0.9] [--show N] [--dialect "--dialect {dialect}"]

FILE holds one JSON object a line. A text with "means" is right when its record says the same as the record of
"means"; a text with "refuse" is right when it is refused. A text that needs its dialect named is asked with the
option that --dialect spells, and left out without it. Exit status 0: nothing misread, and the share right reaches the bar.
"""

import argparse, ast, collections, json, math, random, re, shlex, subprocess, sys, tempfile
from fractions import Fraction
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REACH, WINDOW, TRIALS = 60, 10.0, 40
FIELDS = ("value", "left_limit", "right_limit", "left_derivative", "right_derivative", "kind", "continuous", "differentiable", "smoothness")
sign = lambda v: (v > 0) - (v < 0)
NAMES = {"pi": math.pi, "E": math.e, "oo": math.inf, "True": True, "False": False}
CALLS = {
    name: getattr(math, name)
    for name in "sqrt exp sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor erf gamma cbrt log2".split()
}
CALLS |= {
    "Abs": abs,
    "abs": abs,
    "sign": sign,
    "ceiling": math.ceil,
    "Max": max,
    "Min": min,
    "log": math.log,
    "Mod": lambda a, b: a - b * math.floor(a / b),
    "frac": lambda a: a - math.floor(a),
    "round": round,
    "sinc": lambda a: math.sin(a) / a if a else 1,
    "Heaviside": lambda a, h=0.5: 1 if a > 0 else 0 if a < 0 else h,
    "Eq": lambda a, b: same(a, b),
    "Ne": lambda a, b: not same(a, b),
    "And": lambda *a: all(a),
    "Or": lambda *a: any(a),
    "Not": lambda a: not a,
    "sec": lambda a: 1 / math.cos(a),
    "csc": lambda a: 1 / math.sin(a),
    "cot": lambda a: 1 / math.tan(a),
}
ORDER = {ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b, ast.Gt: lambda a, b: a > b, ast.GtE: lambda a, b: a >= b}
ARITH = {ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b, ast.Mult: lambda a, b: a * b, ast.Div: lambda a, b: a / b}


def same(a, b):
    """Equal, numbers to nine digits."""
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool) and not isinstance(b, bool):
        return (
            a == b
            or (math.isnan(a) and math.isnan(b))
            or math.isfinite(a)
            and math.isfinite(b)
            and abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
        )
    return a == b


def power(base, exponent):
    """The contract's power: p/q with odd q is the real root."""
    if base >= 0 or float(exponent).is_integer():
        return base**exponent
    ratio = Fraction(exponent).limit_denominator(1000)
    if ratio.denominator % 2 == 0:
        raise ValueError("an even root of a negative number")
    return (-1) ** ratio.numerator * (-base) ** exponent


def walk(node, env):
    """The value of a syntax tree: KeyError where a name is not known here, ValueError where it has no real value."""
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return env[node.id] if node.id in env else NAMES[node.id]
        case ast.UnaryOp(op=ast.USub()):
            return -walk(node.operand, env)
        case ast.BinOp(op=ast.Pow()):
            return power(walk(node.left, env), walk(node.right, env))
        case ast.BinOp():
            return ARITH[type(node.op)](walk(node.left, env), walk(node.right, env))
        case ast.Call(func=ast.Name(id="Piecewise")):
            for pair in node.args:
                if walk(pair.elts[1], env):
                    return walk(pair.elts[0], env)
            raise ValueError("no case applies")
        case ast.Call():
            return CALLS[node.func.id](*[walk(argument, env) for argument in node.args])
        case ast.Compare():
            sides = [walk(side, env) for side in [node.left, *node.comparators]]
            return all(ORDER[type(op)](a, b) for op, a, b in zip(node.ops, sides, sides[1:]))
    raise KeyError(node)


def number(text, env):
    """The value of a text in SymPy's syntax; the text itself where this small evaluator has no value for it."""
    if not isinstance(text, str) or text in ("dne", "undecided"):
        return text
    try:
        return walk(ast.parse(text, mode="eval").body, env)
    except (KeyError, SyntaxError, ValueError, ZeroDivisionError, OverflowError, TypeError, AttributeError):
        return text


def inside(x, text, env):
    """Is x in a set written as intervals joined by U, less \\ {points} or \\ {family : condition}?"""
    if " if " in text:
        text = next((part.split(" if ")[0] for part in text.split(";") if number(part.split(" if ")[1], env) is True), "{}")
    whole, *holes = text.split(" \\ ")
    for hole in holes:
        points, _, rule = hole.strip("{} ").partition(" : ")
        free = set(re.findall(r"\b[a-z]\w*\b", points)) - set(CALLS) - set(NAMES) - set(env)
        for n in range(-REACH, REACH + 1) if rule else [0]:
            local = env | {name: n for name in free}
            if rule and " in " not in rule and number(rule, local) is not True:
                continue
            if any(same(x, number(point, local)) for point in ([points] if rule else points.split(", "))):
                return False
    for part in whole.split(" U "):
        if part.startswith("{"):
            if any(same(x, number(p, env)) for p in part.strip("{}").split(", ")):
                return True
            continue
        low, high = (number(end, env) for end in part[1:-1].rsplit(", ", 1))
        if (low < x or part[0] == "[" and same(x, low)) and (x < high or part[-1] == "]" and same(x, high)):
            return True
    return False


def members(record, env):
    """The points as (at, entry, environment), families counted out, and how far they are counted."""
    found, reach = [], WINDOW
    for point in record["points"]:
        if "if" in point and number(point["if"], env) is not True:
            continue
        index = point.get("index")
        for n in range(-REACH, REACH + 1) if index else [None]:
            local = env | ({index["symbol"]: n} if index else {})
            at = number(point["at"], local)
            if isinstance(at, str):
                at = point["approx"]
            if point.get("symbol"):
                local[point["symbol"]] = at
            if index:
                if abs(n) == REACH:
                    reach = min(reach, abs(at) * 0.999)
                rule = {"Integers": True, "Naturals": n > 0, "Naturals0": n >= 0}.get(index["set"])
                if str(n) in index["except"] or not (number(index["set"], local) if rule is None else rule):
                    continue
            found.append((at, point, local))
    return sorted(found, key=lambda item: item[0]), reach


def verdict(value, env):
    """A verdict or smoothness at these parameters."""
    if isinstance(value, list):
        return next((case["value"] for case in value if number(case["if"], env) is True), None)
    return value if value == "oo" else number(value, env)


def difference(got, want):
    """What the first record says otherwise than the second; None where they agree."""
    keys = ("domain", "continuous", "differentiable", "smoothness")
    if sorted(got["parameters"]) != sorted(want["parameters"]):
        return f"parameters {got['parameters']}, not {want['parameters']}"
    if got.get("solve") != want.get("solve"):
        return f"solve {got.get('solve')}, not {want.get('solve')}"
    brief = [
        [record.get(k) for k in keys] + [{k: p.get(k) for k in ("at", "if", "index", *FIELDS)} for p in record["points"]]
        for record in (got, want)
    ]
    chance = random.Random(1)
    for _ in range(TRIALS if want["parameters"] else 1):
        env = {name: chance.choice([-2, -1, -0.5, 0, 0.5, 1, 2, 3, 4, 0.7]) for name in want["parameters"]}
        where = f" where {env}" if env else ""
        for x in [chance.uniform(-scale, scale) for scale in (1, 10, 1000) for _ in range(20)]:
            a, b = (number(record["function"], env | {record["variable"]: x}) for record in (got, want))
            if not isinstance(a, str) and not isinstance(b, str) and not abs(a - b) <= 1e-7 * max(1, abs(a), abs(b)):
                return f"f({x:.6g}) = {a}, not {b}{where}"
        if brief[0] == brief[1]:
            continue
        for key in keys[1:]:
            a, b = verdict(got[key], env), verdict(want[key], env)
            if not same(a, b):
                return f"{key} {a}, not {b}{where}"
        (one, r1), (two, r2) = members(got, env), members(want, env)
        one, two = ([m for m in side if abs(m[0]) <= min(r1, r2) or not m[1].get("index")] for side in (one, two))
        near = min(r1, r2)
        one, two = ([m for m in side if near >= WINDOW or abs(m[0]) <= near] for side in (one, two))
        if not (len(one) == len(two) and all(same(a[0], b[0]) for a, b in zip(one, two))):
            return f"points {[m[0] for m in one][:6]}, not {[m[0] for m in two][:6]}{where}"
        for (at, p, e1), (_, q, e2) in zip(one, two):
            for key in FIELDS:
                a, b = (
                    verdict(point.get(key), env) if key == "smoothness" else number(point.get(key), env)
                    for point, env in ((p, e1), (q, e2))
                )
                if not same(a, b):
                    return f"at {at}: {key} {a}, not {b}{where}"
        if got["domain"] != want["domain"]:
            for x in [m[0] for m in two] + [chance.uniform(-near, near) for _ in range(300)]:
                if inside(x, got["domain"], env) != inside(x, want["domain"], env):
                    return f"domain {got['domain']}, not {want['domain']}{where}"
    return None


def ask(command, case, extra):
    """The program's record of one text; None where it gives none."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["--", case["text"]]
        if file := case.get("file_option"):
            path = Path(folder, "case" + file["suffix"])
            path.write_text(case["text"], encoding="utf-8")
            arguments = [file["option"], f"{path}:{file['name']}"]
        try:
            done = subprocess.run(
                [*command, *case.get("options", []), *extra, *arguments],
                capture_output=True,
                text=True,
                timeout=60,
                stdin=subprocess.DEVNULL,
            )
            return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else done.stderr.strip()
        except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
            return f"{type(error).__name__}: {error}"


def truths(command, cases):
    """The records of all that is meant, asked in batches of equal options."""
    groups = collections.defaultdict(set)
    for case in cases:
        for means, options in meanings(case):
            groups[tuple(options)].add(means)
    records = {}
    for options, texts in groups.items():
        done = subprocess.run([*command, *options, "-"], input="".join(t + "\n" for t in texts), capture_output=True, text=True)
        records |= {(text, options): json.loads(line) for text, line in zip(texts, done.stdout.splitlines(), strict=True)}
    return records


def meanings(case):
    return [(case["means"], case.get("means_options", [])), *case.get("also", [])] if "means" in case else []


def renamed(record, names):
    text = json.dumps(record)
    for old, new in names.items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return json.loads(text)


def judge(case, got, known):
    """The verdict on one case, and why."""
    if not isinstance(got, dict):
        usage = isinstance(got, str) and case.get("file_option") and ("option" in got.lower())
        return ("refused" if usage else "no answer"), str(got)
    refused = got["status"] == "error"
    if refused and got["error"]["code"] in ("internal", "memory"):
        return "no answer", got["error"]["message"]
    if "refuse" in case:
        return ("right: refused", "") if refused else ("WRONGLY READ", f"{got.get('function')}: {case['refuse']}")
    if refused:
        return ("right: refused" if case.get("or_refuse") else "refused"), f"{got['error']['code']}: {got['error']['message']}"
    if got["status"] == "timeout":
        return "undecided", "timeout"
    got = renamed(got, case.get("rename", {}))
    reasons = [difference(got, known[means, tuple(options)]) for means, options in meanings(case)]
    if None in reasons:
        return "right: read", ""
    if got["status"] == "undecided" and not known[case["means"], tuple(case.get("means_options", []))]["status"] == "undecided":
        return "undecided", reasons[0]
    return "MISREAD", f"read as {got['function']}; {reasons[0]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--command", default="diffcheck --json")
    parser.add_argument("--bar", type=float, default=1.0, help="the share that must be right (1.0)")
    parser.add_argument("--show", type=int, default=0, help="list so many failures")
    parser.add_argument("--dialect", default="", help='how the dialect is named, such as "--dialect {dialect}"')
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    command = shlex.split(options.command)
    cases = [json.loads(line) for line in Path(options.file).read_text(encoding="utf-8").splitlines() if line.strip()]
    skipped = [c for c in cases if c.get("needs_dialect") and not options.dialect]
    cases = [c for c in cases if c not in skipped]
    known = truths(command, cases)
    for (means, given), record in known.items():
        if record["status"] not in ("ok", "undecided"):
            sys.exit(f"The meaning is not read: {means} {given}: {record.get('error')}")
    extra = [shlex.split(options.dialect.format(**c)) if c.get("needs_dialect") else [] for c in cases]
    with ThreadPoolExecutor(options.jobs) as pool:
        verdicts = [judge(case, got, known) for case, got in zip(cases, pool.map(ask, [command] * len(cases), cases, extra))]
    columns = ("right: read", "right: refused", "refused", "undecided", "no answer", "MISREAD", "WRONGLY READ")
    table = collections.defaultdict(collections.Counter)
    for case, (name, _) in zip(cases, verdicts):
        table[case["dialect"]][name] += 1
        table["all"][name] += 1
    print(f"{'dialect':13}" + "".join(f"{c:>16}" for c in columns))
    for dialect in [*sorted(set(table) - {"all"}), "all"]:
        print(f"{dialect:13}" + "".join(f"{table[dialect][c] or '.':>16}" for c in columns))
    total, every = len(cases), table["all"]
    share = (every["right: read"] + every["right: refused"]) / max(1, total)
    print(
        f"{total} asked, {len(skipped)} left out (they need --dialect); right {share:.1%}; misread {every['MISREAD'] + every['WRONGLY READ']}"
    )
    order = {"MISREAD": 0, "WRONGLY READ": 1, "no answer": 2, "undecided": 3, "refused": 4}
    failures = sorted((order[name], case["id"], name, case["text"], why) for case, (name, why) in zip(cases, verdicts) if name in order)
    for _, slug, name, text, why in failures[: options.show]:
        print(f"\n{name}  {slug}\n  {text!r}\n  {why[:300]}")
    return 0 if not every["MISREAD"] + every["WRONGLY READ"] and share >= options.bar else 1


if __name__ == "__main__":
    sys.exit(main())
