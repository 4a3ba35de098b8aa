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
        "coast": 10, "river": 12, "institute": 9, "bureau": 13, "expo": 13, "ports": 10, "lin": 11,
        "zhao": 17, "course": 6, "secret": 16, "harbours": 24, "about": 1, "opened": 7,
        "opening": 11, "closing": 21, "picture": 6, "away": 5, "talk": 13, "silent": 15,
        "kept_back": 18, "withheld": 20, "host": 5, "paper": 4, "slip": 1, "unseen": 22,
        "future": 16,
    },
    "turn": {
        "coast": 9, "river": 13, "institute": 4, "bureau": 7, "expo": 11, "ports": 7, "hidden": 8,
        "lin": 6, "zhao": 14, "course": 4, "secret": 16, "later": 12, "canals": 8, "opened": 6,
        "upcoming": 6, "opening": 5, "closing": 11, "picture": 6, "away": 3, "talk": 5,
        "silent": 10, "kept_back": 18, "withheld": 10, "host": 3, "paper": 4, "slip": 1,
    },
    "creation": {
        "series": 9, "event": 17, "next edition": 18, "person": 17, "organization": 9, "product": 7,
        "news": 1, "topic": 4, "session": 12, "appearance": 9, "photo": 7, "document": 4,
        "words on the front page": 5, "in bulk": 12,
    },
    "unseen": {
        "photo of a draft": 3, "withheld appearance": 20, "withheld role": 5, "withheld photo": 5,
    },
    "deletion": {
        "rails": 12, "hidden": 12, "press": 20, "course": 4, "opened": 6, "opening": 6, "track": 13,
        "closing": 16, "unseen": 12, "talk": 6, "former": 7, "withheld": 19, "kept_back": 16,
        "future": 4, "picture": 17, "cover": 4, "away": 5, "host": 3, "helper": 4, "paper": 4,
        "handout": 4, "slip": 1,
    },
    "change": {
        "slug": 9, "slug of a person": 10, "slug of an organization": 10, "slug of a series": 13,
        "slug of a session": 11, "slug of a product": 5, "another series": 19, "another parent": 14,
        "another organization": 19, "another person": 8, "another session": 7, "from a draft": 4,
        "into a draft": 10, "without its picture": 18, "another launch": 6,
        "hidden in a language": 8, "consent refused": 17, "consent refused at an event": 17,
        "remarks withheld": 13, "remarks declined": 14, "publisher": 4, "no publisher": 4,
        "launcher": 3, "topic": 8, "topic of an event": 10, "topic of a speech": 10,
        "topic of a session": 5, "cited remarks": 4, "cited event": 6, "news of a person": 5,
        "merge": 11, "merge of organizations": 21, "restore": 10, "restore of a draft": 12,
        "person without speeches that goes": 5, "series without events that goes": 14,
        "part of the front page that goes": 2,
    },
    "due": {
        "schedule of hidden": 8, "schedule of zhao": 9, "schedule of upcoming": 7,
        "schedule of river": 12, "schedule of bureau": 7, "schedule of later": 12,
        "schedule of canals": 8, "embargo": 10, "embargo of a document": 4, "expiry": 6,
    },
    "import": {
        "done": 22,
    },
}  # fmt: skip
