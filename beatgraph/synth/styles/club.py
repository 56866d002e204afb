"""Styles of the dance floor."""

from beatgraph.synth.styles.shapes import BACKBEAT, FOUR_ON_THE_FLOOR, HELD, Groove, Kit, Style

HOUSE = Style(
    name="house",
    genre="house",
    slowest=118,
    fastest=128,
    grooves=(
        Groove(FOUR_ON_THE_FLOOR, BACKBEAT, "o.o.o.o.o.o.o.o.", "..x...x...x...x.", "..o..x....o..x.."),
        Groove(FOUR_ON_THE_FLOOR, BACKBEAT, "o.oxo.o.o.oxo.ox", "..x...x...x...x.", "...x..o....x..o."),
    ),
    basses=("..1-..1-..1-..5-", "1--1..1.1--1..8.", "..11..1...11..5."),
    chords=("x--x--..x--x--..", "..x-..x-..x-..x-", "x-----x---..x---"),
    leads=("x.....x...x.....", "..x..x....x.x...", "x..x..x.....x..."),
    bass_sound="round bass",
    chord_sounds=("organ", "stab", "keys"),
    lead_sounds=("pluck", "bell"),
    moods=("warm", "driving", "sunlit", "late-night"),
    tags=("four on the floor", "club", "deep house", "groovy", "soulful"),
    kit=Kit(snare="clap", kick_decay=0.17, snare_level=0.42),
    swing=0.12,
    sevenths=True,
    pump=0.45,
)

TECHNO = Style(
    name="techno",
    genre="techno",
    slowest=126,
    fastest=140,
    grooves=(
        Groove(FOUR_ON_THE_FLOOR, "....o.......o...", "oooooooooooooooo", "..X...X...X...X.", "...x......x..x.."),
        Groove(FOUR_ON_THE_FLOOR, "............x...", "o.xoo.xoo.xoo.xo", "..x...x...x...x.", "..x..x..x..x..x."),
    ),
    basses=("..11..11..11..11", ".111.111.111.118", "..1...1...1...1."),
    chords=("x...............", "x--.......x-....", "...x--....x--..."),
    leads=("x.x.x.x.x.x.x.x.", "x..x..x..x..x.x.", "xxxxxxxxxxxxxxxx"),
    bass_sound="rumble",
    chord_sounds=("stab", "strings"),
    lead_sounds=("acid", "pluck"),
    moods=("dark", "hypnotic", "relentless", "metallic"),
    tags=("warehouse", "rolling", "acid", "peak time", "club"),
    kit=Kit(snare="clap", perc="rim", kick_decay=0.2, snare_level=0.3, hat_level=0.24),
    arpeggio=True,
    minor=0.85,
    pump=0.55,
)

UK_GARAGE = Style(
    name="UK garage",
    genre="uk-garage",
    slowest=128,
    fastest=136,
    grooves=(
        Groove("X.........x.....", BACKBEAT, "x.xox.xox.xox.xo", "..x...x...x...x.", "...o..o....o.o.."),
        Groove("X......x..x.....", "....X..o....X..o", "x.x.x.xox.x.x.xo", "..x...x...x...x.", "o..o..o...o..o.."),
    ),
    basses=("1--..1..1---..8.", "1-..1-..5-1-....", "1---..1-..1-5-.."),
    chords=("x..x..x...x.x...", "..x-..x-...x..x-", "x--x----x--x----"),
    leads=("x..x..x.....x...", "..x.x...x..x....", "x.....x..x......"),
    bass_sound="round bass",
    chord_sounds=("organ", "stab", "keys"),
    lead_sounds=("bell", "pluck"),
    moods=("skippy", "silky", "restless", "warm"),
    tags=("2-step", "garage", "shuffle", "club", "swing"),
    kit=Kit(snare="snare", perc="rim", kick_decay=0.12, snare_level=0.6, hat_level=0.24),
    swing=0.3,
    sevenths=True,
    pump=0.2,
)

DRUM_AND_BASS = Style(
    name="drum & bass",
    genre="drum-and-bass",
    slowest=168,
    fastest=178,
    grooves=(
        Groove("X.........x.....", BACKBEAT, "X.x.X.x.X.x.X.x.", "." * 16, "..o..o.o.o...o.o"),
        Groove("X..x......X.....", "....X..o.o..X..o", "X.x.X.x.X.x.X.xr", "." * 16, "..o.....o.....o."),
    ),
    basses=("1-----1---1-----", "1---------1-5---", "1--1--1-..1-8-5-"),
    chords=(HELD, "x-----x---------"),
    leads=("x...x...x...x...", "x.....x...x.....", "x.x.x.x.x.x.x.x."),
    bass_sound="reese",
    chord_sounds=("pad", "strings"),
    lead_sounds=("pluck", "bell"),
    moods=("lush", "rushing", "weightless", "stormy"),
    tags=("liquid", "breaks", "jungle", "fast", "rollers"),
    kit=Kit(snare="snare", perc="shaker", kick_decay=0.1, snare_level=0.7, hat_level=0.3),
    minor=0.7,
    pump=0.2,
)

SYNTHWAVE = Style(
    name="synthwave",
    genre="synthwave",
    slowest=84,
    fastest=118,
    grooves=(
        Groove("X...x...X...x...", BACKBEAT, "x.x.x.x.x.x.x.x.", "..............x.", "." * 16),
        Groove("X.....x.X.......", BACKBEAT, "xoxoxoxoxoxoxoxo", "." * 16, "." * 16),
    ),
    basses=("1.1.1.1.1.1.1.1.", "1111111111111111", "1.8.1.8.1.8.1.8."),
    chords=(HELD, "x-------x-------"),
    leads=("x---x---x-x-x---", "xxxxxxxxxxxxxxxx", "x.x.x.x.x.x.x.x."),
    bass_sound="saw bass",
    chord_sounds=("supersaw", "pad"),
    lead_sounds=("lead", "pluck"),
    moods=("neon", "wistful", "nocturnal", "heroic"),
    tags=("80s", "retro", "analog", "night drive", "arpeggio"),
    kit=Kit(snare="gated snare", perc="tom", kick_decay=0.16, snare_level=0.62, hat_level=0.2),
    arpeggio=True,
    minor=0.65,
    pump=0.3,
)
