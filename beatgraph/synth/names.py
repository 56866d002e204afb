"""Invented people and places of the demo, dealt from a shuffled deck so that none comes twice before all came once."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from beatgraph.synth.words import FIRST, SECOND

_CALLS = (
    "Abako", "Brenzo", "Cassiva", "Dovrek", "Elunai", "Fentura", "Gorimo", "Halvex", "Ixmora", "Jovanta", "Kelbrim",
    "Lumoso", "Marquill", "Nyvek", "Ostrana", "Pellaro", "Quilomb", "Rasteka", "Sorvino Lux", "Tamberley", "Ulvarra",
    "Vantroy", "Wexmar", "Xilento", "Yorrick Vale", "Zendaro",
)  # fmt: skip
_TRADES = (
    "Kiln", "Gantry", "Low Tide", "Marten", "Tape", "Relay", "Sixteen", "on Wax", "Static", "Northside", "Heron",
    "Patchbay", "Undertow", "Sample Club", "Rhodes", "Kiosk",
)  # fmt: skip
_FORMS = ("DJ {0}", "{0} Beats", "{0}", "{0} {1}", "{1} {0}", "{0} & {1}")
_GIVEN = (
    "Ada", "Adaeze", "Aino", "Aisha", "Alma", "Amara", "Amir", "Ana", "Andrés", "Anouk", "Arjun", "Aylin", "Beatriz",
    "Bilal", "Bruno", "Camila", "Chidi", "Chloé", "Dalia", "Daniel", "Dmitri", "Elif", "Emeka", "Emil", "Esther",
    "Fatou", "Felix", "Freya", "Gabriel", "Greta", "Hana", "Hassan", "Hiro", "Ida", "Ines", "Ivo", "Jade", "Jamal",
    "Jonas", "Jun", "Kaito", "Kemi", "Kofi", "Lara", "Leila", "Leon", "Lina", "Luca", "Lucía", "Maja", "Malik", "Marta",
    "Mateo", "Mei", "Mila", "Minh", "Nadia", "Naledi", "Nia", "Nico", "Noor", "Olu", "Omar", "Paula", "Petra", "Priya",
    "Quentin", "Rafael", "Ravi", "Rosa", "Sanna", "Sara", "Sizwe", "Sofía", "Tariq", "Tereza", "Thabo", "Tomás", "Uma",
    "Valentina", "Viktor", "Wanjiru", "Yara", "Yusuf", "Zainab", "Zoë",
)  # fmt: skip
_ASCII = str.maketrans("áéëíóúü", "aeeiouu")
_PLACES = (
    "Accra GH", "Amsterdam NL", "Athens GR", "Atlanta US", "Auckland NZ", "Bangkok TH", "Barcelona ES", "Berlin DE",
    "Birmingham GB", "Bogotá CO", "Bristol GB", "Brussels BE", "Bucharest RO", "Budapest HU", "Buenos Aires AR",
    "Cairo EG", "Cape Town ZA", "Casablanca MA", "Chicago US", "Copenhagen DK", "Dakar SN", "Dublin IE", "Durban ZA",
    "Gdańsk PL", "Glasgow GB", "Hamburg DE", "Helsinki FI", "Houston US", "Istanbul TR", "Jakarta ID",
    "Johannesburg ZA", "Kingston JM", "Kraków PL", "Lagos NG", "Lima PE", "Lisbon PT", "London GB", "Los Angeles US",
    "Lyon FR", "Madrid ES", "Manchester GB", "Manila PH", "Marseille FR", "Medellín CO", "Melbourne AU",
    "Mexico City MX", "Miami US", "Milan IT", "Montréal CA", "Mumbai IN", "Munich DE", "Nairobi KE", "Naples IT",
    "New York US", "Osaka JP", "Oslo NO", "Paris FR", "Porto PT", "Prague CZ", "Rio de Janeiro BR", "Rotterdam NL",
    "San Juan PR", "Santiago CL", "Santo Domingo DO", "São Paulo BR", "Seoul KR", "Stockholm SE", "Sydney AU",
    "Taipei TW", "Tokyo JP", "Toronto CA", "Vancouver CA", "Vienna AT", "Warsaw PL", "Zürich CH",
)  # fmt: skip
_ALBUM_FORMS = ("{0} {1}s", "The {0} {1}", "{1} Tapes", "{0} Hours", "Letters from the {1}", "{0} {1}, Vol. 1")
_BIO_STARTS = (
    "Makes beats above a bakery and mixes them at the kitchen table.",
    "Collects broken drum machines, and repairs about half of them.",
    "Started with one borrowed sampler, still has it.",
    "Plays keys first, edits later, deletes most of it.",
    "Works nights, records the walk home.",
    "Grew up between two record shops and learned from both.",
    "Writes bass lines on buses.",
    "Finishes a beat a day, publishes one a week.",
)
_BIO_ENDS = (
    "Open to collaborations.",
    "Ask about custom work.",
    "New pack every month.",
    "Always looking for voices.",
    "Mixes on small speakers on purpose.",
    "Leaves the noise in.",
)


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who listens; `handle` is lower case ASCII."""

    name: str
    handle: str


@dataclass(frozen=True, slots=True)
class Place:
    """A city and its country, as an ISO 3166 code."""

    city: str
    country: str


class Deck:
    """Deals its cards in shuffled order, and shuffles anew when all are dealt."""

    def __init__(self, rng: Random, cards: Iterable[str]) -> None:
        self._rng, self._cards, self._left = rng, tuple(dict.fromkeys(cards)), list[str]()

    def __len__(self) -> int:
        return len(self._cards)

    def deal(self) -> str:
        if not self._left:
            self._left = list(self._cards)
            self._rng.shuffle(self._left)
        return self._left.pop()


class Names:
    """Every name the demo needs; the same seed deals the same names."""

    def __init__(self, seed: int) -> None:
        # A deck has its own generator, so that asking for more of one thing does not change another.
        def deck(number: int, cards: Iterable[str]) -> Deck:
            return Deck(Random(seed * 16 + number), cards)  # noqa: S311

        self.producers = deck(0, (form.format(a, b) for form in _FORMS for a in _CALLS for b in _TRADES))
        self.albums = deck(1, (form.format(a, b) for form in _ALBUM_FORMS for a in FIRST for b in SECOND))
        self.titles = deck(2, (f"{a} {b}" for a in FIRST for b in SECOND))
        self.places = deck(3, _PLACES)
        self.bios = deck(4, (f"{a} {b}" for a in _BIO_STARTS for b in _BIO_ENDS))
        self.listeners = deck(5, (f"{given} {noun}" for given in _GIVEN for noun in SECOND))

    def producer(self) -> str:
        return self.producers.deal()

    def album(self) -> str:
        return self.albums.deal()

    def title(self) -> str:
        """A beat's title that no other beat has yet."""
        return self.titles.deal()

    def bio(self) -> str:
        return self.bios.deal()

    def listener(self) -> Listener:
        given, noun = self.listeners.deal().split(" ", 1)
        return Listener(given, f"{given.lower().translate(_ASCII)}.{noun.lower()}")

    def place(self) -> Place:
        city, country = self.places.deal().rsplit(" ", 1)
        return Place(city, country)
