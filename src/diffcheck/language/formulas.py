"""Text to formula: tokens, the readings that they have, and what a text of more than one formula says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.language import bars, size
from diffcheck.language.braces import agreed
from diffcheck.language.formula import Asked, Formula
from diffcheck.language.indexed import check_names
from diffcheck.language.names import symbol_name
from diffcheck.language.parser import Parser, whole
from diffcheck.language.runs import apart
from diffcheck.language.seams import check_called
from diffcheck.language.tokens import Token, is_latex
from diffcheck.language.write import reading
from diffcheck.model.tree import Node

if TYPE_CHECKING:
    from diffcheck.language.dialect import Dialect
    from diffcheck.language.sentences import Library, Sentence


def read_formula(
    text: str,
    *,
    principal: bool = False,
    formals: frozenset[str] = frozenset(),
    declared: frozenset[str] = frozenset(),
    variable: str | None = None,
) -> Formula:
    """The formula that the text is in the plain language or in LaTeX, with an optional `f(t) =` or `y =` before it.

    principal: read ^ with principal roots; formals: further names that are allowed; declared: names of any length that are parameters;
    variable: the name of --var, if any.
    Raises BadInput, with its place, for anything that is not exactly one formula; NotYet for functions that are not declared.
    """
    asked = Asked(variable, declared, principal)

    def read(tokens: list[Token]) -> Formula:
        notes: tuple[str, ...] = ()
        if not is_latex(text):
            tokens, notes = apart(tokens, variable or _defined(tokens) or "x", declared | formals)
        return _Text(text, asked, formals, notes).formula(tokens)

    return agreed(text, read, declared | formals)


def formula_of(text: str, tokens: list[Token], asked: Asked, dialect: Dialect) -> Formula:
    """The formula that the tokens of a text in a dialect are. Raises what `read_formula` raises."""
    return _Text(text, asked, dialect=dialect).formula(tokens)


class _Text:
    """One text, as it is to be read."""

    __slots__ = ("asked", "dialect", "formals", "notes", "text")

    def __init__(
        self, text: str, asked: Asked, formals: frozenset[str] = frozenset(), notes: tuple[str, ...] = (), dialect: Dialect | None = None
    ) -> None:
        self.text = text
        self.asked = asked
        self.formals = formals
        self.notes = notes
        self.dialect = dialect

    def formula(self, tokens: list[Token]) -> Formula:
        """The formula that the tokens are, or that they say with their definitions, cases and tails."""
        try:
            found = self._one(tokens, self.formals, None)
        except BadInput as error:
            if error.code == "variable" or (sentence := self._sentence(tokens)) is None:
                raise
            return self._said(sentence, tokens[-1])
        self._check_bars(tokens, found, lambda told: self._one(told, self.formals, None))
        return found

    def _one(self, tokens: list[Token], formals: frozenset[str], library: Library | None) -> Formula:
        parser = Parser(self.text, tokens, self.asked, formals=formals, library=library, dialect=self.dialect)
        parser.notes += self.notes
        return whole(parser)

    def _sentence(self, tokens: list[Token]) -> Sentence | None:
        """The text as more than one formula; None where it is no such text, and for a cell, which holds one."""
        if self.dialect is not None and self.dialect.cells:
            return None
        from diffcheck.language.sentences import understood

        found = understood(self.text, tokens, self.asked.variable, lines=not is_latex(self.text))
        if found is None or [(t.kind, t.start) for t in found.body] == [(t.kind, t.start) for t in tokens[:-1]]:
            return None
        return found

    def _said(self, sentence: Sentence, end: Token) -> Formula:
        """The formula that a sentence asks about, with what it defines put in."""
        from diffcheck.language.sentences import Library

        parts: list[Formula] = []

        def read(body: list[Token], formals: tuple[str, ...], library: Library) -> Node:
            names = frozenset(symbol_name(formal) or formal for formal in formals)
            tokens = [*body, end]
            found = self._one(tokens, names, library)
            self._check_bars(tokens, found, lambda told: self._one(told, names, library))
            check_called(found.called, names)
            parts.append(found)
            return found.tree

        library = Library(sentence.library, lambda one, all_of_them: read(one.body, one.formals or (), all_of_them))
        tree = read(sentence.body, (), library)
        size.check_size(tree)
        at = tuple(read(one, (), Library({}, library.read)) for one in sentence.at)
        return _joined(tree, parts, sentence, at)

    def _check_bars(self, tokens: list[Token], found: Formula, read: Callable[[list[Token]], Formula]) -> None:
        """Raises BadInput where the bars may as well mean another formula than the one that was found."""
        if [token.kind for token in tokens].count("|") < 4:
            return
        for told in bars.other_readings(tokens, Parser(self.text, tokens).begins_function):
            try:
                other = read(told).tree
            except DiffcheckError:
                continue
            if other != found.tree:
                places = [old for old, new in zip(tokens, told, strict=True) if old.kind != new.kind]
                raise bars.ambiguous((places[0].start, places[-1].end), reading(found.tree), reading(other))


def _joined(tree: Node, parts: Sequence[Formula], sentence: Sentence, at: tuple[Node, ...]) -> Formula:
    """The formula that a sentence asks about, with what its parts say. Raises BadInput where an index of one is a name of another."""
    names = {name: span for part in parts for name, span in part.names.items()}
    indices = frozenset[str]().union(*[part.indices for part in parts])
    check_names(indices, names | {name: one.span for name, one in sentence.library.items() if one.formals is None})
    return Formula(
        tree,
        symbol_name(sentence.variable) if sentence.variable else None,
        names,
        None,
        tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        tuple(one for part in parts for one in part.called),
        next((part.loose_e for part in parts if part.loose_e), None),
        at,
        sentence.on,
        tuple(dict.fromkeys(promise for part in parts for promise in part.promises)),
        indices,
    )


def _defined(tokens: list[Token]) -> str | None:
    """The variable of `f(t) = …`, if the text begins so."""
    return tokens[2].text if [token.kind for token in tokens[:5]] == ["name", "(", "name", ")", "="] else None
