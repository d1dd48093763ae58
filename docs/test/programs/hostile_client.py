"""What a careless or hostile client may send: one line of JSON for each attempt, {name: outcome}."""

import json
import sys
import uuid

import grpc
from connection import INCIDENT_INTAKE, PKI, open_channel
from first_call import fire
from google.protobuf.timestamp_pb2 import Timestamp
from refusal import refusal_of
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc
from safecommunity.ledger.v1 import ledger_service_pb2 as ledger
from safecommunity.ledger.v1 import ledger_service_pb2_grpc as ledger_grpc

REPORT = "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident"
BIG = 5 * 1024 * 1024


def request(**changes) -> intake.ReportIncidentRequest:
    """A good report but for the changes in it."""
    report = fire()
    for name, value in changes.items():
        setattr(report, name, value)
    return intake.ReportIncidentRequest(request_id=str(uuid.uuid4()), report=report)


def at(seconds: int) -> intake.ReportIncidentRequest:
    bad = request()
    bad.report.occurred_time.CopyFrom(Timestamp(seconds=seconds))
    return bad


def surrogate() -> bytes:
    """A description whose bytes are no UTF-8."""
    good = request(description="XX").SerializeToString()
    return good.replace(b"XX", b"\xed\xa0")


def attempts(channel: grpc.Channel):
    stub = intake_grpc.IncidentIntakeServiceStub(channel)
    events = ledger_grpc.LedgerServiceStub(channel)
    raw = channel.unary_unary(REPORT)

    def report(message, timeout=5):
        return lambda: stub.ReportIncident(message, timeout=timeout)

    def import_of(*parts):
        return lambda: stub.ImportIncidents(iter(parts), timeout=5)

    def read_from(position, **more):
        return lambda: list(events.ReadEvents(ledger.ReadEventsRequest(from_position=position, **more), timeout=5))

    header = intake.ImportHeader(request_id=str(uuid.uuid4()), source_system="hostile")
    yield "unknown enum number", report(request(category=99))
    yield "enum number below zero", report(request(category=-1))
    yield "enum number at the edge", report(request(channel=2**31 - 1))
    yield "no request_id", report(intake.ReportIncidentRequest(report=fire()))
    yield "request_id of another kind", report(intake.ReportIncidentRequest(request_id="1", report=fire()))
    yield "no report", report(intake.ReportIncidentRequest(request_id=str(uuid.uuid4())))
    yield "time before all times", report(at(-(2**63)))
    yield "time after all times", report(at(2**63 - 1))
    yield "NUL in a text", report(request(description="a\0b"))
    # Field 2000, a string: of a version that the service does not know.
    yield "unknown field", lambda: raw(request().SerializeToString() + b"\x82\x7d\x03abc", timeout=5)
    yield "bytes that are no message", lambda: raw(b"\xff" * 64, timeout=5)
    yield "a length beyond the end", lambda: raw(b"\x0a\xff\xff\xff\xff\x07", timeout=5)
    yield "text that is no UTF-8", lambda: raw(surrogate(), timeout=5)
    yield "groups in groups", lambda: raw(b"\xa3\x06" * 100_000, timeout=5)
    yield "empty bytes", lambda: raw(b"", timeout=5)
    yield "5 MiB", report(request(description="a" * BIG), timeout=20)
    yield "5 MiB in a stream", import_of(
        intake.ImportIncidentsRequest(header=header),
        intake.ImportIncidentsRequest(row=intake.ImportRow(external_id="a" * BIG)),
    )
    yield "a stream without header", import_of(intake.ImportIncidentsRequest(row=intake.ImportRow()))
    yield "an empty stream", import_of()
    yield "a header twice", import_of(*[intake.ImportIncidentsRequest(header=header)] * 2)
    yield "an empty part", import_of(intake.ImportIncidentsRequest(header=header), intake.ImportIncidentsRequest())
    yield "deadline of 1 ms", report(request(), timeout=0.001)
    yield "unknown method", lambda: channel.unary_unary(REPORT + "s")(b"", timeout=5)
    yield "unary call of a stream", lambda: channel.unary_unary(REPORT.replace("Report", "Import") + "s")(b"", timeout=5)
    yield "position 0", read_from(0)
    yield "position beyond the head", read_from(2**62)
    yield "position beyond all", read_from(2**64 - 1)
    yield "end beyond all", read_from(1, to_position=2**64 - 1)
    yield "end before the beginning", read_from(5, to_position=1)
    yield "unknown partition", read_from(1, partition=7)
    yield "page size beyond all", lambda: stub.ListIncidents(intake.ListIncidentsRequest(page_size=2**32 - 1), timeout=5)
    yield "forged page token", lambda: stub.ListIncidents(intake.ListIncidentsRequest(page_token="x"), timeout=5)
    yield "headers of 20 KiB", lambda: stub.ReportIncident(request(), timeout=5, metadata=(("baggage", "a=" + "b" * 20_000),))
    yield "a good report after all this", report(request())


def outcome(call) -> dict:
    try:
        call()
        return {"code": "OK"}
    except grpc.RpcError as error:
        refusal = refusal_of(error)
        fields = [field for field, _ in refusal.violations]
        return {"code": error.code().name, "reason": refusal.reason, "fields": fields}


def unregistered_clients():
    """Connections with less than a known certificate."""
    message = request()

    def report(credentials):
        def call():
            with grpc.secure_channel(INCIDENT_INTAKE, credentials) as channel:
                intake_grpc.IncidentIntakeServiceStub(channel).ReportIncident(message, timeout=5)

        return call

    def pem(name):
        return (PKI / name).read_bytes()

    def plain():
        with grpc.insecure_channel(INCIDENT_INTAKE) as channel:
            intake_grpc.IncidentIntakeServiceStub(channel).ReportIncident(message, timeout=5)

    def of(name):
        return grpc.ssl_channel_credentials(pem("ca.pem"), pem(f"{name}-key.pem"), pem(f"{name}.pem"))

    yield "no certificate", report(grpc.ssl_channel_credentials(pem("ca.pem")))
    yield "no TLS", plain
    yield "a certificate of no known caller", report(of("statistics"))
    yield "a caller without scopes", report(of("nats"))
    yield "a service's authority not trusted", report(grpc.ssl_channel_credentials())


def main() -> None:
    outcomes = {}
    with open_channel(INCIDENT_INTAKE) as channel:
        for name, call in attempts(channel):
            outcomes[name] = outcome(call)
    for name, call in unregistered_clients():
        outcomes[name] = outcome(call)
    json.dump(outcomes, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
