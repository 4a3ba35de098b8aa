"""How many pages that people read each change ends though they say what they said.

Of some thirty; of what is not named, none. They are made anew, which costs time alone. To know them
beforehand would cost more than it saves, and a page that is not ended tells what is no more:

- A list reads tables, since anything may newly appear in it: each row of one of them ends it.
- A page reads the rows that it names, whatever it tells of them: a name, a date, a place.
- What is withheld may keep back a photo or a recording, and a map tells when it was saved.
- A product that a hidden session launched is published and yet unseen.
"""

IN_VAIN: dict[str, dict[str, int]] = {
    "text": {
        "coast": 10, "river": 12, "institute": 8, "bureau": 13, "expo": 12, "ports": 10, "lin": 10,
        "zhao": 16, "course": 4, "secret": 15, "harbours": 24, "about": 1, "opened": 4,
        "opening": 9, "closing": 21, "picture": 5, "away": 5, "talk": 11, "silent": 15,
        "kept_back": 18, "withheld": 19, "host": 4, "paper": 3, "slip": 1, "unseen": 21,
        "future": 16,
    },
    "turn": {
        "coast": 9, "river": 13, "institute": 3, "bureau": 7, "expo": 10, "ports": 7, "hidden": 8,
        "lin": 5, "zhao": 13, "course": 2, "secret": 15, "later": 12, "canals": 8, "opened": 3,
        "upcoming": 3, "opening": 3, "closing": 11, "picture": 5, "away": 3, "talk": 3,
        "silent": 10, "kept_back": 18, "withheld": 9, "host": 2, "paper": 3, "slip": 1,
    },
    "creation": {
        "series": 9, "event": 17, "next edition": 17, "person": 16, "organization": 9, "product": 6,
        "news": 1, "topic": 4, "session": 12, "appearance": 9, "photo": 6, "document": 3,
        "words on the front page": 5, "in bulk": 12,
    },
    "unseen": {
        "photo of a draft": 3, "withheld appearance": 20, "withheld role": 5, "withheld photo": 5,
    },
    "deletion": {
        "rails": 11, "hidden": 11, "press": 20, "course": 2, "opened": 3, "opening": 4, "track": 12,
        "closing": 16, "unseen": 11, "talk": 4, "former": 7, "withheld": 18, "kept_back": 16,
        "future": 4, "picture": 15, "cover": 4, "away": 5, "host": 2, "helper": 4, "paper": 3,
        "handout": 4, "slip": 1,
    },
    "change": {
        "slug": 9, "slug of a person": 9, "slug of an organization": 9, "slug of a series": 13,
        "slug of a session": 9, "slug of a product": 3, "another series": 19, "another parent": 13,
        "another organization": 19, "another person": 7, "another session": 7, "from a draft": 4,
        "into a draft": 10, "without its picture": 16, "another launch": 5,
        "hidden in a language": 8, "consent refused": 16, "consent refused at an event": 15,
        "remarks withheld": 11, "remarks declined": 12, "publisher": 4, "no publisher": 3,
        "launcher": 3, "topic": 8, "topic of an event": 9, "topic of a speech": 10,
        "topic of a session": 5, "slug of a topic": 23, "unofficial in a language": 19,
        "ready in no language but Chinese": 10, "cited remarks": 4, "cited event": 6,
        "news of a person": 5, "publisher of a draft instead": 3,
        "merge": 11, "merge of organizations": 21, "restore": 8, "restore of a draft": 11,
        "person without speeches that goes": 4, "series without events that goes": 14,
        "part of the front page that goes": 2,
    },
    "due": {
        "schedule of hidden": 8, "schedule of zhao": 8, "schedule of upcoming": 4,
        "schedule of river": 12, "schedule of bureau": 7, "schedule of later": 12,
        "schedule of canals": 8, "embargo": 10, "embargo of a document": 3, "expiry": 3,
    },
    "import": {
        "done": 22,
    },
}  # fmt: skip
