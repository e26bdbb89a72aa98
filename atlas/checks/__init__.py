"""Named rules across records. Each rule is a function whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from atlas.checks import (
    dates,
    everyday,
    figures,
    figures_alike,
    governed,
    language,
    limited,
    links_bear,
    links_fit,
    outlined,
    owed_words,
    placed,
    printed,
    proofs,
    references,
    stated_once,
    usage,
    worded_goals,
)
from atlas.checks.context import Context
from atlas.checks.sparing import Sparing
from atlas.garbage import all_kept
from atlas.problems import Problem
from atlas.records.worked_out import Checked

Rule = Callable[[Context], Iterator[Problem]]

RULES: Mapping[str, Rule] = {
    "known-names": references.known_names,
    "one-agency-per-name": references.one_agency_per_name,
    "no-circles": references.no_circles,
    "no-self-links": references.no_self_links,
    "no-repeats": references.no_repeats,
    "places": references.places,
    "outlined": outlined.outlined,
    "one-mention": references.one_mention,
    "value-or-words": figures.value_or_words,
    "unit-fits": figures.unit_fits,
    "comparator-fits": figures.comparator_fits,
    "phrase-agrees": figures.phrase_agrees,
    "basis-agrees": governed.basis_agrees,
    "verb-agrees": governed.verb_agrees,
    "hope-agrees": governed.hope_agrees,
    "years-agree": governed.years_agree,
    "region-agrees": placed.region_agrees,
    "dealt-in-order": governed.dealt_in_order,
    "deadlines": dates.deadlines,
    "inherited": dates.inherited,
    "within-period": dates.within_period,
    "not-before-issue": dates.not_before_issue,
    "limits-said": limited.limits_said,
    "conditions-add": limited.conditions_add,
    "stated-once": stated_once.stated_once,
    "figures-linked": stated_once.figures_linked,
    "links-bear": links_bear.links_bear,
    "milestones-before-goals": dates.milestones_before_goals,
    "links-fit": links_fit.links_fit,
    "inference-explained": dates.inference_explained,
    "periods-named": dates.periods_named,
    "finished": owed_words.finished,
    "defined": owed_words.defined,
    "translations": language.translations,
    "names-differ": language.names_differ,
    "everyday-words": everyday.everyday_words,
    "figures-alike": figures_alike.figures_alike,
    "goal-stands": worded_goals.goal_stands,
    "grades-alike": worded_goals.grades_alike,
    "mentioned": usage.mentioned,
    "wording-kept": printed.wording_kept,
    "printed-stands": printed.printed_stands,
    "told-apart": printed.told_apart,
    "named-as-another": printed.named_as_another,
    "industry-called": printed.industry_called,
    "vocabulary-used": usage.vocabulary_used,
    "proof-holds": proofs.proof_holds,
}
LAST = ("proof-holds",)
"""The rules that nothing is said of while there is an error: what is proven will change with what is mended."""


def check(context: Context) -> list[Problem]:
    """Every problem that any rule finds.

    Where content was checked before, a rule is asked of what is new only, if that is sure to make no difference.
    """
    worked_out = context.worked_out
    sparing = Sparing(context, worked_out.checked)
    with all_kept():
        told = {name: _told(rule, sparing.asked(name)) for name, rule in RULES.items() if name not in LAST}
        found = [problem for problems in told.values() for problem in problems]
        if not context.broken and not any(problem.severity == "error" for problem in found):
            found += [problem for name in LAST for problem in RULES[name](context)]
    silent = frozenset(name for name, problems in told.items() if not problems)
    worked_out.checked = None if context.broken else Checked(context.atlas, silent)
    worked_out.turn(whole=not sparing.spares)
    return found


def _told(rule: Rule, context: Context | None) -> list[Problem]:
    return [] if context is None else list(rule(context))
