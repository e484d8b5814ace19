"""The words of --help, --version and of a call without arguments."""

from __future__ import annotations

EXAMPLES = """\
  diffcheck "max(0, x)"                      a corner at 0, and why
  diffcheck "x*|x|" --require C1             the exit code answers: 0 yes, 1 no
  diffcheck --json -f formulas.txt           a formula a line, a record a line
"""

HELP = (
    """\
Decides where a function is continuous and differentiable, and why.

"""
    + EXAMPLES
    + """
Usage: diffcheck [OPTIONS] [EXPRESSION]...     ("-" reads one formula a line)

Question
  --at POINT              look at this point too, even if f is smooth there
  --on SET                domain (default), reals, "[0,1)", "(0,oo)"
  --require PROPERTY      continuous, differentiable, C1 ..., smooth, lipschitz
  --solve a,b             for which parameters is the required property true
  --all                   list the suspects that turned out smooth, too
  --explain               the argument step by step; --explain corner: the word
  --autodiff [LIB=VER]    what PyTorch, JAX, TensorFlow return (pytorch=2.13)
Reading
  --var NAME              the variable, where it is not x
  --roots real|principal  x^(1/3) for x < 0: real (default) or undefined
  --set a=2               the value of a parameter
  --assume "a > 0"        what is known of the parameters
Output
  --format table|plain|json|markdown|latex|html    table; in a pipe plain
  --json                  one object a line
  --plot, --save FILE     a picture here; in FILE.svg, .png, .pdf or .html
  --color auto|always|never
  -q, --quiet             no notes and no progress
Many formulas, and limits
  -f FILE, --file FILE    one formula a line; # comments; labels like abs: |x|
  --jobs N                so many processes (1); the order is kept
  --dask ADDRESS          ask the workers of a dask.distributed scheduler
  --fail-fast             stop at the first line whose answer is not 0
  --time-limit S          seconds for one formula (10)
  --memory-limit MIB      memory (1024)
Other
  --functions             the functions that are known; --functions relu: one
  --debug  --version  -h, --help  --install-completion  --show-completion

Exit codes: 0 decided, or the required property holds; 1 it does not hold;
  2 bad input; 3 undecided; 70 internal error; 130 Ctrl-C; 141 closed pipe.
  Of many formulas, the gravest: 2, then 3, then 1.
"""
)

NOTHING_ASKED = (
    """\
diffcheck decides where a function is continuous and differentiable:

"""
    + EXAMPLES
    + """
diffcheck --help shows the rest.
"""
)


def version() -> str:
    """One line with the versions that an answer depends on; nothing is imported to learn them."""
    import platform
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    from diffcheck import __version__

    try:
        sympy = installed("sympy")
    except PackageNotFoundError:
        sympy = "not installed"
    return f"diffcheck {__version__} (SymPy {sympy}, Python {platform.python_version()})"
