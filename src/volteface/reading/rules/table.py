"""Which rules a predicate's classes call, in order of precedence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from volteface.reading.drafts import Draft
from volteface.reading.rules import effects, force, goods, people, views, words
from volteface.reading.rules.scene import Scene

Rule = Callable[[Scene], Iterator[Draft]]

FIRST_OF: tuple[tuple[str, Rule], ...] = (
    ("replace", people.replace),
    ("deport", people.deport),
    ("recall", people.recall),
    ("expel", people.expel),
    ("sever", words.sever),
    ("shun", words.shun),
    ("withdraw", people.withdraw),
    ("leave", people.leave),
    ("arrest", force.arrest),
    ("attack", force.attack),
    ("sanction", words.sanction),
    ("concede", words.concede),
    ("cooperate", words.cooperate),
    ("consult", words.consult),
    ("threaten", force.threaten),
    ("request", words.request),
    ("press", words.press),
    ("accuse", words.accuse),
    ("reject", words.reject),
    ("agree", words.agree),
    ("arrive", people.arrive),
    ("mobilize", force.mobilize),
    ("leave", words.quit_bloc),
    ("end", words.quit_bloc),
    ("join", words.join),
    ("end", goods.change_of_tie),
    ("suspend", goods.change_of_tie),
    ("reduce", goods.change_of_tie),
    ("increase", goods.change_of_tie),
    ("begin", goods.change_of_tie),
    ("hold", goods.change_of_tie),
    ("fall", goods.change_of_tie),
    ("rise", goods.change_of_tie),
    ("cease", goods.change_of_tie),
    ("commence", goods.change_of_tie),
    ("persist", goods.change_of_tie),
    ("provide", goods.provide),
    ("receive", goods.receive),
    ("remain", people.remain),
    ("support", words.support),
    ("protest", force.protest),
    ("rearrange", effects.rearrange),
    ("balance", views.balance),
)
ALWAYS: tuple[tuple[str, Rule], ...] = (
    ("worsen", effects.domestic),
    ("fall", effects.domestic),
    ("rise", effects.domestic),
    ("reduce", effects.domestic),
    ("judge", views.judge),
    ("reshape", views.reshape),
)


def apply_rules(scene: Scene) -> list[Draft]:
    """Return the drafts of the first rule that finds something, and those of effects and views."""
    classes = set(scene.frame.classes)
    found: list[Draft] = []
    for name, rule in FIRST_OF:
        if name in classes:
            found = list(rule(scene))
            if found:
                break
    done: set[Rule] = set()
    for name, rule in ALWAYS:
        if name in classes and rule not in done:
            done.add(rule)
            found.extend(rule(scene))
    return found
