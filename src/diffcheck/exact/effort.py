"""How much work a question may cost before an answer is left undecided, or a second way is taken."""

from __future__ import annotations

from diffcheck.model.immutable import immutable


@immutable
class Effort:
    """The limits on work, one field each: what is counted, and what happens beyond it. A session has one; a smaller one decides less.

    What only chooses between two ways that say the same stays where it is used.
    """

    sign_bits: tuple[int, ...] = (64, 128, 256, 512, 1200, 6000)
    """The precisions at which the sign of a constant is looked for, one after the other; then it is undecided, or SymPy is asked."""
    separation_bits: int = 40_000
    """Bits of precision that a root bound may ask for to prove that an algebraic number is zero; beyond, the bound is not used."""
    root_degree: int = 4096
    """The product of the degrees of the roots in a number for which a root bound is computed; beyond, there is none."""
    reduced_degree: int = 200
    """The degree of a polynomial in a root that is reduced by the root's equation; higher ones are left as they are."""
    expanded_terms: int = 3000
    """Terms that a product of two sums may have when it is multiplied out; beyond, it stays a product."""
    multiple_angle: int = 24
    """The multiple n for which sin(n*u) is written in sin(u) and cos(u) to prove an identity; beyond, it is an atom of its own."""
    factored_atoms: int = 6
    """Atoms of a polynomial that is taken apart into factors; one in more of them stays whole."""
    factored_terms: int = 60
    """Terms of a polynomial that is taken apart into factors; one with more stays whole."""
    factored_degree: int = 60
    """The degree of a polynomial under a root in which repeated factors are looked for; beyond, it stays whole."""
    factored_total: int = 60
    """The sum of powers in a polynomial in parameters whose sign is asked factor by factor; beyond, it stays whole."""
    relation_factors: int = 60
    """Factors that are multiplied out to compare arcs or logarithms; beyond, a relation between them is not seen."""
    nested_roots: int = 3
    """Roots that may stand in one expression which is freed of them by conjugates; beyond, its zeros are not found that way."""
    conjugate_degree: int = 12
    """The degree of a root that is removed by conjugates; beyond, it is not."""
    logarithm_factors: int = 12
    """Factors in an equation that is freed of logarithms to find its zeros; beyond, they are looked for in the equation as it stands."""
    remembered_signs: int = 20_000
    """Signs of constants that are remembered; then they are forgotten and remembered anew."""
    remembered_expansions: int = 2000
    """Taylor expansions that are remembered; then they are forgotten and remembered anew."""
    germ_terms: int = 120
    """Terms of a germ; smaller ones go into its error."""
    derivatives: int = 40
    """The derivatives that are compared one by one to find the order of smoothness; beyond, it is undecided."""
    derivatives_with_parameters: int = 7
    """The same where something is assumed of parameters or an index, for each derivative may make more cases."""
    derivatives_with_exponents: int = 2
    """The same where several parameters stand in exponents; the order is told by the exponents, where they can be compared."""
    expansion_order: int = 5000
    """The power of t up to which a germ is expanded where a formula has high powers; beyond, nothing is told of its order."""
    alternations: int = 3
    """Conditions that hold and fail again and again near a point, of which all combinations are looked at; beyond, it is undecided."""
    alternating_signs: int = 3
    """Signs at the members of a family that alternate as no range describes, of which all combinations are looked at."""
    cells: int = 1200
    """Cells of a subdivision that looks for zeros, besides a few for each that it finds; beyond, they are looked for in another way."""
    zero_looks: int = 50_000
    """Parts of expressions that a subdivision may look at; beyond, zeros are looked for in another way."""
    window_looks: int = 20_000
    """The same where all places are not known, and those in a window are looked for; beyond, the window is left out."""
    zero_order: int = 12
    """The order of a multiple zero that is looked for at a simple number; beyond, zeros are not told apart there."""
    integer_values: int = 300
    """Integers that a function may take on an interval to be solved for each; beyond, its switches are families in an index."""
    single_levels: int = 32
    """The same where families are looked for already."""
    listed_levels: int = 64
    """The same where no family holds all levels, and each is solved for families of its own."""
    middle_levels: int = 64
    """Integers between the extremes of a function that is monotone far out, each solved for; beyond, its switches are not known."""
    implicit_zeros: int = 60
    """Zeros without a closed form that are found for such integers; beyond, its switches are not known."""
    wave_multiple: int = 12
    """The multiple of an angle in a trigonometric polynomial that is solved as a polynomial; beyond, it is not."""
    zero_bound: int = 10**6
    """The largest bound on zeros that is looked for; beyond, the interval stays unbounded."""
    rolle_terms: int = 12
    """Terms of a function whose zeros are isolated by those of its derivative; beyond, they are not known."""
    rolle_variants: int = 4
    """The functions with the same zeros whose derivatives are tried for that."""
    residue_classes: int = 48
    """Residue classes into which families are split to be compared; beyond, they are not compared."""
    index_power: int = 6
    """The power of a wave in a sum of exponentials in an index whose integer zeros are looked for; beyond, they are not found."""
    index_exponentials: int = 12
    """Exponentials in such a sum; beyond, its integer zeros are not found."""
    index_parts: int = 60
    """Parts of the range of an index in which a question is asked; beyond, it is undecided."""
    cases: int = 400
    """Cases of parameters in which a question is asked; beyond, it is undecided."""
    constant_comparisons: int = 30
    """Comparisons in the conditions under which a best constant is one or another; beyond, it is not named."""
    inequalities: int = 400
    """Linear inequalities in parameters of which it is asked whether they contradict each other; beyond, it is not seen that they do."""
    probes: int = 1000
    """Values of parameters at which two conditions are compared before a proof is tried that they say the same."""
    pictured_values: int = 1000
    """Values of parameters that are tried for the picture of a case; beyond, it is not drawn."""
    branches: int = 64
    """Combinations of branches of a part, and of definitions by cases; beyond, its places are not known."""
    remainders: int = 12
    """The denominator in a rounding of an index, whose remainders are looked at one by one; beyond, it is undecided."""
    root_classes: int = 360
    """The denominator of a polynomial whose values are the integers at which a root is one; beyond, they are not known."""
    derived_families: int = 12
    """Families of places that are found where a condition on an index holds; beyond, it is undecided."""
    middle_places: int = 200
    """Members of families in the part of the line between two periodic tails; beyond, the tails are not used."""
    places_in_period: int = 48
    """Places in one period of a tail; beyond, the tails are not used."""
    joined_families: int = 12
    """Families that are looked at together in order to be written as one; more stay apart."""
    steepness_looks: int = 20_000
    """Parts of expressions that a search for the steepest place may look at; beyond, the best constant is not named."""
    picture_factors: int = 150_000
    """Factors of monomials that may be computed for one picture; beyond, its lines are not made any finer."""
