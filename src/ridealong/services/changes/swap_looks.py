"""What letting two pairings exchange their hosts would do, asked before it is done."""

from dataclasses import dataclass

from ridealong.domain.errors import Refused
from ridealong.planning.compare import compare
from ridealong.planning.plan import Assignment
from ridealong.services.changes.effects import Effects, TermChange, effect_sentences
from ridealong.services.changes.hand_places import dropped_words, hand_places
from ridealong.services.changes.seats import read_seating, seat_of, to_come
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row
from ridealong.storage.queries.programs import program_by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapLook:
    """What a swap would do.

    Args:
        refused: why it cannot be; empty where it can.
        points: what the whole plan would gain, or lose. sentences: the terms of the value that change, in
            words, and the places set by hand that go with the hosts.
    """

    refused: str = ""
    points: int = 0
    sentences: tuple[str, ...] = ()


def look_at_swap(desk: Desk, pairing_id: int, other_id: int) -> SwapLook:
    """What `drafts.swap` would do with two pairings, or why it would refuse; nothing is changed.

    Raises:
        NotFound: there is no such pairing.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        one, other = pairing_row(connection, pairing_id), pairing_row(connection, other_id)
        try:
            one, other = (to_come(connection, each, today) for each in (pairing_id, other_id))
            if one["program_id"] != other["program_id"]:
                raise Refused("The two belong to different programs", "Swap within one program")
            seats = {
                one["id"]: seat_of(one, host=other["host_id"]),
                other["id"]: seat_of(other, host=one["host_id"]),
            }
            program = program_by_id(connection, one["program_id"])
            seating = read_seating(connection, program, today, (one, other), seats.values())
            seating.check(seats)
        except Refused as error:
            return SwapLook(refused=error.problem)
        places = dropped_words(hand_places(connection, list(seats)))
        now = seating.standing
        before = [_assignment(*cell) for cell in seating.cells_of(now)]
        after = [_assignment(*cell) for cell in seating.cells_of({**now, **seats})]
        found = compare(seating.season.problem, before, after)
    terms = tuple(
        TermChange(term=each.name, before=each.before, after=each.after, points=each.worth) for each in found.terms
    )
    points = sum(each.points for each in terms)
    said = effect_sentences(Effects(terms=terms))
    return SwapLook(points=points, sentences=(*said, f"{places}.") if places else said)


def _assignment(number: int, guest: str, host: str) -> Assignment:
    return Assignment(number, guest, host, 0, 0)
