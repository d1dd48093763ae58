"""Reports a fire in Vinnytsia, sends the same again, is refused once, and reads the incident back."""

import uuid

import grpc
from calling import call
from connection import INCIDENT_INTAKE, open_channel
from refusal import refusal_of
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc
from safecommunity.incidents.v1 import incident_pb2 as incidents


def main() -> None:
    with open_channel(INCIDENT_INTAKE) as channel:
        stub = intake_grpc.IncidentIntakeServiceStub(channel)
        incident_id = report_twice(stub)
        be_refused(stub)
        read_back(stub, incident_id)


def report_twice(stub) -> str:
    request = intake.ReportIncidentRequest(request_id=str(uuid.uuid4()), report=fire())
    first = call(stub.ReportIncident, request)
    print(f"reported {first.incident_id}, phone {first.emergency_number} as well")
    again = call(stub.ReportIncident, request)
    print(f"repeated {again.incident_id}, {'the same' if again == first else 'another'} answer")
    return first.incident_id


def fire() -> incidents.IncidentReport:
    return incidents.IncidentReport(
        category=incidents.INCIDENT_CATEGORY_FIRE,
        channel=incidents.REPORT_CHANNEL_SYSTEM,
        hromada_code="UA05020030000031457",
        attributes=[incidents.Attribute(name="fire_object", value="dwelling")],
        description="Горить хата, людей евакуйовано",
    )


def be_refused(stub) -> None:
    report = fire()
    report.hromada_code = "UA99"
    report.reporter.phone = "0671234567"
    request = intake.ReportIncidentRequest(request_id=str(uuid.uuid4()), report=report)
    try:
        call(stub.ReportIncident, request)
    except grpc.RpcError as error:
        refusal = refusal_of(error)
        print(f"refused {error.code().name} {refusal.reason}")
        for field, rule in refusal.violations:
            print(f"  {field}: {rule}")


def read_back(stub, incident_id: str) -> None:
    incident = call(stub.GetIncident, intake.GetIncidentRequest(incident_id=incident_id)).incident
    category = incidents.IncidentCategory.Name(incident.category)
    print(f"read {incident.incident_id}: {category} in {incident.hromada_code}")


if __name__ == "__main__":
    main()
