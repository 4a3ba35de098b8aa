"""Organizations and people of a record: shared with other events, so only gaps are filled."""

from collections.abc import Iterable, Mapping
from typing import Any

from forum.core.content import Content, column, language_codes
from forum.core.names import fold
from forum.imports.planning.changes import FieldChange, Ref, Value
from forum.imports.planning.columns import languages_of, shown, translated
from forum.imports.planning.organizations import Known, Organizations, kind_of
from forum.imports.planning.people import People
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.slugs import name_slug, person_slug
from forum.imports.planning.three_way import Mode
from forum.reader.event_record import ZH, PersonRecord, Text
from people.models import Organization, Person

ADDED: Mapping[str, Mode] = {"aliases": Mode.ADD, "ready_languages": Mode.ADD}


def new_content(bench: Bench, model: type[Content], slug: str, text: Text) -> dict[str, Value]:
    """Return what a new record gets beside its texts: address and languages."""
    languages = languages_of(text)
    return {
        "slug": bench.slugs.free(model, slug),
        "source_language": ZH if ZH in languages or not languages else languages[0],
        "ready_languages": languages,
    }


def put_organizations(bench: Bench, found: Organizations) -> dict[tuple[str, int], Ref]:
    """Take the organizations into the plan; return (role, number in it) -> the organization."""
    refs = {key: _put_organization(bench, one) for key, one in found.organizations.items()}
    return {place: refs[key] for place, key in found.of.items()}


def put_people(bench: Bench, found: People) -> dict[str, Ref]:
    """Take the people into the plan; return key of the record -> the person."""
    return {
        person.key: _put_person(bench, person, found.stored.get(person.key), found)
        for person in bench.record.people
    }


def _put_organization(bench: Bench, one: Known) -> Ref:
    names = one.printed
    name = shown(names)
    if one.row is None:
        values: dict[str, Value] = {**translated("name", names), "aliases": one.new_names}
        new = {
            **new_content(bench, Organization, name_slug(names), names),
            "kind": str(kind_of(names)),
        }
        return bench.put(
            Organization, one.key, None, values,
            identity=fold(name), name=name, new=new, lines=one.lines,
        )  # fmt: skip
    return _put_shared(bench, one.row, one.key, names, one.new_names, fold(name), one.lines)


def _put_person(bench: Bench, person: PersonRecord, row: Person | None, found: People) -> Ref:
    identity = found.identities[person.key]
    name = shown(person.name)
    if row is None:
        values = {
            **translated("name", person.name),
            **translated("honorific", person.honorific),
            "aliases": _further(person),
        }
        new = new_content(bench, Person, person_slug(person.name), person.name)
        return bench.put(
            Person, person.key, None, values,
            identity=identity, name=name, new=new, lines=person.lines,
        )  # fmt: skip
    more = translated("honorific", person.honorific)
    others = list(person.other_names)
    return _put_shared(bench, row, person.key, person.name, others, identity, person.lines, more)


def _further(person: PersonRecord) -> list[str]:
    """Return the other spellings that do not fold to a name, each once."""
    seen = {fold(name) for name in person.name.values() if name}
    unlike = {fold(name): name for name in person.other_names if fold(name) not in seen}
    return list(unlike.values())


def _put_shared(
    bench: Bench,
    row: Any,
    key: str,
    names: Text,
    others: Iterable[str],
    identity: str,
    lines: tuple[int, ...],
    more: Mapping[str, Value] | None = None,
) -> Ref:
    """Fill what a stored person or organization lacks; further spellings become aliases."""
    missing = {code: text for code, text in names.items() if text and not _name(row, code)}
    spellings, renamed = _spellings(bench, row, names, others)
    values: dict[str, Value] = {
        **translated("name", missing),
        **(more or {}),
        "aliases": spellings,
        "ready_languages": [code for code in language_codes() if code in missing],
    }
    ref = bench.put(
        type(row), key, row, values,
        identity=identity, name=shown(names), modes=ADDED, default=Mode.FILL, lines=lines,
    )  # fmt: skip
    for change in renamed:
        bench.add_field(ref, change)
    return ref


def _spellings(
    bench: Bench, row: Any, names: Text, others: Iterable[str]
) -> tuple[list[str], list[FieldChange]]:
    """Return the new spellings, and the names that staff corrected after an import, which stay."""
    known = set(row.match_keys)
    spellings: dict[str, str] = {}
    renamed = []
    for code, name in names.items():
        if not name or not _name(row, code) or fold(name) in known:
            continue
        place = column("name", code)
        if bench.memory.value(row._meta.label_lower, row.pk, place) == name:
            renamed.append(FieldChange(place, _name(row, code), name, kept=True))
        else:
            spellings[fold(name)] = name
    spellings |= {fold(name): name for name in others if name and fold(name) not in known}
    return list(spellings.values()), renamed


def _name(row: Any, language: str) -> str:
    return getattr(row, column("name", language)) or ""
