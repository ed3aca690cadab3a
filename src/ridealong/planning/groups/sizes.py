"""Into how many groups people are divided, how large those are, and how many of each side sit in each."""

from ridealong.domain.people import Side

_SMALLEST = 2

Seats = tuple[int, int]
"""How many of IT and how many of marketing sit in a group."""


def group_sizes(size: int, it: int, marketing: int) -> tuple[int, ...]:
    """The sizes of groups for so many people, largest first; none where fewer than two are there.

    Sizes differ by one at most and keep within one of what is wished, where the number of people allows that; among
    what is possible, as few groups as can be have one side alone, then sizes are near the wish, then there are more.
    """
    people = it + marketing
    if people < _SMALLEST:
        return ()
    fewer = min(it, marketing)

    def cost(number: int) -> tuple[int, int, int, int]:
        low, more = divmod(people, number)
        off = [abs(low - size)] * (number - more) + [abs(low + 1 - size)] * more
        one_sided = max(0, number - fewer) if fewer else 0
        return (max(0, max(off) - 1), one_sided, sum(off), -number)

    number = min(range(1, people // _SMALLEST + 1), key=cost)
    more = people % number
    return tuple(people // number + (index < more) for index in range(number))


def seats_of_groups(sizes: tuple[int, ...], it: int, marketing: int) -> tuple[Seats, ...]:
    """How many of each side sit in each group: the side with fewer people is spread evenly over all of them."""
    if not sizes:
        return ()
    fewer = min(it, marketing)
    each, more = divmod(fewer, len(sizes))
    few = [each + (index < more) for index in range(len(sizes))]
    pairs = [(least, size - least) for least, size in zip(few, sizes, strict=True)]
    return tuple(pairs if it <= marketing else [(b, a) for a, b in pairs])


def seats_by_side(seats: Seats) -> dict[Side, int]:
    """The seats of a group by side."""
    return {Side.IT: seats[0], Side.MARKETING: seats[1]}
