"""A call of a load test: taken and stored like any other, and never counted."""

import uuid

from connection import INCIDENT_INTAKE, open_channel
from first_call import fire
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc

TEST = (("baggage", "sc-test=true"),)


def main() -> None:
    with open_channel(INCIDENT_INTAKE) as channel:
        stub = intake_grpc.IncidentIntakeServiceStub(channel)
        request = intake.ReportIncidentRequest(request_id=str(uuid.uuid4()), report=fire())
        print(stub.ReportIncident(request, timeout=5, metadata=TEST).incident_id)


if __name__ == "__main__":
    main()
