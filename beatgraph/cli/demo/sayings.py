"""What people say and how they call things in the demo: playlists, comments, posts, lyrics, records and requests."""

PLAYLISTS = ("Late Drives", "Focus Loops", "Kitchen Dancers", "Sunday Cuts")
DESCRIPTIONS = (
    "For the road home after midnight, slowest last.",
    "No voices and no surprises, for long evenings at the desk.",
    "Everything here has been danced to between a stove and a fridge.",
    "What we would play if somebody gave us the bar on a Sunday.",
)

COMMENTS = (
    "That bass line walks like it owns the street.",
    "The break in the middle is everything.",
    "Wrote two verses over this before it ended.",
    "Is there a version with longer drums?",
    "This snare has been in my head since Tuesday.",
    "Played it in the car, had to go round the block once more.",
    "What did you run the keys through?",
    "The quiet part before the drop, who does that!",
    "My dancers asked for this one three times.",
    "Cleanest low end I have heard this month.",
    "Saved for the next session.",
    "Hats are a touch loud for me, love the rest.",
)
ANSWERS = (
    "Thank you! The drums were done in one evening, the rest took a month.",
    "A cheap tape machine, and some patience.",
    "Longer version is on its way.",
    "Send me what you wrote, I would like to hear it.",
)

POSTS = (
    "New one is out. It began as a metronome that would not stop.",
    "Cleaned up the sample folder today. Found the beat that I had been looking for since spring.",
    "Studio is cold, tempo goes up. Who else works like that?",
    "Looking for a voice for this one, something low and unhurried.",
    "Mixed on headphones, checked in the kitchen, fixed in the car.",
)
LISTENERS_POST = "Could somebody make more of this? I have run out of kitchen to dance in."

SONGS = ("Glass Elevator", "Nine Stops Left", "Paper Weather", "Borrowed Suit", "Salt on the Dial", "Second Umbrella")
SINGERS = ("Odalys Brandt", "Teo Marchetti", "The Lanternists")
RECORDS = ("Rooms With Doors", "Weekday Saints")

PLAIN = (
    """[Verse]
Streetlight hums a note I know
Shutters down and moving slow
Every window plays its part
Somebody keeps time by heart

[Hook]
Leave it on, leave it low
I am halfway home, you know""",
    """[Verse]
Count the change, count the days
Learned the city by its trains
Left my name on a fogged-up pane
Came back later, it remained

[Hook]
Hold the door, hold the beat
There is room on every seat""",
)
SYNCED = (
    (
        "Two floors up and the kettle sings",
        "Radio talks about smaller things",
        "I keep the rhythm on a table top",
        "Rain on the roof and it will not stop",
        "Turn it around, turn it around",
        "Half of the night is the way it sounds",
    ),
    (
        "Wrote your number on a ticket stub",
        "Lost the coat, kept the song we dubbed",
        "If the speakers crackle, let them burn",
        "Every old machine will get its turn",
        "One more bar and I am gone",
        "One more bar and the lights come on",
    ),
)
"""Lines, each of which lasts four bars."""

DENIED = "Please link two releases, so that we know it is you."
REQUESTS = {
    "first": {"links": [], "message": "I have been making beats for years. Please verify my profile."},
    "again": {"links": ["https://beatgraph.example/portfolio"], "message": "With links this time."},
    "other": {"links": ["https://beatgraph.example/live"], "message": "I play my own beats live every month."},
    "listener": {"links": [], "message": "I would like to publish what I make at night."},
}
