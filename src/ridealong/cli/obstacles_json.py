"""What stands between drafts and publishing them, as JSON: the same keys for pairs, groups and composite teams."""

from ridealong.domain.errors import RidealongError
from ridealong.services.publishing.agreements import Lacking


def obstacles_json(
    wrong: RidealongError | None, lacking: Lacking | None, *, draft: int | None = None
) -> dict[str, object]:
    """The keys `wrong` and `lacking`; null where nothing is wrong, and where nobody has still to agree.

    Args:
        wrong: the refusal that publishing would end with. draft: the id of the draft it is about, the first of several;
            None where it is about none alone, such as a team of one side.
    """
    return {
        "wrong": {"id": draft, "problem": wrong.problem, "remedy": wrong.typed} if wrong else None,
        "lacking": _lacking(lacking) if lacking else None,
    }


def _lacking(found: Lacking) -> dict[str, object]:
    return {
        "sponsors": list(found.sponsors),
        "drafts": found.waiting,
        "leads": [{"email": one.email, "name": one.name, "drafts": one.drafts} for one in found.leads],
        "refused": [{"id": one.draft.id, "side": str(one.side), "lead": one.lead} for one in found.refused],
    }
