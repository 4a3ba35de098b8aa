"""Organizations and people of a record: shared with other events, so only gaps are filled."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from forum.core.columns import field_texts
from forum.core.content import Content, column
from forum.core.names import fold
from forum.history.import_plan import FieldChange
from forum.imports.planning.columns import first_text, languages_of, text_columns
from forum.imports.planning.field_comparison import Mode
from forum.imports.planning.organization_matching import (
    OrganizationMatches,
    PlannedOrganization,
    kind_of,
)
from forum.imports.planning.person_matching import PersonMatches, question_key
from forum.imports.planning.places import country_code
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.record_plan import PERSON_ERASED, Ref, Value
from forum.imports.planning.slugs import name_slug, person_slug
from forum.reader.event_record import ZH, Finding, Level, PersonRecord, Text
from people.models import Organization, Person

# Of new people, as many as a sentence names.
_MOST_NAMES: Final = 12
ADDED: Mapping[str, Mode] = {"aliases": Mode.ADD, "ready_languages": Mode.ADD}


def new_content(
    builder: PlanBuilder, model: type[Content], slug: str, text: Text
) -> dict[str, Value]:
    """Return what a new record gets beside its texts: address and languages."""
    languages = languages_of(text)
    return {
        "slug": builder.slugs.claim(model, slug),
        "source_language": ZH if ZH in languages or not languages else languages[0],
        "ready_languages": languages,
    }


def plan_organizations(
    builder: PlanBuilder, matches: OrganizationMatches
) -> dict[tuple[str, int], Ref]:
    """Take the organizations into the plan; return (role, number in it) -> the organization."""
    refs = {
        key: _plan_organization(builder, organization)
        for key, organization in matches.organizations.items()
    }
    return {place: refs[key] for place, key in matches.keys.items()}


def plan_people(builder: PlanBuilder, matches: PersonMatches) -> dict[str, Ref]:
    """Take the people into the plan; return key of the record -> the person."""
    people = {
        person.key: _plan_person(builder, person, matches) for person in builder.record.people
    }
    # Of whom somebody has said that they are new, nobody was erased.
    changes = [
        builder.changes[ref]
        for key, ref in people.items()
        if not builder.answers.is_new(question_key(key))
    ]
    new_names = [change.name for change in changes if change.row is None and not change.is_absent]
    if new_names and builder.previous.has_erased:
        builder.findings.append(_may_name_erased(new_names))
    return people


def _may_name_erased(names: list[str]) -> Finding:
    """Return the finding for new people, of whom one may be somebody who was erased.

    Nobody can tell: nothing that is kept says who that was.
    """
    named = names if len(names) <= _MOST_NAMES else [*names[:_MOST_NAMES], "…"]
    return Finding(
        level=Level.ERROR, kind=PERSON_ERASED, subject=names[0], lines=(), params={"names": named}
    )


def _plan_organization(builder: PlanBuilder, organization: PlannedOrganization) -> Ref:
    names = organization.printed
    name = first_text(names)
    facts: dict[str, Any] = {"identity": fold(name), "name": name, "lines": organization.lines}
    if organization.row is not None:
        new_names = organization.new_names
        return _fill_gaps(builder, organization.row, organization.key, names, new_names, {}, facts)
    values: dict[str, Value] = {
        **text_columns("name", names),
        "aliases": organization.new_names,
    }
    new = new_content(builder, Organization, name_slug(names), names)
    new["kind"] = str(kind_of(names))
    return builder.put(Organization, organization.key, None, values, new=new, **facts)


def _plan_person(builder: PlanBuilder, person: PersonRecord, matches: PersonMatches) -> Ref:
    row = matches.stored.get(person.key)
    facts_alone: dict[str, Value] = {
        **text_columns("honorific", person.honorific),
        "country": country_code(person.country),
    }
    facts: dict[str, Any] = {
        "identity": matches.identities[person.key],
        "name": first_text(person.name),
        "lines": person.lines,
    }
    if row is not None:
        names, further_names = person.name, person.other_names
        return _fill_gaps(builder, row, person.key, names, further_names, facts_alone, facts)
    values: dict[str, Value] = {
        **text_columns("name", person.name),
        **facts_alone,
        "aliases": _further_names(person),
    }
    new = new_content(builder, Person, person_slug(person.name), person.name)
    return builder.put(Person, person.key, None, values, new=new, **facts)


def _further_names(person: PersonRecord) -> list[str]:
    """Return the other spellings that do not fold to a name, each once."""
    names = {fold(name) for name in person.name.values() if name}
    unlike = {fold(name): name for name in person.other_names if fold(name) not in names}
    return list(unlike.values())


def _fill_gaps(
    builder: PlanBuilder,
    row: Organization | Person,
    key: str,
    names: Text,
    further_names: Iterable[str],
    values: Mapping[str, Value],
    facts: Mapping[str, Any],
) -> Ref:
    """Fill what a stored person or organization lacks; further spellings become aliases."""
    stored = field_texts(row, "name")
    missing = {code: text for code, text in names.items() if text and code not in stored}
    spellings, renamed = _new_spellings(builder, row, names, further_names)
    values = {
        **text_columns("name", missing),
        **values,
        "aliases": spellings,
        "ready_languages": languages_of(missing),
    }
    ref = builder.put(type(row), key, row, values, modes=ADDED, default=Mode.FILL, **facts)
    for field_change in renamed:
        builder.add_field(ref, field_change)
    return ref


def _new_spellings(
    builder: PlanBuilder, row: Organization | Person, names: Text, further_names: Iterable[str]
) -> tuple[list[str], list[FieldChange]]:
    """Return the new spellings, and the names that staff corrected after an import, which stay."""
    stored = field_texts(row, "name")
    spellings: dict[str, str] = {}
    renamed = []
    for code, name in names.items():
        if not name or code not in stored or fold(name) in row.match_keys:
            continue
        name_column = column("name", code)
        if builder.previous.value(row._meta.label_lower, row.pk, name_column) == name:
            renamed.append(FieldChange(name_column, stored[code], name, is_conflict=True))
        else:
            spellings[fold(name)] = name
    for name in further_names:
        if name and fold(name) not in row.match_keys:
            spellings[fold(name)] = name
    return list(spellings.values()), renamed
