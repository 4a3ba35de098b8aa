"""What the steps of one form's request leave for each other.

Django makes the form sets, saves the record, saves its rows and leads on in methods that share
nothing but the request.
"""

from weakref import WeakKeyDictionary

from django.db.models import Model
from django.http import HttpRequest

from forum.desk.base_admin import AnyFormSet
from forum.history.corrections.correction_note import Note
from forum.history.rows import RowKey
from forum.models import WorkingCopy


class FormSteps:
    """is_preview: all of it is rolled back; correction: what is told of it in public;

    asks_originals: whether a pair of originals is asked about; added: the record of an “add” form;
    refusal: why nothing of the form can be saved, "" if it can.
    previewed, hidden: rows as a preview is to show them, and those that it leaves out.
    record: the stored record of a form that is shown and was not sent. who_sets_moments: in a
    sentence, for whoever may not, "" while nothing asked for it. idle_labels: of moments that were
    typed and publish nothing by themselves.
    """

    def __init__(self) -> None:
        self.is_preview = False
        self.formsets: list[AnyFormSet] = []
        self.correction: Note | None = None
        self.asks_originals = False
        self.added: Model | None = None
        self.owners: list[RowKey] = []
        self.copies: list[WorkingCopy] = []
        self.refusal = ""
        self.previewed: list[Model] = []
        self.hidden: list[Model] = []
        self.record: Model | None = None
        self.who_sets_moments = ""
        self.idle_labels: list[str] = []

    @property
    def is_saving(self) -> bool:
        """Whether what was sent may be stored, so that its rows are waited for."""
        return not (self.is_preview or self.refusal)


_steps: WeakKeyDictionary[HttpRequest, FormSteps] = WeakKeyDictionary()


def steps_of(request: HttpRequest) -> FormSteps:
    """Return what the steps of a request have left so far."""
    return _steps.setdefault(request, FormSteps())


def start_again(request: HttpRequest, refusal: str) -> None:
    """Forget what the steps have left so far, and let the form be refused with a sentence."""
    _steps[request] = FormSteps()
    _steps[request].refusal = refusal
