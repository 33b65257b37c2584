"""What a recogniser should expect in a call: the names, products and figures of its scenario."""

from __future__ import annotations

from simulator.content.scenario import Scenario


def case_hints(scenario: Scenario) -> tuple[str, ...]:
    """Company, caller, product names, the customer's card, then all that the agent may look up.

    A model is told the first of them; mending by sound knows the words of all.
    """
    card = [row.value for section in scenario.briefing.card for row in section.rows]
    titles = [entry.title for entry in scenario.knowledge]
    texts = [entry.text for entry in scenario.knowledge]
    return (scenario.company, scenario.caller.name, *titles, *card, *texts)
