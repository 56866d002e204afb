"""Styles that dance from Lagos to San Juan."""

from dataclasses import replace

from beatgraph.synth.styles.shapes import FOUR_ON_THE_FLOOR, Groove, Kit, Style

DEMBOW = Style(
    name="dembow",
    genre="reggaeton",
    slowest=88,
    fastest=102,
    grooves=(
        Groove(FOUR_ON_THE_FLOOR, "...x..x....x..x.", "x.o.x.o.x.o.x.o.", "." * 16, "..o...o...o...o."),
        Groove(FOUR_ON_THE_FLOOR, "...X..x....X..xr", "X.o.X.o.X.o.X.o.", "..............x.", "......o.......o."),
    ),
    basses=("1--1--1-1--1--1-", "1-----1-1-----5-", "1--1..1-1--1..8-"),
    chords=("x--x--x-x--x--x-", "x-------x-------", "..x-..x-..x-..x-"),
    leads=("x..x..x...x.x...", "x.x...x.x.x.....", "..x..x..x..x...."),
    bass_sound="round bass",
    chord_sounds=("pluck", "guitar", "stab"),
    lead_sounds=("flute", "bell", "pluck"),
    moods=("sultry", "playful", "humid", "festive"),
    tags=("dembow", "perreo", "latin", "summer", "dance"),
    kit=Kit(snare="rim snare", perc="shaker", kick_decay=0.15, snare_level=0.55, hat_level=0.2),
    minor=0.75,
    pump=0.2,
)

AFROBEATS = Style(
    name="afrobeats",
    genre="afrobeats",
    slowest=98,
    fastest=114,
    grooves=(
        Groove("X...X...X...X...", "...x..x.....x...", "o.x.o.x.o.x.o.x.", "." * 16, "x..x..x...x.x..."),
        Groove("X...o...X...x...", "...x..x...x.x...", "x.oxx.oxx.oxx.ox", "." * 16, "x..x..x...x.x..."),
    ),
    basses=("1--..1--5-..1---", "1-..1-..8-..5-..", "1---..1-..5-1---"),
    chords=("x--x--x---x-x---", "..x-..x-..x-..x-", "x-----x---x-----"),
    leads=("x..x..x...x.x...", "..x.x.x...x.x...", "x.x..x..x.x....."),
    bass_sound="round bass",
    chord_sounds=("guitar", "keys", "pluck"),
    lead_sounds=("bell", "flute", "guitar"),
    moods=("breezy", "joyful", "golden", "romantic"),
    tags=("afro", "log drum", "summer", "percussion", "dance"),
    kit=Kit(snare="rim snare", perc="conga", kick_decay=0.15, snare_level=0.5, hat_level=0.2, perc_level=0.34),
    minor=0.35,
)

AMAPIANO = Style(
    name="amapiano",
    genre="amapiano",
    slowest=110,
    fastest=116,
    grooves=(
        Groove(FOUR_ON_THE_FLOOR, "......o.....x...", "o.x.o.x.o.x.o.x.", "." * 16, "xoxxxoxxxoxxxoxx"),
        Groove("X...X...X...X..o", "...o..x.....x...", "..x...x...x...x.", "." * 16, "xooxxooxxooxxoox"),
    ),
    basses=("1..1..1..1..5.1.", "..1..1..1-..8.1.", "1-..1..1..1-..5-"),
    chords=("x-----x---------", "..x-..x-..x-----", "x---..x-..x-----"),
    leads=("x..x..x...x.....", "..x..x....x.x...", "....x..x..x..x.."),
    bass_sound="log drum",
    chord_sounds=("keys", "organ", "dusty piano"),
    lead_sounds=("flute", "bell", "keys"),
    moods=("patient", "dusky", "soulful", "spacious"),
    tags=("log drum", "shakers", "deep", "private school", "dance"),
    kit=Kit(snare="rim snare", perc="shaker", kick_decay=0.16, snare_level=0.45, hat_level=0.18, perc_level=0.3),
    swing=0.08,
    sevenths=True,
    minor=0.55,
)

REGGAETON = replace(DEMBOW, name="reggaeton", slowest=88, fastest=98, tags=("reggaeton", *DEMBOW.tags[1:]))
