"""Made-up files of a size that a coordinator would bring."""

from pathlib import Path

IT_TEAMS = ("Platform", "Data", "Support", "Security", "Networks", "Web")
MARKETING_TEAMS = ("Brand", "CRM", "Events", "Content", "Media")
TOPICS = ("sql", "crm", "seo", "cloud", "video", "budgets", "privacy")
PEOPLE_HEADER = "email,name,side,team,role,manager,time_zone,hours,knows,wants,capacity"


def email(side: str, number: int) -> str:
    return f"{side}{number}@company.example"


def person_line(side: str, number: int) -> str:
    teams = IT_TEAMS if side == "it" else MARKETING_TEAMS
    knows, wants = TOPICS[number % 7], TOPICS[(number * 3 + (side == "it")) % 7]
    zone = "Europe/Berlin" if number % 4 else "Europe/London"
    name = f"{'Ivo' if side == 'it' else 'Mia'} Person {number:03}"
    return f"{email(side, number)},{name},{side},{teams[number % len(teams)]},,,{zone},09:00-17:00,{knows},{wants},"


def people_csv(path: Path, it: int, marketing: int, *more: str) -> Path:
    lines = [PEOPLE_HEADER]
    lines += [person_line("it", number) for number in range(it)]
    lines += [person_line("marketing", number) for number in range(marketing)]
    path.write_text("\n".join((*lines, *more)) + "\n", encoding="utf-8")
    return path


def history_csv(path: Path, pairs: int) -> Path:
    lines = ["program,kind,it_email,marketing_email,guest,start,end,state"]
    lines += [
        f"Autumn,ride-along,{email('it', n)},{email('marketing', n)},it,2026-10-05,2026-10-09,held"
        for n in range(pairs)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
