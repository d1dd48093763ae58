"""An import that breaks at its third row: what it is answered, and what of it is on disk."""

import json
import uuid

import grpc
from connection import INCIDENT_INTAKE, open_channel
from import_incidents import export_rows
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc
import rich_status_pb2

IMPORT = "/safecommunity.incidents.v1.IncidentIntakeService/ImportIncidents"


def broken():
    header = intake.ImportHeader(request_id=str(uuid.uuid4()), source_system="half", tell_rows=True)
    first, _, third = export_rows()
    yield intake.ImportIncidentsRequest(header=header).SerializeToString()
    yield intake.ImportIncidentsRequest(row=first).SerializeToString()
    yield b"\xff\xff\xff"
    yield intake.ImportIncidentsRequest(row=third).SerializeToString()


def main() -> None:
    with open_channel(INCIDENT_INTAKE) as channel:
        try:
            channel.stream_unary(IMPORT)(broken(), timeout=10)
            code, answer = "OK", None
        except grpc.RpcError as error:
            code, answer = error.code().name, answer_in(error)
        known = intake_grpc.IncidentIntakeServiceStub(channel).ListImportedRows(
            intake.ListImportedRowsRequest(source_system="half", external_ids=["call-1", "call-3"]), timeout=5
        )
    print(json.dumps({
        "code": code,
        "added": answer and answer.added,
        "rows": answer and [row.row_number for row in answer.row_results],
        "known": [row.external_id for row in known.rows],
    }))


def answer_in(error: grpc.RpcError):
    trailers = dict(error.trailing_metadata() or ())
    status = rich_status_pb2.Status.FromString(trailers.get("grpc-status-details-bin", b""))
    for detail in status.details:
        if detail.type_url.endswith("ImportIncidentsResponse"):
            return intake.ImportIncidentsResponse.FromString(detail.value)
    return None


main()
