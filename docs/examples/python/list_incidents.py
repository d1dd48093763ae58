"""Lists the incidents of Vinnytsia hromada, newest first, page by page."""

from collections.abc import Iterator

from calling import call
from connection import INCIDENT_INTAKE, open_channel
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc
from safecommunity.incidents.v1 import incident_pb2 as incidents


def main() -> None:
    with open_channel(INCIDENT_INTAKE) as channel:
        stub = intake_grpc.IncidentIntakeServiceStub(channel)
        for incident in incidents_of(stub, "UA05020030000031457"):
            category = incidents.IncidentCategory.Name(incident.category)
            print(incident.received_time.ToJsonString(), incident.incident_id, category)


def incidents_of(stub, hromada_code: str) -> Iterator[incidents.Incident]:
    request = intake.ListIncidentsRequest(page_size=2, hromada_code=hromada_code)
    while True:
        page = call(stub.ListIncidents, request)
        yield from page.incidents
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token


if __name__ == "__main__":
    main()
