"""The recipes of CONTRIBUTING.md but that of a function (test_a_function.py), followed in a copy of the sources.

Each works from end to end, in as few source files as it says, and whoever leaves out a step is told so by mypy or by a test.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from .workshop import ROOT, Step, Workshop

pytestmark = pytest.mark.slow

DOCS = (("-m", "diffcheck.shell.manual"), ("-m", "diffcheck.shell.reference"))
"""make docs"""
WRITE = "import os, pytest; os.environ['DIFFCHECK_GOLDEN'] = 'write'; pytest.main(['-q', 'tests/render/test_golden.py'])"
"""make golden"""
MYPY = ("mypy",)
OPTIONS, KINDS, GOLDEN = "tests/shell/test_options.py", "tests/render/test_kinds.py", "tests/render/test_golden.py"
PAGES = (OPTIONS, "-k", "pages")


@dataclass(frozen=True)
class Recipe:
    """The title in CONTRIBUTING.md, how many source files it takes, its steps, and what works in the end."""

    title: str
    files: int
    steps: tuple[Step, ...]
    works: Callable[[Workshop], None]

    @property
    def guards(self) -> list[tuple[str, ...]]:
        """What finds nothing wrong once every step is done: mypy, and the tests of the steps."""
        return list(dict.fromkeys([MYPY, *(step.guard for step in self.steps)]))


def csv_works(shop: Workshop) -> None:
    assert shop.diffcheck("--format", "csv", "|x|", "1/x").splitlines() == ["0,corner", "0,infinite"]
    for words in (shop.diffcheck("--help"), (shop.home / "man" / "diffcheck.1").read_text(encoding="utf-8")):
        assert "|csv" in words


FORMAT = Recipe(
    "An output format.",
    1,
    (
        Step(
            "the module",
            (GOLDEN, "-k", "csv"),
            "src/diffcheck/render/csv.py",
            '''"""The points as comma-separated values."""

from typing import Final

from diffcheck.model.report import Record, Report
from diffcheck.render.words.look import Look

MACHINE: Final = True


def render(record: Record, look: Look) -> str:
    """A line for each point: where, and of which kind."""
    points = record.answer.points if isinstance(record.answer, Report) else ()
    return "\\n".join(f"{point.at},{point.kind.value}" for point in points)
''',
        ),
        Step(
            "make golden",
            (GOLDEN, "-k", "csv"),
            commands=(
                ("-c", "import os, pytest; os.environ['DIFFCHECK_GOLDEN'] = 'write'; pytest.main(['-q', 'tests/render/test_golden.py'])"),
            ),
        ),
        Step("make docs", PAGES, commands=DOCS),
    ),
    csv_works,
)


def half_vertical_works(shop: Workshop) -> None:
    answer = json.loads(shop.diffcheck("--json", "--autodiff", "sqrt(max(0, x))"))
    assert [(point["kind"], point["left_derivative"], point["right_derivative"]) for point in answer["points"]] == [
        ("half_vertical", "0", "oo")
    ]
    told = shop.diffcheck("--format", "plain", "--explain", "sqrt(max(0, x))")
    assert "Conclusion: a half-vertical tangent: f is continuous, with one slope finite and one infinite." in told
    assert "half-vertical" in shop.diffcheck("--format", "table", "sqrt(max(0, x))")
    assert "Example: sqrt(max(0, x)) at 0." in shop.diffcheck("--explain", "half-vertical")


KIND = Recipe(
    "A kind of point.",
    2,
    (
        Step(
            "the row",
            MYPY,
            "src/diffcheck/model/kind.py",
            """    HALF_VERTICAL = (
        "half_vertical",
        KindFacts(
            f_is="continuous",
            mark="bad",
            word="half-vertical",
            name="a half-vertical tangent",
            meaning="f is continuous, with one slope finite and one infinite",
            because="the difference quotient tends to {slopes}",
            comparison="the one-sided slopes {left} and {right} differ",
            is_kink=True,
            lesson="f is continuous, one of its one-sided slopes is finite, and the other is infinite.",
            example=("sqrt(max(0, x))", "0"),
            seen="The slope is 0 from the left and +oo from the right.",
        ),
    )
    CORNER = (
""",
            instead="    CORNER = (\n",
        ),
        Step(
            "the classification",
            (KINDS, "-k", "HALF_VERTICAL"),
            "src/diffcheck/analysis/point/classify.py",
            '    if "infinite" in kinds:\n        return Classification(True, False, Kind.HALF_VERTICAL)\n',
            instead='    if "infinite" in kinds:\n        return Classification(True, False, Kind.CORNER)\n',
        ),
        Step("make docs", (KINDS, "-k", "schema"), commands=DOCS),
    ),
    half_vertical_works,
)


def only_works(shop: Workshop) -> None:
    answer = json.loads(shop.diffcheck("--json", "--only", "jump", "|x| + floor(x)", "--on", "[-1/2, 1/2]"))
    assert [point["kind"] for point in answer["points"]] == ["jump"]
    asked = "import diffcheck; print([str(p.at) for p in diffcheck.check('|x| + |x-1|/(x-1)', only=['corner']).points])"
    assert shop.run("-c", asked).stdout == "['0']\n"
    assert "--only KINDS" in shop.diffcheck("--help")
    assert "--only corner" in shop.run("-m", "diffcheck", "x", "--only").stderr


OPTION = Recipe(
    "An option.",
    2,
    (
        Step(
            "the declaration",
            MYPY,
            "src/diffcheck/model/options.py",
            """    only: tuple[str, ...] = field(
        default=(),
        metadata=_question(
            "--only", "KINDS", "list the points of these kinds alone", several=True, example="corner", python='only=["corner"]'
        ),
    )
    autodiff: bool | tuple[str, ...] = field(
""",
            instead="    autodiff: bool | tuple[str, ...] = field(\n",
        ),
        Step(
            "its type in Python",
            (OPTIONS, "-k", "keywords"),
            "src/diffcheck/model/options.py",
            "    only: Iterable[str]\n    autodiff: Autodiff\n",
            instead="    autodiff: Autodiff\n",
        ),
        Step(
            "what it does",
            (OPTIONS, "-k", "acted_on"),
            "src/diffcheck/analysis/survey/members.py",
            '''        """Whether the answer lists the points."""
        if question.options.only and self.finding.kind.value not in question.options.only:
            return False
''',
            instead='        """Whether the answer lists the points."""\n',
        ),
        Step("make docs", PAGES, commands=DOCS),
    ),
    only_works,
)

RECIPES = (FORMAT, KIND, OPTION)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop.at(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(autouse=True)
def as_it_was(shop: Workshop) -> Iterator[None]:
    yield
    shop.restore()


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_a_recipe_works_in_as_few_source_files_as_it_says(recipe: Recipe, shop: Workshop) -> None:
    assert f"**{recipe.title}**" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len({step.path for step in recipe.steps if step.is_source}) <= recipe.files
    shop.follow(recipe.steps)
    recipe.works(shop)
    for guard in recipe.guards:
        fine, said = shop.passes(guard)
        assert fine, said


OMISSIONS = [(recipe, step) for recipe in RECIPES for step in recipe.steps if not step.is_new_file]  # without that nothing is new


@pytest.mark.parametrize(("recipe", "left_out"), OMISSIONS, ids=[f"{recipe.title} {step.name}" for recipe, step in OMISSIONS])
def test_a_step_left_out_is_noticed(recipe: Recipe, left_out: Step, shop: Workshop) -> None:
    shop.follow([step for step in recipe.steps if step is not left_out], strict=False)
    fine, said = shop.passes(left_out.guard)
    assert not fine, said
