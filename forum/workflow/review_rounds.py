"""How far a record has come: rounds of reviews, and which languages they have approved."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from forum.core.content import Content, language_codes
from forum.history.version_token import record_token, record_tokens
from forum.history.working_copies.changes import changed_languages
from forum.history.working_copies.store import edits_of
from forum.models import Review, SiteSettings, WorkingCopy
from forum.workflow.copy_digests import CopyDigests
from forum.workflow.merging.proposed import list_merges

Decision = Review.Decision


@dataclass(slots=True)
class Round:
    """A submission and what came of it.

    approvals: those that hold for the present version, step by step; lapsed: given before an edit.
    """

    submission: Review
    approvals: list[Review] = field(default_factory=list)
    lapsed: list[Review] = field(default_factory=list)
    returned: Review | None = None

    @property
    def languages(self) -> list[str]:
        """The languages that were submitted."""
        return self.submission.languages


@dataclass(frozen=True, slots=True)
class Progress:
    """The reviews of a record, the oldest first.

    required: how many the site asks for. confirmations: of what was edited after publication.
    """

    required: int
    version_token: str
    rounds: list[Round]
    public_languages: list[str]
    is_under_way: bool
    confirmations: list[Review]

    @property
    def open(self) -> Round | None:
        """The round in which a review is due, if any."""
        unsettled = self._unsettled
        return unsettled if unsettled and not self._is_complete(unsettled) else None

    @property
    def waiting(self) -> Round | None:
        """The round that waits: for the review that is due, or, where none is asked for, for its
        publication. It may be returned.
        """
        return self.open if self.required else self._unsettled

    @property
    def _unsettled(self) -> Round | None:
        """The latest round, unless it came back or all of it is public."""
        latest = self.rounds[-1] if self.rounds else None
        if latest is None or latest.returned or not self.is_under_way:
            return None
        return None if set(latest.languages) <= set(self.public_languages) else latest

    @property
    def step(self) -> int:
        """The review that is due in the open round, from 1."""
        return len(self.open.approvals) + 1 if self.open else 0

    @property
    def approved(self) -> list[str]:
        """The languages that may be published: all of them where no review is asked for."""
        if not self.required:
            return language_codes()
        complete = [turn for turn in self.rounds if self._is_complete(turn)]
        approved = {code for turn in complete for code in turn.languages}
        return [code for code in language_codes() if code in approved]

    @property
    def last_approval(self) -> datetime | None:
        """When a round before the latest was approved to its end, or later edits confirmed."""
        return self._latest_of(self.rounds[:-1])

    def approved_until(self, languages: Collection[str]) -> datetime | None:
        """When the last of some languages was approved before the latest round; None: never all."""
        ends = []
        for code in languages:
            rounds = [turn for turn in self.rounds[:-1] if code in turn.languages]
            confirmed = [review.at for review in self.confirmations if code in review.languages]
            ends.append(max((*self._ends_of(rounds), *confirmed), default=None))
        known = [end for end in ends if end]
        return min(known) if known and len(known) == len(ends) else None

    @property
    def reviewed_at(self) -> datetime | None:
        """When the record was last reviewed to the end."""
        return self._latest_of(self.rounds)

    def _latest_of(self, rounds: list[Round]) -> datetime | None:
        ends = self._ends_of(rounds)
        return max((*ends, *(review.at for review in self.confirmations)), default=None)

    def _ends_of(self, rounds: list[Round]) -> list[datetime]:
        decisions = (review for turn in rounds for review in (*turn.lapsed, *turn.approvals))
        return [review.at for review in decisions if review.step >= self.required]

    def _is_complete(self, turn: Round) -> bool:
        return not turn.returned and len(turn.approvals) >= self.required


def progress_of(record: Content) -> Progress:
    """Read the reviews of a record and count those that hold."""
    return progress_of_all([record])[record.pk]


def progress_of_all(records: Collection[Content]) -> dict[int, Progress]:
    """Read the reviews of some records of one model, by their keys."""
    if not records:
        return {}
    tokens, required = record_tokens(records), SiteSettings.current().reviews
    kind = ContentType.objects.get_for_model(next(iter(records)))
    reviews: dict[int, list[Review]] = {record.pk: [] for record in records}
    rows = Review.objects.filter(content_type=kind, object_id__in=list(reviews))
    for review in rows.select_related("by"):
        reviews[review.object_id].append(review)
    return {
        record.pk: _progress(record, reviews[record.pk], tokens[record.pk], required)
        for record in records
    }


def progress_of_copy(copy: WorkingCopy, record: Content) -> Progress:
    """Read the reviews of a working copy. record: as the working copy has it, laid over the tables.

    Public are the languages of which it changes nothing.
    """
    digests = CopyDigests(copy, record_token(record))
    reviews = Review.objects.about(copy).select_related("by")
    rounds, confirmations = rounds_of(reviews, digests.holds)
    changed = languages_of_copy(copy, record)
    unchanged = [code for code in language_codes() if code not in changed]
    required = SiteSettings.current().reviews
    return Progress(required, digests.present, rounds, unchanged, True, confirmations)


def languages_of_copy(copy: WorkingCopy, record: Content) -> list[str]:
    """Return the languages that a working copy is published in.

    Where it changes no text, but facts or the order, these are the ones that are public; of what
    is public on no page of its own, all.
    """
    if copy.is_empty:
        return []
    merged = {code for merge in list_merges(copy) for code in merge.find_languages(record)}
    changed = changed_languages(edits_of(copy)) - {""} | merged or {*record.ready_languages}
    return [code for code in language_codes() if code in changed] or language_codes()


def _progress(record: Content, reviews: list[Review], token: str, required: int) -> Progress:
    rounds, confirmations = rounds_of(reviews, lambda review: review.version_token == token)
    under_way = record.is_in_review or record.is_published
    public = record.ready_languages if record.is_published else []
    return Progress(required, token, rounds, list(public), under_way, confirmations)


def rounds_of(
    reviews: Iterable[Review], holds: Callable[[Review], bool]
) -> tuple[list[Round], list[Review]]:
    """Return the rounds that reviews make, the oldest first, and the confirmations among them.

    holds: whether an approval is of the present version.
    """
    rounds: list[Round] = []
    confirmations: list[Review] = []
    for review in reviews:
        if review.decision == Decision.SUBMITTED:
            rounds.append(Round(review))
        elif review.decision == Decision.CONFIRMED:
            confirmations.append(review)
        elif rounds and review.decision == Decision.RETURNED:
            rounds[-1].returned = review
        elif rounds:
            (rounds[-1].approvals if holds(review) else rounds[-1].lapsed).append(review)
    return rounds, confirmations
