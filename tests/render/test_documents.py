"""Markdown, LaTeX and HTML: what they say is what the report says, no text of a user is markup in them, and they are well formed."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from xml.dom import minidom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffcheck import api, render
from diffcheck.model.report import Quantity, Record, Report
from diffcheck.render import html, latex, markdown
from diffcheck.render.words import tex
from diffcheck.render.words.letters import lettered
from diffcheck.render.words.look import Look
from diffcheck.render.words.mathml import inline
from diffcheck.render.words.script import BEGIN, END, Script, shown
from diffcheck.render.words.sentences import quantity_words
from diffcheck.render.words.style import PAGE, PART

from ..terms import exact
from .reports import ALL, BROKEN, PARAMETERS, RELU

FORMS = ("markdown", "latex", "html")
FORMULAS = (
    "max(0, x)", "x*floor(x)", "{a x + b, x<1; x^2, x>=1}", "|x - cos(x)|", "|x^3 - 3x - 1|", "1/(1 + e^(1/x))",
    "{x^2 sin(1/x), x != 0; 0, x = 0}", "sqrt|x|", "tan(x)", "x/x", "lambda*|x|", "relu6(x_0 x)", "log2|x| + [x > 1]", "x^(2/3)*2^(1/3)",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "</title></style><img src=x onerror=alert(1)>", "| a | b |\n|---|---|",
    "**b** _i_ `c` [l](http://evil.example)", "![i](x.png) <b> &amp; &#60; www.evil.example @someone",
    r"\input{/etc/passwd} $x$ % & # ^ ~ \end{document}", "```\n# h", "> q", "1. one", "- l", "+ l", "---", "===", "<!-- c", "<a", "$$ x $$",
    "\\", "`", "``` ~~~", "\ue000<b>\ue001", "\x00\x1b[31m\u202e", "é ß 数 🎉 ‑ ² ½", "^^M \\\\ {", "}", "'\"",
)  # fmt: skip
MATHML = frozenset(
    ("math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msqrt", "mroot", "msup", "msub", "msubsup", "mtable", "mtr", "mtd")
)
ELEMENTS = MATHML | frozenset(
    (
        *(
            "article",
            "header",
            "h1",
            "h2",
            "h3",
            "p",
            "dl",
            "dt",
            "dd",
            "strong",
            "i",
            "b",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ),
        *("span", "br", "ul", "li", "footer", "pre", "mark"),
    )
)


def ask(formula: str, **options: object) -> Record:
    return api.answer(formula, api.prepare(api.Options(**options)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [ask(formula, explain=True, autodiff=True) for formula in FORMULAS]


def poisoned(text: str) -> Record:
    """An answer in which every text that may come from a user is this one."""
    report = PARAMETERS.answer
    assert isinstance(report, Report)
    point = replace(report.points[0], because=text)
    verdict = replace(report.continuous, answer="undecided", because=text)
    report = replace(report, notes=(text, f"{text} is assumed"), points=(point,), differentiable=verdict, reading=text)
    return replace(PARAMETERS, input=text, label=text, answer=report)


def parsed(page: str) -> minidom.Document:
    """A page as XML; raises where it is not well formed."""
    begins = page.startswith("<!doctype html>\n")
    return minidom.parseString(page.removeprefix("<!doctype html>\n") + "</body></html>" * begins)


def elements(document: minidom.Document) -> set[str]:
    return {node.tagName for node in document.getElementsByTagName("*")}


# what is said


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("form", FORMS)
def test_every_format_states_every_quantity_of_the_report(form, records):
    for record in records:
        assert isinstance(record.answer, Report)
        page = render.load(form).render(record, Look())
        for point in lettered(record.answer).told:
            held = (point.value, point.left_limit, point.right_limit, point.left_derivative, point.right_derivative)
            for quantity in held:
                if quantity is not None:
                    assert spelled(quantity, form) in page, (record.input, quantity)


def spelled(quantity: Quantity, form: str) -> str:
    """A quantity as the format writes it."""
    if form == "markdown":
        return markdown.words(quantity_words(quantity, symbols=True, joint="\n").split("\n")[0]).replace("|", "\\|")
    script = Script.LATEX if form == "latex" else Script.MATHML
    words, mathematics = (tex.words, lambda m: f"${m}$") if form == "latex" else (html.words, inline)
    return shown(quantity_words(quantity, symbols=script, joint="\n").split("\n")[0], words, mathematics)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("field", ["value", "left_limit", "right_limit", "left_derivative", "right_derivative"])
def test_a_quantity_is_stated_as_the_report_has_it(form, field):
    planted = replace(RELU.answer.points[0], **{field: exact("777")})
    page = render.load(form).render(replace(RELU, answer=replace(RELU.answer, points=(planted,))), Look())
    assert "777" in page
    assert "777" not in render.load(form).render(RELU, Look())


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("form", FORMS)
def test_the_derivation_is_shown_where_it_is_asked_for(form, records):
    assert "just left of" in render.load(form).render(records[0], Look(explain=True))
    assert "just left of" not in render.load(form).render(records[0], Look())


@pytest.mark.parametrize("form", FORMS)
def test_notes_the_label_and_the_certainty_are_in_a_document(form):
    page = render.load(form).render(ALL["stairs"], Look())
    for words in ("stairs", "a planted note", "Checked"):
        assert words in page


@pytest.mark.engine
@pytest.mark.parametrize(
    ("formula", "reading"),
    [
        ("x/x", r"f(x) = \frac{x}{x}"),
        ("sqrt(x)**2", r"f(x) = \sqrt{x}^{2}"),
        ("1/2x", r"f(x) = \frac{1}{2} x"),
        ("relu(x) + 0.1", r"f(x) = \operatorname{relu}(x) + 0.1"),
        ("-x^2", "f(x) = -x^{2}"),
        ("(-x)^2", "f(x) = (-x)^{2}"),
        ("x - (-2)", "f(x) = x - (-2)"),
        ("x*(-2)", r"f(x) = x \cdot (-2)"),
        ("3*(1/x)", r"f(x) = 3 \cdot \frac{1}{x}"),
        ("(x^2)^3", "f(x) = (x^{2})^{3}"),
        ("x^2^3", "f(x) = x^{2^{3}}"),
        ("||x| - 1|", r"f(x) = \lvert \lvert x \rvert - 1 \rvert"),
        ("f(t) = floor(t)/t", r"f(t) = \frac{\lfloor t \rfloor}{t}"),
        ("x if 0 < x < 1 else 0", r"f(x) = \begin{cases} x & \text{if } 0 < x < 1 \\ 0 & \text{otherwise} \end{cases}"),
        ("(x > 0)*x", "f(x) = [x > 0] x"),
        ("cbrt(x) + log2(x)", r"f(x) = \sqrt[3]{x} + \log_{2}(x)"),
    ],
)
def test_the_reading_shows_what_was_read(formula, reading):
    assert reading in latex.render(ask(formula), Look()).split("\n")


@pytest.mark.engine
def test_several_roots_have_letters_of_their_own_in_a_document():
    record = ask("|x^3 - 3x - 1|")
    page = latex.render(record, Look())
    assert [letter in page for letter in ("c_{1}", "c_{2}", "c_{3}", "c_{4}")] == [True, True, True, False]
    assert r"on $(c_{1}, c_{2})$" in page
    taken = ask("|x^3 - 3x - c_2|")
    assert isinstance(taken.answer, Report)
    assert lettered(taken.answer) == taken.answer


@pytest.mark.parametrize("form", FORMS)
def test_what_is_undecided_is_not_called_proved(form):
    assert "What is decided is proved, from" in render.load(form).render(PARAMETERS, Look())
    assert "Proved, from" in render.load(form).render(RELU, Look())


@pytest.mark.parametrize("form", FORMS)
def test_that_there_are_no_points_is_said_where_it_is_known(form):
    for record, known in ((RELU, True), (PARAMETERS, False)):
        page = render.load(form).render(replace(record, answer=replace(record.answer, points=())), Look())
        assert ("no special points" in page) == known


# no text of a user is markup


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_users_text_is_an_element_of_a_page(text):
    record = poisoned(text)
    for page in (
        html.page(record, Look(explain=True)),
        html.fragment(record, Look(explain=True)),
        html.render(broken(text), Look(first=False)),
    ):
        document = parsed(page)
        assert elements(document) <= ELEMENTS | {"html", "head", "meta", "title", "style", "body", "details", "summary", "h4", "h5"}
        for node in document.getElementsByTagName("*"):
            assert not any(name.startswith("on") or name in ("href", "src") for name, _ in node.attributes.items())
        assert BEGIN not in page
        assert END not in page


def broken(text: str) -> Record:
    """A failure in which every text is this one."""
    return replace(BROKEN, input=text, label=text, answer=replace(BROKEN.answer, message=text, hint=text, start=0, end=2))


@pytest.mark.slow
@given(st.text(max_size=40))
def test_nor_is_any_other_text(text):
    assert elements(parsed(html.article(poisoned(text), Look()))) <= ELEMENTS
    assert elements(parsed(html.article(broken(text), Look()))) <= ELEMENTS


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_users_text_is_markdown(text):
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    plain = shape(parser.parse(markdown.render(poisoned("words"), Look())))
    assert shape(parser.parse(markdown.render(poisoned(text), Look()))) == plain
    assert [token.type for token in parser.parse(markdown.render(broken(text), Look()))] == ["fence"]


def shape(tokens: list) -> list[str]:
    """The blocks of a text, and all that is inline and not text."""
    inner = [child.type + child.markup * (child.type != "html_inline") for token in tokens for child in token.children or ()]
    return [token.type for token in tokens] + [kind for kind in inner if not kind.startswith(("text", "html_inline<br>"))]


def test_a_bar_in_a_cell_does_not_end_it():
    bars = replace(RELU.answer.points[0], value=exact("Abs(a)"))
    page = markdown.render(replace(RELU, answer=replace(RELU.answer, points=(bars,))), Look())
    assert r"| \|a\| |" in page


@pytest.mark.parametrize("text", ["http://evil.example", "www.evil.example", "HTTPS://evil.example", "@someone"])
def test_no_text_becomes_a_link(text):
    assert text not in markdown.render(poisoned(text), Look())


@given(st.text(max_size=40))
def test_any_text_is_latex_in_ascii_without_commands_of_its_own(text):
    escaped = tex.words(text)
    assert escaped.isascii()
    bare = re.sub(r"\\[{}$&#_%]", "", escaped)
    assert bare.count("{") == bare.count("}")
    assert bare.count("$") % 2 == 0
    assert not re.search(r"[&#%~]", re.sub(r"\\~\{\w\}", "", bare.replace("~", "") if "\u00a0" in text else bare))


# well formed


@pytest.mark.slow
@pytest.mark.engine
def test_pages_are_well_formed_and_hold_no_mathml_that_browsers_do_not_know(records):
    for record in records:
        for look in (Look(explain=True), Look(explain=True, symbols=False)):
            document = parsed(html.page(record, look))
            for formula in document.getElementsByTagName("math"):
                assert {node.tagName for node in formula.getElementsByTagName("*")} <= MATHML
                counts(formula)


def counts(node: minidom.Element) -> None:
    """Fractions, powers and roots have as many children as they need."""
    need = {"mfrac": 2, "msup": 2, "msub": 2, "mroot": 2, "msubsup": 3}
    for name, number in need.items():
        for one in node.getElementsByTagName(name):
            assert len(one.childNodes) == number, one.toxml()


def test_a_page_needs_nothing_else():
    page = html.page(RELU, Look())
    for outside in ("http:", "https:", "<script", "<link", "@import", "url(", "src="):
        assert outside not in page
    for needed in (
        '<html lang="en">',
        'charset="utf-8"',
        "width=device-width",
        "<title>f(x) = max(0, x)</title>",
        "color-scheme: light dark",
    ):
        assert needed in page
    assert "prefers-color-scheme: dark" in page


def test_every_header_of_a_table_says_what_it_heads():
    heads = parsed(html.page(ALL["solved"], Look())).getElementsByTagName("th")
    assert {head.getAttribute("scope") for head in heads} == {"col", "row"}


@pytest.mark.parametrize("name", ALL)
def test_verdicts_are_words_and_never_colour_alone(name):
    for strong in parsed(html.article(ALL[name], Look())).getElementsByTagName("strong"):
        assert re.search(
            r"yes|no|undecided|holds|fails|if and only if|error|timeout",
            "".join(t.data for t in strong.childNodes if t.nodeType == t.TEXT_NODE),
        )


def test_many_records_are_one_page():
    looks = (Look(), *(Look(first=False) for _ in range(3)))
    page = "\n".join(html.render(record, look) for record, look in zip((RELU, PARAMETERS, ALL["stairs"], BROKEN), looks, strict=True))
    assert len(parsed(page).getElementsByTagName("article")) == 4
    assert page.count("<style>") == 1


@pytest.mark.slow
def test_no_name_inside_of_an_article_is_one_that_a_page_around_it_has_rules_for():
    records = [*ALL.values(), ask("|x - 1|", explain=True, autodiff=True), ask("a*|x|", plot=True)]
    for record in records:
        shown = html.fragment(record, Look(explain=True, plot=True))
        article = re.sub(r"<svg.*?</svg>", "", shown[shown.index("<article") :], flags=re.DOTALL)
        classes = {name for found in re.findall(r'class="([^"]*)"', article) for name in found.split()}
        assert classes and all(name == "diffcheck" or name.startswith("diffcheck-") for name in classes)
        assert not re.search(r"<d[ltd][ >]", article)


def test_rules_of_a_page_around_an_article_do_not_win_inside_of_it():
    rules = re.sub(r"@media[^{]*\{|^\}", "", PART, flags=re.MULTILINE)
    selectors = [one.strip() for block in re.findall(r"([^{}]+)\{", rules) for one in re.split(r",(?![^()]*\))", block)]
    assert len(selectors) > 40
    assert [one for one in selectors if not one.startswith(":is(.diffcheck, #diffcheck)")] == []
    named = {name for one in re.findall(r"([^{}]+)\{", PART + PAGE) for name in re.findall(r"\.([A-Za-z][\w-]*)", one)}
    shown = "".join(html.fragment(record, Look(explain=True)) for record in ALL.values())
    assert {name for name in named if not name.startswith("diffcheck")} == set()
    assert {name for name in named if name not in shown[shown.index("</style>") :]} <= {"diffcheck-cards", "diffcheck-condition"}


def test_a_picture_stands_in_its_place():
    page = html.page(RELU, Look(), figures=(('<svg viewBox="0 0 1 1"></svg>', ""),))
    assert '<figure><svg viewBox="0 0 1 1"></svg></figure>' in page
    assert "<figure>" not in html.page(RELU, Look())


@pytest.mark.slow
@pytest.mark.engine
def test_a_picture_is_shown_where_it_is_wanted_and_there():
    pytest.importorskip("matplotlib")
    record = ask("floor(x)", plot=True)
    for wanted in (True, False):
        look = Look(plot=wanted)
        assert ("<figure><svg" in html.render(record, look)) == wanted
        assert ("<figure><svg" in html.fragment(record, look)) == wanted
        assert ("```text" in markdown.render(record, look)) == wanted
        assert (latex.PICTURE in latex.render(record, look)) == wanted
    assert "http" not in html.render(record, Look(plot=True)).replace("http://www.w3.org/", "")


@pytest.mark.engine
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no LaTeX is installed")
def test_latex_compiles(records, tmp_path):
    hostile = [latex.render(record, Look(explain=True)) for text in HOSTILE for record in (poisoned(text), broken(text))]
    pages = [*(latex.render(record, Look(explain=True)) for record in (*records, *ALL.values())), *hostile]
    packages = r"\documentclass{article}\usepackage{amsmath,amssymb,booktabs}"
    source = "\n\n".join([packages, r"\begin{document}", *pages, r"\end{document}"])
    assert source.isascii()
    (tmp_path / "all.tex").write_text(source, encoding="ascii")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "-draftmode", "all.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout.decode("latin-1")[-2000:]
