"""--plot and --save as a user calls them; and that no picture ever costs an answer."""

from __future__ import annotations

import json
import os
import re
import time
from importlib.util import find_spec
from xml.etree import ElementTree

import pytest

from diffcheck import api
from diffcheck.batch import Line, Pool, Worker
from diffcheck.model.kind import Kind
from diffcheck.model.report import NO, YES, Failure, Record, Report
from diffcheck.model.term import LINE
from diffcheck.model.tree import Name, Problem
from diffcheck.render.words.look import Look
from diffcheck.shell.lessons import lesson

from .running import diffcheck

BRAILLE = {chr(0x2800 + k) for k in range(1, 256)}
needs_matplotlib = pytest.mark.skipif(find_spec("matplotlib") is None, reason="the extra [plot] is not installed")
BLOCKER = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "matplotlib":
            raise ModuleNotFoundError("No module named 'matplotlib'", name=name)
sys.meta_path.insert(0, Blocker())
"""


@pytest.mark.engine
@pytest.mark.parametrize("form", ["table", "plain"])
def test_plot_shows_a_picture_below_the_answer_also_in_a_pipe(form):
    without = diffcheck("--format", form, "max(0, x)").stdout
    run = diffcheck("--plot", "--format", form, "max(0, x)")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(without)
    picture = run.stdout[len(without) :]
    assert set(picture) & BRAILLE
    assert "▲ corner: x = 0" in picture
    assert all(len(line) <= 80 for line in picture.splitlines())


@pytest.mark.slow
@pytest.mark.engine
def test_plot_speaks_ascii_where_nothing_else_is_understood():
    run = diffcheck("--plot", "floor(x)", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert run.stdout.isascii()
    assert "@****" in run.stdout and "^ jump: x = -3" in run.stdout


@pytest.mark.engine
def test_json_is_the_same_with_plot():
    with_plot, without = (json.loads(diffcheck("--json", *more, "max(0, x)").stdout) for more in (["--plot"], []))
    assert with_plot | {"seconds": 0} == without | {"seconds": 0}
    assert json.loads(diffcheck("--json", "--plot", "a*|x|").stdout)["notes"] == []


@pytest.mark.engine
def test_every_line_of_a_batch_gets_its_picture():
    run = diffcheck("--plot", "-", stdin="|x|\nfloor(x\na*x\n1/x\n")
    assert run.returncode == 2
    assert run.stdout.count("└") == 2 + 2


@pytest.mark.engine
def test_a_free_parameter_is_no_reason_to_fail():
    run = diffcheck("--plot", "a*|x|")
    assert (run.returncode, run.stderr, run.stdout.count("└")) == (0, "", 2)
    assert [line.strip() for line in run.stdout.splitlines() if line.strip().startswith("a = ")] == ["a = 0", "a = 1"]
    assert diffcheck("--plot", "a*x", "--set", "a=2").stdout.count("└") == 1


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("ending", ["svg", "html"])
def test_a_file_shows_each_case_of_a_free_parameter_with_its_value(ending, without_matplotlib, tmp_path):
    path = os.pathsep.join((without_matplotlib, os.environ.get("PYTHONPATH", "")))
    for name, place in (("drawn", os.environ.get("PYTHONPATH", "")), ("written", path)):
        file = tmp_path / f"{name}.{ending}"
        run = diffcheck("{a*x + b, x < 1; x^2}", "--save", str(file), PYTHONPATH=place)
        assert (run.returncode, run.stderr) == (0, "")
        shown = file.read_text(encoding="utf-8")
        assert all(re.search(rf">a = {a}, b = {b}<", shown) for a, b in (("1", "[-−]1"), ("1", "0"), ("2", "[-−]1")))
        assert len(set(re.findall(r'<clipPath id="([^"]*)"', shown))) == len(re.findall(r'<clipPath id="', shown)) >= 3


@pytest.mark.slow
@pytest.mark.engine
@needs_matplotlib
@pytest.mark.parametrize(("name", "start"), [("p.svg", b"<?xml"), ("p.png", b"\x89PNG"), ("p.pdf", b"%PDF"), ("P.SVG", b"<?xml")])
def test_save_writes_what_the_ending_says_and_still_answers(name, start, tmp_path):
    path = tmp_path / name
    path.write_text("old")
    run = diffcheck("max(0, x)", "--save", str(path))
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == diffcheck("max(0, x)").stdout
    assert path.read_bytes().startswith(start)


@pytest.mark.slow
@pytest.mark.engine
@needs_matplotlib
def test_save_goes_together_with_json_and_with_a_required_property(tmp_path):
    path = tmp_path / "p.svg"
    run = diffcheck("--json", "--require", "C1", "max(0, x)", "--save", str(path))
    assert run.returncode == 1
    assert json.loads(run.stdout)["differentiable"] is False
    assert path.read_bytes().startswith(b"<?xml")


@pytest.mark.engine
@needs_matplotlib
def test_where_there_is_no_picture_no_file_is_written_and_that_is_undecided(tmp_path):
    path = tmp_path / "p.svg"
    run = diffcheck("|x - a|", "--assume", "cos(a) = a", "--save", str(path))
    assert run.returncode == 3
    assert "was not written" in run.stderr and "--set a=2" in run.stderr
    assert not path.exists()
    run = diffcheck("x +", "--save", str(path))
    assert (run.returncode, run.stdout) == (2, "")
    assert not path.exists()


@pytest.mark.engine
@needs_matplotlib
def test_a_file_that_cannot_be_written_is_one_line_and_exit_2(tmp_path):
    (tmp_path / "folder.svg").mkdir()
    for path in (tmp_path / "folder.svg", tmp_path / "missing" / "p.svg"):
        run = diffcheck("x", "--save", str(path))
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr.startswith(f"error: --save: cannot write {path}: ")
        assert len(run.stderr.splitlines()) == 1


@pytest.fixture
def without_matplotlib(tmp_path):
    """A place for PYTHONPATH that hides matplotlib."""
    (tmp_path / "sitecustomize.py").write_text(BLOCKER)
    return str(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_without_matplotlib_the_message_names_the_extra_before_anything_is_computed(ending, without_matplotlib, tmp_path):
    path = os.pathsep.join((without_matplotlib, os.environ.get("PYTHONPATH", "")))
    run = diffcheck("x", "--save", str(tmp_path / f"p.{ending}"), PYTHONPATH=path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "matplotlib" in run.stderr
    assert 'pip install "diffcheck-calculus[plot]"' in run.stderr
    assert len(run.stderr.splitlines()) == 2


@pytest.mark.slow
@pytest.mark.engine
def test_plot_needs_no_matplotlib(without_matplotlib):
    path = os.pathsep.join((without_matplotlib, os.environ.get("PYTHONPATH", "")))
    assert "└" in diffcheck("x", "--plot", PYTHONPATH=path).stdout


@pytest.mark.engine
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.facts.example])
def test_the_picture_that_explains_a_kind_shows_a_point_of_that_kind(kind):
    formula, place = kind.facts.example
    found = [m for m in api.check(formula, at=[place], plot=True).picture.marks if m.at == place]
    assert [m.kind for m in found] == [kind]
    shown = lesson(kind.value, Look(symbols=False))
    assert shown is not None and shown.isascii()
    assert "\n\n" in shown and "^" in shown.split("\n\n", 1)[1]


def test_a_word_is_explained_with_a_picture_on_the_command_line():
    run = diffcheck("--explain", "corner")
    assert run.returncode == 0
    assert "Example: max(0, x)" in run.stdout
    assert set(run.stdout) & BRAILLE
    assert not set(diffcheck("--explain", "undecided").stdout) & BRAILLE


class SlowPainter:
    """Knows the answer at once, and then does what the text says in place of drawing."""

    def warm_up(self):
        """Nothing to import."""

    def prepare(self, options):
        return options

    def take_apart(self, line):
        return None, line

    def answer(self, text, asker, line=None, label=None, tell=None):
        report = Report(Problem(Name("x"), "x", (), text), "ok", LINE, "domain", YES, NO, 0, "proved", (), (), ("before",))
        record = Record(line, text, label, report, 0.0)
        if tell is not None:
            tell(record)
        if text == "sleep":
            time.sleep(60)
        elif text == "big":
            list(range(10**9))
        return record


@pytest.mark.slow
@pytest.mark.parametrize(("text", "seconds", "why"), [("sleep", 0.5, "within 0.5 s"), ("big", 30, "memory limit")])
def test_a_picture_that_takes_too_much_costs_the_picture_alone(text, seconds, why):
    with Pool(api.Options(plot=True), seconds=seconds, memory=256, first=Worker(SlowPainter())) as pool:
        record = pool.answer(Line(text, 1))
        assert isinstance(record.answer, Report)
        assert record.answer.differentiable.answer == "no"
        assert record.answer.notes[0] == "before"
        assert record.answer.notes[1].startswith("no picture: ") and why in record.answer.notes[1]
        assert pool.answer(Line("x", 2)).answer.notes == ("before",)
    with Pool(api.Options(), seconds=0.5, memory=256, first=Worker(SlowPainter())) as pool:
        assert isinstance(pool.answer(Line("sleep", 1)).answer, Failure)


@pytest.mark.slow
@needs_matplotlib
def test_a_page_holds_many_answers_in_their_order_and_a_picture_holds_one(tmp_path):
    page = tmp_path / "hand-out.html"
    run = diffcheck("-q", "--save", str(page), "-", stdin="corner: |x|\n# none\nmaks(x\n\n1/x\n")
    assert run.returncode == 2 and "Did you mean max?" in run.stderr
    text = page.read_text(encoding="utf-8")
    assert text.count("<!doctype html>") == text.count("<body>") == 1 and text.count("<article") == 3 and text.count("<svg") == 2
    assert text.index("corner") < text.index("Unknown name maks") < text.rindex("infinite")
    assert len(set(re.findall(r'<svg class="diffcheck-picture" id="([^"]+)"', text))) == 2
    again = diffcheck("-q", "--save", str(page), "x^2", "|x - 1|")
    assert again.returncode == 0 and page.read_text(encoding="utf-8").count("<article") == 2
    for several in (["|x|", "1/x"], ["-"], ["-f", str(page)]):
        refused = diffcheck("--save", str(tmp_path / "p.svg"), *several)
        assert refused.returncode == 2 and "a page (.html) holds many" in refused.stderr
    assert not (tmp_path / "p.svg").exists()


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["floor(x)", "tan(x)", "|x^2 - 2|", "sin(1/x)", "x^(1/3)", "1/x + log|x - 3|"])
def test_pictures_and_pages_in_svg_need_no_matplotlib(formula, without_matplotlib, tmp_path):
    path = os.pathsep.join((without_matplotlib, os.environ.get("PYTHONPATH", "")))
    for name in ("p.svg", "p.html"):
        assert diffcheck(formula, "--save", str(tmp_path / name), PYTHONPATH=path).returncode == 0
    picture = ElementTree.parse(tmp_path / "p.svg").getroot()
    shown = "".join(picture.itertext())
    report = api.check(formula, plot=True)
    assert report.picture is not None
    assert picture.tag.endswith("}svg") and picture.get("width") and "f(x) = " in shown
    drawn = [one.tag.rpartition("}")[2] for one in picture.iter()]
    assert drawn.count("circle") >= len(report.picture.dots) and drawn.count("polyline") >= len(report.picture.curves)
    assert all(word in shown for word in {mark.kind.facts.word for mark in report.picture.marks})
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1 and "http://" not in page.replace("http://www.w3.org/", "")
    numbers = [float(n) for one in picture.iter() for n in re.findall(r"-?[0-9.]+", one.get("points", ""))]
    assert all(abs(n) < 10_000 for n in numbers)
