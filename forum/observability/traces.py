"""How long requests, tasks and their statements take, sent as OpenTelemetry's protocol has it.

The library reads its own variables, of which .env.example names some.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db.backends.signals import connection_created
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, Span, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import SpanKind, Status

from forum.observability.request_ids import current_request

# What may be told of a request, a task, a statement and an error; the rest says who asked for what.
REPORTED: Final = frozenset({
    "http.request.method", "http.method", "http.route", "http.response.status_code",
    "http.status_code", "request.id", "db.system.name", "db.query.text", "exception.type",
})  # fmt: skip
# Characters of a statement: that of an event's page has 20,000.
MOST: Final = 2000
# After those that name the request, answer the probes, which are not worth a trace, and say among
# which addresses it is looked up: else the first request would load the desk.
PLACE: Final = 3
_CONSTANT: Final = re.compile(r"'(?:[^']|'')*'")

_tracer: Final = trace.get_tracer("forum")


class StrippedExporter(SpanExporter):
    """Hands on what may be told of each span."""

    def __init__(self, exporter: SpanExporter) -> None:
        self.exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self.exporter.export([strip_span(span) for span in spans])

    def shutdown(self) -> None:
        self.exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self.exporter.force_flush(timeout_millis)


def start() -> None:
    """Send from now on what requests, tasks and their statements take."""
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: settings.TRACES_NAME}))
    provider.add_span_processor(BatchSpanProcessor(StrippedExporter(OTLPSpanExporter())))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument(middleware_position=PLACE, request_hook=name_request)
    connection_created.connect(time_statements, dispatch_uid="time statements")


def strip_span(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=choose_reported(span.attributes),
        events=[
            Event(event.name, choose_reported(event.attributes), event.timestamp)
            for event in span.events
        ],
        kind=span.kind,
        # Its description is the error's message.
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def choose_reported(attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in (attributes or {}).items() if name in REPORTED}


def name_request(span: Span, request: object) -> None:
    span.set_attribute("request.id", current_request.get())


@contextmanager
def time_task(path: str) -> Iterator[None]:
    """Measure what happens meanwhile as a task of its own."""
    with _tracer.start_as_current_span(path, kind=SpanKind.CONSUMER):
        yield


def time_statements(connection: Any, **kwargs: object) -> None:
    """Measure the statements of a connection; those of Django and those that we plan."""
    if time_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(time_statement)


def time_statement(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run a statement within a span of its own, if what asks for it is measured."""
    if not trace.get_current_span().is_recording():
        return execute(sql, params, many, context)
    text = _CONSTANT.sub("'?'", sql if isinstance(sql, str) else "composed")
    attributes = {"db.system.name": "postgresql", "db.query.text": text[:MOST]}
    name = text.split(maxsplit=1)[0] if text.strip() else "statement"
    with _tracer.start_as_current_span(name, kind=SpanKind.CLIENT, attributes=attributes):
        return execute(sql, params, many, context)
