"""Comparisons of plans as JSON (`ridealong-comparison/1`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ridealong.planning.plan_json import score_document

if TYPE_CHECKING:
    from ridealong.planning.compare import Comparison

FORMAT = "ridealong-comparison/1"


def comparison_document(found: Comparison) -> dict[str, object]:
    """The comparison as a JSON object."""
    return {
        "format": FORMAT,
        "before": score_document(found.before),
        "after": score_document(found.after),
        "terms": [asdict(term) for term in found.terms],
        "same": found.same,
        "moved": [asdict(one) for one in found.moved],
        "gone": [asdict(one) for one in found.gone],
        "new": [asdict(one) for one in found.new],
        "people": [asdict(one) for one in found.people],
    }
