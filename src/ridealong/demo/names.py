"""Names of people who do not exist, with an address for each."""

import unicodedata
from collections.abc import Iterator
from random import Random

DOMAIN = "brightwater.example"

_FIRST_NAMES = """
Aaliyah Adaeze Agnieszka Aisha Alejandra Alma Amara Amina Anneke Anouk Astrid Ayumi Beatriz Birgit Brigid Camila Carmen
Chiara Clara Daria Deepa Dilnoza Ebba Eilidh Elif Elina Esra Fatou Fiona Freya Greta Hanna Hye-jin Ilse Ines Ingrid
Isla Jamila Joana Kavita Khadija Laila Leonie Linnea Lucía Maren Marisol Mei Mira Nadia Naledi Nanami Noor Oksana Paula
Priya Ragna Renata Rosalind Saoirse Selin Signe Sunita Talia Tamsin Thandiwe Ulrike Valentina Wanjiru Xenia Yara Zofia
Zsófia Adewale Alistair Amir Anders Andrei Arjun Bastian Benedikt Bogdan Callum Cem Dawit Dimitri Diego Emeka Emre
Enzo Farid Felix Gareth Goran Hamza Hiroshi Ibrahim Imran Ivo Jakub Jens Joaquim Jonas Kofi Kwame Lars Lorenzo Luca
Malik Marek Mateus Matthias Mehmet Mikkel Minh Nikhil Nuno Oleg Omar Oskar Piotr Rafael Ravi Rhys Rohan Rui Ruben
Samir Sanjay Stellan Tariq Thabo Tiago Tobias Tomasz Viktor Wiebe Yusuf Zoltan
"""

_LAST_NAMES = """
Abara Achterberg Adeyemi Akhtar Albrecht Almeida Andrade Aydın Baptista Barros Bauer Beaumont Behrens Bergström Bhatt
Bielak Blum Bose Brandt Brennan Bui Byrne Calder Castellano Chaudhry Chukwu Coelho Correia Czerny Dahl Demir Deshpande
Diallo Dijkstra Dlamini Duarte Eberhardt Ekström Engel Erdem Falk Farouk Fernandes Fischbach Fontaine Fujimoto Galvão
Gerber Ghosh Grabowski Haddad Halloran Hartwig Hasan Heikkinen Hoang Holt Horváth Ikeda Iyer Jansen Jaworski Joshi
Kaczmarek Kamau Kaplan Karlsen Kaya Keller Kessler Khalil Kimura Kipkemboi Kovač Krüger Kulkarni Lachlan Lam Lindqvist
Lombardi Lorenz Machado Mahlangu Malhotra Marchetti Mbeki Meier Menon Moreau Morita Mwangi Nasser Ndiaye Nguyen Nielsen
Novotny Nwosu Obi Okafor Oliveira Osei Özkan Pacheco Pálsson Pereira Petrenko Pillai Popescu Prakash Quist Rahman Raman
Rasmussen Reuter Ribeiro Rinaldi Rossetti Rybak Sadiq Sahin Salgado Sandoval Santoro Sato Schilling Schreiber Seidel
Sethi Sharma Sjöberg Solberg Soto Stein Suzuki Szabó Takeda Tavares Teixeira Thakur Tóth Tran Ueda Usman Vargas Vasquez
Verhoeven Vieira Vogt Voss Wachira Walczak Weber Whitlock Winther Wójcik Yamada Yılmaz Zaman Zeller Zielinski Zimmer
"""

# Letters that no Unicode decomposition takes apart.
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "ä": "ae", "ö": "oe", "ü": "ue"})


def made_up_people(chance: Random) -> Iterator[tuple[str, str]]:
    """Names and addresses, each address once, in an order that depends on chance alone.

    First names come round as seldom as they can, so that a small company has no two people of the same first name.
    """
    first_names, last_names = _FIRST_NAMES.split(), _LAST_NAMES.split()
    taken: set[str] = set()
    while True:
        firsts = chance.sample(first_names, len(first_names))
        lasts = chance.sample(last_names, len(first_names))
        for first, last in zip(firsts, lasts, strict=True):
            email = f"{_plain(first)}.{_plain(last)}@{DOMAIN}"
            if email not in taken:
                taken.add(email)
                yield f"{first} {last}", email


def _plain(name: str) -> str:
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name.lower()).translate(_PLAIN))
    return "".join(letter for letter in spelled if letter.isascii() and (letter.isalnum() or letter == "-"))
