"""Each option is declared once, and everything that speaks of options follows from the declarations."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
from dataclasses import asdict, fields
from pathlib import Path

import pytest
import typer

import diffcheck
from diffcheck import render
from diffcheck.cli import app
from diffcheck.model.options import Asked, BatchOptions, LookOptions, Options, Row, ShellOptions, rows
from diffcheck.shell import settings, texts
from diffcheck.shell.arguments import arrange
from diffcheck.shell.manual import PAGE, manual
from diffcheck.shell.reference import PYTHON, with_options

from .running import diffcheck as run

ROOT = Path(__file__).parents[2]
LAYERS = {"question": Options, "look": LookOptions, "batch": BatchOptions, "shell": ShellOptions}
PARSED = typer.main.get_command(app).params


def name(row: Row) -> str:
    return row.option.name


def test_every_option_has_a_name_of_its_own():
    for told in ([row.keyword for row in rows()], [name(row) for row in rows()]):
        assert len(set(told)) == len(told)
    letters = [row.option.letter or row.option.customary for row in rows() if row.option.letter or row.option.customary]
    assert len({letter.lstrip("-") for letter in letters}) == len(letters)


def test_the_parser_takes_the_declared_options_and_no_other():
    taken = {one for parameter in PARSED for one in parameter.opts if one.startswith("-")}
    assert taken == {one for row in rows() for one in (row.option.name, row.option.letter) if one}


@pytest.mark.parametrize("row", rows(), ids=name)
def test_every_option_is_in_the_help_and_in_the_manual_with_its_meaning(row):
    assert row.option.meaning
    help_line = next(line for line in texts.help_text().splitlines() if line.startswith("  -") and row.option.name in line)
    assert row.option.aside or help_line.endswith(f"  {row.option.meaning}")
    assert f"{row.option.name}\\fR\n{row.option.meaning}".replace("-", "\\-") in manual() or not row.option.is_flag


@pytest.mark.parametrize("row", [row for row in rows() if row.option.needs_value], ids=name)
def test_the_example_of_a_value_is_one(row):
    with pytest.raises(diffcheck.BadInput, match="needs a value") as caught:
        arrange(["x", row.option.name])
    assert caught.value.hint == f"for example: {row.option.letter or row.option.name} {row.option.example}"
    value = row.option.example.strip('"')
    layer = next(kind for kind in LAYERS.values() if row in rows(kind))
    found = getattr(settings.layer(layer, {row.keyword: [value] if row.option.several else value}), row.keyword)
    assert found != row.default
    assert arrange([row.option.name, value]) == [f"{row.option.name}={value}", "--"]


def test_the_values_of_an_option_are_completed_and_no_others_taken():
    parsed = {parameter.opts[-1]: parameter for parameter in PARSED}
    for row in rows():
        only, known = settings.choices(row.option), settings.completions(row.option)
        if known:
            context = typer.Context(typer.main.get_command(app))
            offered = parsed[row.option.name].shell_complete(context, known[-1][:1])
            assert known[-1] in [item.value for item in offered]
        if only:
            layer = next(kind for kind in LAYERS.values() if row in rows(kind))
            with pytest.raises(diffcheck.BadInput, match=row.option.name):
                settings.layer(layer, {row.keyword: "nonsense"})
            assert f"{row.option.name} {'|'.join(only)}" in texts.help_text()
    assert settings.choices(next(row.option for row in rows() if row.keyword == "form")) == render.names()


COMPLETED = [
    ("diffcheck --jo", ["--jobs"]),
    ("diffcheck --format h", ["html"]),
    ("diffcheck --roots ", ["real", "principal"]),
    ("diffcheck '|x|' --roots p", ["principal"]),
    ("diffcheck --format=j", ["json", "junit"]),
    ("diffcheck --roots=real --format=h", ["html"]),
    ("diffcheck --format nonsense", []),
    ("diffcheck --at=1 x^2 --time-limit ", []),
]


def asked_by(shell: str, words: str, action: str = "get-args") -> subprocess.CompletedProcess[str]:
    """What the program tells a shell that completes the last word, which each shell asks for in its own way."""
    apart = re.sub(r"=", " = ", words).split(" ")  # the words of bash, for which = is one
    line = {"COMP_WORDS": " ".join(apart), "COMP_CWORD": str(len(apart) - 1)} if shell == "bash" else {"_TYPER_COMPLETE_ARGS": words}
    return run(_DIFFCHECK_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_FISH_ACTION=action, **line)


@pytest.mark.parametrize(("words", "found"), COMPLETED)
def test_each_shell_completes_options_and_their_values(words, found):
    assert asked_by("bash", words).stdout.split() == found
    begun = re.search(r" (--[a-z-]+=)\S*$", words)
    assert asked_by("fish", words).stdout.split() == [f"{begun[1] if begun else ''}{value}" for value in found]
    assert asked_by("fish", words, "is-args").returncode == (0 if found else 1)  # else fish completes names of files
    told = asked_by("zsh", words).stdout
    assert told.startswith("compset -P '*='; ") == bool(begun and found)
    assert re.findall(r'"([^"]*)"', told) == found and ("_files" in told) == (not found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_asks_the_program(shell):
    shown = run(_DIFFCHECK_COMPLETE=f"source_{shell}").stdout
    assert f"_DIFFCHECK_COMPLETE=complete_{shell}" in shown
    assert {"bash": "complete -o default -F", "zsh": "compdef", "fish": "complete --command diffcheck"}[shell] in shown


def test_what_is_not_given_has_the_declared_default():
    nothing = {parameter.name: parameter.default for parameter in PARSED}
    for layer in LAYERS.values():
        assert settings.layer(layer, nothing) == layer()
    assert Options.of() == Options()


def test_python_takes_the_options_of_a_question_as_keywords():
    assert list(Asked.__annotations__) == [field.name for field in fields(Options)]
    one, many = (inspect.signature(function).parameters for function in (diffcheck.check, diffcheck.check_many))
    asked = {row.keyword: row.default for row in rows(Options)}
    assert {key: parameter.default for key, parameter in one.items() if key != "formula"} == asked
    assert all(many[key].kind is inspect.Parameter.KEYWORD_ONLY and many[key].default == one[key].default for key in asked)
    own = {key: parameter.default for key, parameter in many.items() if key not in asked}
    limits = {row.keyword: row.default for row in rows(BatchOptions) if row.option.python}
    assert own == {"expressions": inspect.Parameter.empty, "executor": None} | limits
    for function in (diffcheck.check, diffcheck.check_many):
        told = inspect.getdoc(function) or ""
        assert all(f"{row.keyword}: {row.option.page or row.option.meaning}\n" in f"{told}\n" for row in rows(Options))


def test_an_unknown_keyword_is_a_mistake():
    with pytest.raises(TypeError, match="plto"):
        diffcheck.check("x", plto=True)
    with pytest.raises(TypeError, match="plto"):
        diffcheck.check_many(["x"], plto=True)  # before anybody asks for the first record


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"at": 1}, {"at": ("1",)}),
        ({"on": 1}, None),
        ({"at": [1, "1/2"]}, {"at": ("1", "1/2")}),
        ({"at": "1/2"}, {"at": ("1/2",)}),
        ({"values": {"a": 2}}, {"values": (("a", "2"),)}),
        ({"values": None}, {"values": ()}),
        ({"assume": "a > 0"}, {"assume": ("a > 0",)}),
        ({"solve": "a, b"}, {"solve": ("a", "b")}),
        ({"solve": ["a", "b"]}, {"solve": ("a", "b")}),
        ({"autodiff": True}, {"autodiff": True}),
        ({"autodiff": {"pytorch": "2.13"}}, {"autodiff": ("pytorch=2.13",)}),
        ({"variable": "t", "plot": True}, {"variable": "t", "plot": True}),
    ],
)
def test_a_caller_in_python_may_give_one_text_or_several(given, kept):
    if kept is None:
        with pytest.raises(TypeError):
            Options.of(**given)
    else:
        assert asdict(Options.of(**given)) == asdict(Options()) | kept


@pytest.mark.parametrize(("path", "made"), [(PYTHON, with_options), (PAGE, lambda _: manual())], ids=["page of options", "manual page"])
def test_the_pages_on_options_are_those_that_follow(path, made):
    kept = (ROOT / path).read_text(encoding="utf-8")
    assert kept == made(kept), "make docs writes it anew"


@pytest.mark.slow
def test_every_option_is_acted_on():
    read = set()
    for path in (ROOT / "src" / "diffcheck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                read |= {node.attr} if owner in ("options", "asked", "look", "batch", "shell") else set()
    assert not {row.keyword for row in rows() if not row.option.parser} - read
