"""The refusal to treat a program of groups or of composite teams as if it had pairings."""

from ridealong.domain.errors import Refused
from ridealong.domain.programs import Program


def check_pairs(program: Program) -> None:
    """See that a program has pairings; raises Refused where its people meet in groups, or work in teams."""
    if program.kind.in_teams:
        raise Refused(
            f"'{program.name}' has composite teams, and no pairings",
            "Its plan shows the teams",
            typed=f'Its teams: ridealong teams show "{program.name}"',
        )
    if program.kind.gathers:
        raise Refused(
            f"'{program.name}' has groups, and no pairings",
            "Its plan shows the groups",
            typed=f'Its groups: ridealong groups list "{program.name}"',
        )
