"""Styles that wait for a voice."""

from beatgraph.synth.styles.shapes import BACKBEAT, HELD, Groove, Kit, Style

BOOM_BAP = Style(
    name="boom bap",
    genre="boom-bap",
    slowest=84,
    fastest=96,
    grooves=(
        Groove("X.....x...x.....", BACKBEAT, "X.o.X.o.X.o.X.o.", "..............x.", "......o......o.."),
        Groove("X......x..X....o", "....X..o.o..X...", "X.o.X.ooX.o.X.o.", "." * 16, "..o.......o....."),
    ),
    basses=("1-----1-..1-....", "1---..5-1-..8-..", "1-....1-..1-5---"),
    chords=("x-------..x-----", "x---x---x---x---", HELD),
    leads=("x..x..x.........", "x.x...x...x.x...", "....x.x.x.x....."),
    bass_sound="upright",
    chord_sounds=("keys", "dusty piano"),
    lead_sounds=("flute", "bell", "dusty piano"),
    moods=("gritty", "nostalgic", "soulful", "cold"),
    tags=("90s", "dusty", "head nod", "east side", "jazzy"),
    kit=Kit(snare="snare", perc="rim", kick_decay=0.13, dust=0.5),
    swing=0.26,
    sevenths=True,
)

TRAP = Style(
    name="trap",
    genre="trap",
    slowest=130,
    fastest=152,
    grooves=(
        Groove("X.....x.......x.", "........X.......", "X.x.X.x.X.x.X.xr", "..............x.", "....o.......o..."),
        Groove("X.........x..x..", "........X.......", "X.x.Xrx.X.x.X.xt", "." * 16, "....o.......o..."),
    ),
    basses=("1-----1-......1-", "1---------1--5--", "1-------......8-"),
    chords=(HELD, "x-------x-------"),
    leads=("x...x...x...x...", "x.....x.....x...", "x.x.x.....x.x..."),
    bass_sound="808",
    chord_sounds=("strings", "choir", "pad"),
    lead_sounds=("bell", "pluck", "flute"),
    moods=("menacing", "icy", "hungry", "cinematic"),
    tags=("808", "hard", "hi-hat rolls", "south", "dark"),
    kit=Kit(snare="clap", perc="rim", kick_decay=0.12, snare_level=0.55, hat_level=0.3),
    minor=0.9,
    bass_level=0.72,
)

DRILL = Style(
    name="drill",
    genre="drill",
    slowest=138,
    fastest=146,
    grooves=(
        Groove("X.....x...x.....", "........X......x", "X..xX..xX..xX.x.", "." * 16, "....o.......o..."),
        Groove("X.......x..x....", "........X.....x.", "X..xX.x.X..xX.xt", "." * 16, "....o.......o..."),
    ),
    basses=("1-----5---1-----", "1-------1--8--5-", "1---..1---..8-5-"),
    chords=(HELD, "x-----x---------"),
    leads=("x..x..x.x..x..x.", "x...x..x....x...", "x.x.....x..x...."),
    bass_sound="808",
    chord_sounds=("strings", "dusty piano", "choir"),
    lead_sounds=("dusty piano", "bell"),
    moods=("tense", "grim", "sliding", "nocturnal"),
    tags=("sliding 808", "dark", "street", "hard", "moody"),
    kit=Kit(snare="snare", perc="rim", kick_decay=0.12, snare_level=0.55, hat_level=0.3),
    minor=0.95,
    bass_level=0.72,
)

LO_FI = Style(
    name="lo-fi",
    genre="lo-fi",
    slowest=78,
    fastest=90,
    grooves=(
        Groove("X.....x.x.......", BACKBEAT, "X.o.X.o.X.o.X.o.", "." * 16, "......o.......o."),
        Groove("X..o..x..x......", "....x.......x..o", "X.o.X.o.X.o.X.o.", "." * 16, "..o...o...o...o."),
    ),
    basses=("1-------5---....", "1-----1---5-----", HELD.replace("x", "1")),
    chords=(HELD, "x-----x---------", "x-------x--x----"),
    leads=("..x.x...x.......", "x...x.x.....x...", "......x.x.x.x..."),
    bass_sound="upright",
    chord_sounds=("keys", "dusty piano"),
    lead_sounds=("keys", "flute", "guitar"),
    moods=("mellow", "rainy", "drowsy", "tender"),
    tags=("study", "chill", "vinyl", "jazzy", "bedroom"),
    kit=Kit(snare="rim snare", perc="shaker", kick_decay=0.12, snare_level=0.5, hat_level=0.2, dust=1.0),
    swing=0.24,
    sevenths=True,
    minor=0.45,
)
