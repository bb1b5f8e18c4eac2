"""Who is in the demo world. All made up; the names are as mixed as a real contact centre's, accents and lengths included."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import time

from accounts.models import Role
from config.ui import DEMO_PASSWORD as PASSWORD

__all__ = ["PASSWORD"]  # shown on the sign-in page and printed at start, in demo mode only
LONDON, ATHENS = "Europe/London", "Europe/Athens"
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "ß": "ss", "'": "", "’": ""})


@dataclass(frozen=True)
class Account:
    """Someone a visitor can sign in as."""

    email: str
    name: str
    role: Role.Name | None
    says: str


LEADER = Account("leader@example.com", "Priya Nair", None, "team leader")
ACCOUNTS = (
    LEADER,
    Account("designer@example.com", "Tom Ferreira", Role.Name.DESIGNER, "programme designer"),
    Account("hr@example.com", "Hannah Osei", Role.Name.HR, "HR"),
    Account("sponsor@example.com", "Marcus Lindqvist", Role.Name.SPONSOR, "sponsor"),
    Account("administrator@example.com", "Ingrid Bakke", Role.Name.ADMINISTRATOR, "administrator"),
)
# Led Viaduct until five weeks ago: signs in to nothing now, stays the name on what was logged then.
FORMER = "Graham Stott"
FORMER_LED = "Viaduct"
# The leader of Arches is away this week; the leader of Viaduct stands in.
AWAY_FROM, COVERED_BY = "Arches", "Viaduct"


@dataclass(frozen=True)
class TeamPlan:
    """`advisors` are full names; what people call them follows in brackets where it is not the first word."""

    site: str
    name: str
    leader: str
    starts: time
    ends: time
    works_on: str
    advisors: tuple[str, ...]
    zone: str = LONDON


TEAMS = (
    TeamPlan(
        "Harbourside", "Lighthouse", LEADER.name, time(8), time(20), "1234567",
        (
            "Amara Okafor", "Ben Hughes", "Chloe Martin",
            "Dev Patel", "Ewa Nowak", "Femi Adeyemi",
            "Grace Liu", "Harv Gill", "Isla Reid",
            "Jamal Carter", "Kasia Zielińska", "Liam Byrne",
        ),
    ),
    TeamPlan(
        "Harbourside", "Anchor", "Siân Pritchard", time(9), time(17, 30), "12345",
        (
            "Agnieszka Wiśniewska (Aga)", "Callum Fraser", "Elif Yıldırım",
            "Gurpreet Kaur Dhillon (Gurpreet)", "Hollie Baxter", "Ioan Llewellyn",
            "Jessica Thornton (Jess)", "Mohammed Iqbal (Mo)", "Niamh O’Sullivan",
            "Oluwaseun Adebayo (Seun)", "Rhys ap Gwilym", "Sophie Lambert",
        ),
    ),
    TeamPlan(
        "Harbourside", "Tide", "Darren Whitlock", time(12), time(20, 30), "23456",
        (
            "Angharad Morgan-Rees", "Bartosz Wójcik (Bart)", "Deniz Arslan",
            "Ellie Marsden", "Fatima Zahra Belkacem (Fatima)", "Harpreet Singh Sandhu (Harry)",
            "Kayleigh Dunne", "Leon Francis", "Temitope Ogunleye (Temi)",
            "Rosa Fernandes", "Tomasz Kaczmarek (Tomek)", "Zoë Abbott",
        ),
    ),
    TeamPlan(
        "Kingsway", "Arches", "Yetunde Balogun", time(7, 30), time(16), "123456",
        (
            "Ayşe Öztürk", "Babatunde Akinwale (Tunde)", "Carys Bevan",
            "Dominik Szymański", "Emily Hartley", "Jaspreet Kaur Bains (Jas)",
            "Kieran Doyle", "Lakshmi Venkataraman (Lux)", "Megan Holt",
            "Nathaniel Boateng (Nate)", "Siobhán Gallagher", "Yusuf Demir",
        ),
    ),
    TeamPlan(
        "Kingsway", "Viaduct", "Marek Lewandowski", time(10), time(18, 30), "12345",
        (
            "Abigail Frost (Abi)", "Bethan Rowlands", "Cemal Kılıç",
            "Folasade Bankole (Sade)", "George Papworth", "Inderjit Singh Gill (Inder)",
            "Joanna Dąbrowska (Asia)", "Kwame Mensah", "Maximiliana Alexandrina Konstantopoulou-Featherstonehaugh (Max)",
            "Olivia Prentice", "Ryan McAllister", "Thandiwe Ndlovu",
        ),
    ),
    TeamPlan(
        "Kingsway", "Nightline", "Manjit Sahota", time(21, 30), time(6), "12345",
        (
            "Aleksander Mazur (Olek)", "Blessing Eze", "Connor Walsh",
            "Dilek Şahin", "Eirlys Vaughan", "Gareth Pugh",
            "Hamza Sheikh", "Ifeoluwa Ayodele (Ife)", "Janine Clarke",
            "Ravinder Singh Atwal (Rav)", "Stefan Ionescu", "Tamsin Greaves",
        ),
    ),
    TeamPlan(
        "Bayfront", "Olive", "Eleni Papadaki", time(8), time(16, 30), "12345",
        (
            "Anastasia Georgiou (Tasia)", "Burak Çelik", "Christos Vlachos",
            "Daphne Ioannou", "Filip Novák", "Giorgos Makris",
            "Hanna Lindström", "Ilias Karagiannis", "Katerina Samara",
            "Luca Bianchi", "Małgorzata Pawlak (Gosia)", "Stavros Nikolaidis",
        ),
        ATHENS,
    ),
    TeamPlan(
        "Bayfront", "Terrace", "Nikos Andreou", time(11), time(19, 30), "34567",
        (
            "Adeola Fashola", "Bogdan Marinescu", "Claire Dubois",
            "Despina Kontou", "Efe Aydın", "Gwenllian Parry (Gwen)",
            "Jagdeep Kaur Mann (Jag)", "Lars Østergaard", "Marta Kowalczyk",
            "Panagiotis Athanasiou (Panos)", "Sofia Markou", "Zeynep Korkmaz",
        ),
        ATHENS,
    ),
)  # fmt: skip


def email_of(name: str) -> str:
    """A work e-mail from a name, in letters every mail system takes."""
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return ".".join(letters.lower().replace("-", " ").split()) + "@example.com"


def called(written: str) -> tuple[str, str]:
    """`"Mohammed Iqbal (Mo)"` is ("Mohammed Iqbal", "Mo"); with no brackets, the first word."""
    name, _bracket, known_as = written.partition(" (")
    return name, known_as.rstrip(")") or name.split(" ")[0]
