"""Invented people and places of the demo, dealt from a shuffled deck so that none comes twice before all came once."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from beatgraph.synth.words import FIRST, SECOND

_CALLS = (
    "Abako", "Aldrevo", "Banterra", "Brenzo", "Cassiva", "Cordelk", "Dovrek", "Drumelia", "Elunai", "Esquivar",
    "Fentura", "Floravex", "Gorimo", "Grelda", "Halvex", "Hexalia", "Imberto", "Ixmora", "Jovanta", "Junivar",
    "Kelbrim", "Kosimba", "Lumoso", "Lyrrik", "Marquill", "Mondrava", "Nyvek", "Novaduro Lux", "Obelina", "Ostrana",
    "Pellaro", "Pryzmo", "Quilomb", "Quorra Tin", "Rasteka", "Rivoltz", "Sorvello", "Subrosko", "Tamberley", "Tresko",
    "Ulvarra", "Umbrizo", "Vantroy", "Velmora", "Wexmar", "Wolframa", "Xilento", "Xantho", "Yorvik", "Yumbra",
    "Zendaro", "Zabrinth Nine",
)  # fmt: skip
_TURNS = (
    "{} Kiln", "Gantry {}", "{} Low Tide", "Marten {}", "{} Tape", "Relay {}", "{} Sixteen", "{} on Wax", "DJ {}", "{}",
    "Static {}", "{} Northside", "{} & Heron", "{} Patchbay", "Undertow {}", "{} Beats", "Kid {}", "{} Audio", "{} 88",
)  # fmt: skip
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
_ALBUM_FORMS = ("The {0} {1}", "{0} {1} Tapes", "{0} {1}, Vol. 1", "Notes from the {0} {1}", "{0} {1} Sessions")
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


@dataclass(frozen=True, slots=True)
class Pair:
    first: str
    second: str


class Deck:
    """Deals its cards in shuffled order, and shuffles anew when all are dealt."""

    def __init__(self, rng: Random, cards: Sequence[str]) -> None:
        self._rng, self._cards, self._left = rng, cards, list[str]()

    def __len__(self) -> int:
        return len(self._cards)

    def deal(self) -> str:
        if not self._left:
            self._left = self._rng.sample(self._cards, len(self._cards))
        return self._left.pop()


class Pairs:
    """Deals every pair of two lists once; a first word comes again only after all the others came."""

    def __init__(self, rng: Random, firsts: Sequence[str], seconds: Sequence[str]) -> None:
        self._firsts = rng.sample(firsts, len(firsts))
        self._seconds = rng.sample(seconds, len(seconds))
        self._dealt = 0

    def __len__(self) -> int:
        return len(self._firsts) * len(self._seconds)

    def deal(self) -> Pair:
        lap, place = divmod(self._dealt % len(self), len(self._firsts))
        self._dealt += 1
        return Pair(self._firsts[place], self._seconds[(place + lap) % len(self._seconds)])


class Names:
    """Every name the demo needs; the same seed deals the same names."""

    def __init__(self, seed: int) -> None:
        # A deck has its own generator, so that asking for more of one thing does not change another.
        producers, albums, titles, listeners, places, bios = (Random(seed * 6 + number) for number in range(6))  # noqa: S311
        self.producers = Pairs(producers, _CALLS, _TURNS)
        self.albums = Pairs(albums, FIRST, tuple(form.format("{0}", noun) for form in _ALBUM_FORMS for noun in SECOND))
        self.titles = Pairs(titles, FIRST, SECOND)
        self.listeners = Pairs(listeners, _GIVEN, SECOND)
        self.places = Deck(places, _PLACES)
        self.bios = Deck(bios, tuple(f"{start} {end}" for start in _BIO_STARTS for end in _BIO_ENDS))

    def producer(self) -> str:
        pair = self.producers.deal()
        return pair.second.format(pair.first)

    def album(self) -> str:
        pair = self.albums.deal()
        return pair.second.format(pair.first)

    def title(self) -> str:
        """A beat's title that no other beat has yet."""
        pair = self.titles.deal()
        return f"{pair.first} {pair.second}"

    def bio(self) -> str:
        return self.bios.deal()

    def listener(self) -> Listener:
        pair = self.listeners.deal()
        return Listener(pair.first, f"{pair.first.lower().translate(_ASCII)}.{pair.second.lower()}")

    def place(self) -> Place:
        city, country = self.places.deal().rsplit(" ", 1)
        return Place(city, country)
