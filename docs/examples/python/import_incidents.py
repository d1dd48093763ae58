"""Sends an export of three rows, one of them bad; then the whole again, as after a broken stream."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice

from connection import INCIDENT_INTAKE, open_channel
from google.protobuf.timestamp_pb2 import Timestamp
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc
from safecommunity.incidents.v1 import incident_pb2 as incidents

# Stands for your export: the id of each row in your system, and the place.
EXPORT = [
    ("call-1", "UA05020030000031457"),
    ("call-2", "no such place"),
    ("call-3", "UA05020030000031457"),
]
# As many as a message may contain. All of them together must stay below 1 MiB.
ROWS_PER_MESSAGE = 100
RECEIVED = datetime(2026, 3, 1, 8, 30, tzinfo=timezone.utc)


def main() -> None:
    request_id = str(uuid.uuid4())
    with open_channel(INCIDENT_INTAKE) as channel:
        stub = intake_grpc.IncidentIntakeServiceStub(channel)
        show("first ", stub.ImportIncidents(parts(request_id), timeout=600))
        show("again ", stub.ImportIncidents(parts(request_id), timeout=600))
        show("new id", stub.ImportIncidents(parts(str(uuid.uuid4())), timeout=600))


def parts(request_id: str) -> Iterator[intake.ImportIncidentsRequest]:
    header = intake.ImportHeader(request_id=request_id, source_system="example-dispatch")
    yield intake.ImportIncidentsRequest(header=header)
    rows = export_rows()
    while message := list(islice(rows, ROWS_PER_MESSAGE)):
        yield intake.ImportIncidentsRequest(rows=message)


def export_rows() -> Iterator[intake.ImportRow]:
    for number, (external_id, hromada_code) in enumerate(EXPORT, start=1):
        received = RECEIVED + timedelta(minutes=number)
        yield intake.ImportRow(
            row_number=number,
            external_id=external_id,
            received_time=timestamp(received),
            on_scene_time=timestamp(received + timedelta(minutes=12)),
            report=incidents.IncidentReport(
                category=incidents.INCIDENT_CATEGORY_MEDICAL,
                channel=incidents.REPORT_CHANNEL_PHONE_103,
                hromada_code=hromada_code,
                attributes=[incidents.Attribute(name="medical_kind", value="trauma")],
            ),
        )


def timestamp(time: datetime) -> Timestamp:
    message = Timestamp()
    message.FromDatetime(time)
    return message


def show(title: str, answer: intake.ImportIncidentsResponse) -> None:
    print(f"{title} added {answer.added}, known {answer.already_known}, refused {answer.refused}")
    for row in answer.refused_rows:
        print(f"  row {row.row_number} {row.field}: {row.rule}")


if __name__ == "__main__":
    main()
