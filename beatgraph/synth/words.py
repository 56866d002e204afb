"""The words a beat is presented with: titles and descriptions, drawn from lists of our own."""

from random import Random

FIRST = (
    "Amber", "Ash", "Basement", "Borrowed", "Brass", "Broken", "Cardboard", "Chrome", "Cinder", "Cobalt", "Concrete",
    "Copper", "Corner", "Crooked", "Dusty", "Electric", "Empty", "Fading", "Feather", "Ferry", "Folded", "Frozen",
    "Gilded", "Glass", "Granite", "Harbour", "Hollow", "Indigo", "Iron", "Ivory", "Jasmine", "Kerosene", "Lantern",
    "Late", "Lemon", "Linen", "Low", "Magnet", "Marble", "Midsummer", "Mirror", "Molten", "Mosaic", "Neon", "Night",
    "Northern", "Obsidian", "Ochre", "Offshore", "Orchid", "Paper", "Parallel", "Pepper", "Pewter", "Polar", "Quartz",
    "Quiet", "Rooftop", "Rust", "Saffron", "Salt", "Satin", "Second", "Sideways", "Silver", "Slow", "Smoke", "Static",
    "Stolen", "Sugar", "Sunken", "Tangerine", "Thirteenth", "Tidal", "Tinted", "Twin", "Ultramarine", "Upstairs",
    "Velvet", "Violet", "Walnut", "Winter", "Wired", "Yellow", "Zinc",
)  # fmt: skip
SECOND = (
    "Alibi", "Alley", "Antenna", "Arcade", "Archive", "Atlas", "Avenue", "Balcony", "Ballast", "Bicycle", "Blueprint",
    "Bodega", "Boulevard", "Cabinet", "Canal", "Carousel", "Cathedral", "Circuit", "Compass", "Corridor", "Courtyard",
    "Crane", "Current", "Curtain", "Depot", "Detour", "Drift", "Elevator", "Embassy", "Engine", "Escalator", "Exit",
    "Fever", "Firefly", "Foundry", "Freight", "Garden", "Gasoline", "Ghost", "Glacier", "Habit", "Hallway", "Heron",
    "Horizon", "Intercom", "Kiosk", "Ladder", "Ledger", "Lighthouse", "Lobby", "Locket", "Magnolia", "Mechanic",
    "Meridian", "Monsoon", "Motel", "Orbit", "Overpass", "Paradox", "Parcel", "Passport", "Pavement", "Pendulum",
    "Pilot", "Platform", "Postcard", "Prism", "Promise", "Receipt", "Reservoir", "Ritual", "Scaffold", "Shoreline",
    "Signal", "Staircase", "Stairwell", "Sundial", "Switchboard", "Telegram", "Terminal", "Thunder", "Ticket",
    "Tollbooth", "Tower", "Tramline", "Transit", "Turbine", "Vault", "Vertigo", "Viaduct", "Weather", "Whistle",
)  # fmt: skip
_ENDINGS = (
    "at Dawn",
    "on Mute",
    "in Reverse",
    "after Hours",
    "on Fifth",
    "by Noon",
    "for Two",
    "on Loan",
    "in Transit",
)
_OPENINGS = (
    "A {mood} {style} beat in {key}",
    "{mood} {style}, {key}",
    "{style} with a {mood} heart, in {key}",
    "Made for {mood} rooms: {style} in {key}",
)
_SCENES = (
    "cut after the last train, with the window open.",
    "all kick and patience until the hook comes in.",
    "the chords do the talking, so leave them room.",
    "written for a voice that takes its time.",
    "drums up front, everything else in the haze.",
    "made in one evening and left as it fell.",
    "for the drive home, not the drive out.",
    "it opens wide in the middle and lands where it began.",
    "bring a verse, the outro leaves you space for one more.",
    "low end first, sunlight second.",
    "a loop that kept asking for another bar.",
    "half memory, half machine.",
    "best heard loud, mixed to survive quiet.",
    "the bass walks, the hats gossip.",
)


def entitle(rng: Random) -> str:
    """A title as producers give them: mostly two words, sometimes with a turn at the end."""
    first, second = rng.choice(FIRST), rng.choice(SECOND)
    form = rng.random()
    if form < 0.72:
        return f"{first} {second}"
    if form < 0.84:
        return f"{second} {rng.choice(_ENDINGS)}"
    if form < 0.94:
        return f"{first} {second} {rng.choice(('II', 'III', '(Night Version)', '(Slow)', '(Rework)'))}"
    return f"{second} {rng.randint(11, 99)}"


def describe(rng: Random, style: str, mood: str, key: str) -> str:
    opening = rng.choice(_OPENINGS).format(mood=mood, style=style, key=key)
    return (
        f"{opening[0].upper()}{opening[1:]}: {rng.choice(_SCENES)}"
        if ":" not in opening
        else (f"{opening}, {rng.choice(_SCENES)}")
    )
