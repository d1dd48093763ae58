"""What the incident intake must refuse: one line of JSON, {name: outcome}, and whether anything has changed by it."""

import json
import uuid
from datetime import datetime, timedelta, timezone

import grpc
from connection import INCIDENT_INTAKE, open_channel
from first_call import fire
from google.protobuf.timestamp_pb2 import Timestamp
from refusal import refusal_of
from safecommunity.geo.v1 import point_pb2 as geo
from safecommunity.incidents.v1 import course_service_pb2 as course
from safecommunity.incidents.v1 import course_service_pb2_grpc as course_grpc
from safecommunity.incidents.v1 import domestic_violence_pb2 as violence
from safecommunity.incidents.v1 import domestic_violence_service_pb2 as protection
from safecommunity.incidents.v1 import domestic_violence_service_pb2_grpc as protection_grpc
from safecommunity.incidents.v1 import incident_intake_service_pb2 as intake
from safecommunity.incidents.v1 import incident_intake_service_pb2_grpc as intake_grpc
from safecommunity.incidents.v1 import incident_pb2 as incidents
from safecommunity.incidents.v1 import reporter_service_pb2 as reporter
from safecommunity.incidents.v1 import reporter_service_pb2_grpc as reporter_grpc
from safecommunity.incidents.v1 import sanction_service_pb2 as sanction
from safecommunity.incidents.v1 import sanction_service_pb2_grpc as sanction_grpc
from safecommunity.ledger.v1 import ledger_service_pb2 as ledger
from safecommunity.ledger.v1 import ledger_service_pb2_grpc as ledger_grpc

NOW = datetime.now(timezone.utc)
ADULT, CHILD = "1980-05-01", f"{NOW.year - 15}-01-01"


def new_id() -> str:
    return str(uuid.uuid4())


def at(**ahead) -> Timestamp:
    message = Timestamp()
    message.FromDatetime(NOW + timedelta(**ahead))
    return message


def changed(**changes) -> incidents.IncidentReport:
    report = fire()
    report.MergeFrom(incidents.IncidentReport(**changes))
    return report


def without(field: str) -> incidents.IncidentReport:
    report = fire()
    report.ClearField(field)
    return report


def bad_reports():
    extra = incidents.Attribute(name="wings", value="2")
    yield "an attribute is missing", without("attributes")
    yield "an attribute too many", changed(attributes=[extra])
    yield "an attribute twice", changed(attributes=fire().attributes)
    yield "an attribute of no such value", changed_value("castle")
    yield "an event in the future", changed(occurred_time=at(hours=1))
    yield "a point outside Ukraine", changed(location=geo.Point(latitude=52.23, longitude=21.01))
    yield "a point far from the hromada", changed(location=geo.Point(latitude=46.48, longitude=30.72))
    yield "no place at all", without("hromada_code")
    yield "a settlement of another hromada", changed(settlement_code="UA80000000000093317")
    yield "absurd casualties", changed(casualties=incidents.Casualties(killed=1_000_000))
    yield "more children than killed", changed(casualties=incidents.Casualties(children_killed=1))
    yield "100 kB of text", changed(description="я" * 50_000)
    yield "1 MB of text", changed(description="я" * 500_000)
    yield "text written backwards", changed(description="a\u202eb")
    yield "an unknown category", changed(category=99)
    yield "an attachment without digest", changed(attachments=[incidents.Attachment(uri="https://evidence.example/1.jpg")])
    yield "an attachment by http", changed(attachments=[incidents.Attachment(uri="http://evidence.example/1", sha256=b"1" * 32)])


def changed_value(value: str) -> incidents.IncidentReport:
    report = fire()
    report.attributes[0].value = value
    return report


def negative_casualties(channel: grpc.Channel):
    """-1 as a careless client writes it: a varint of ten bytes."""
    report = without("casualties").SerializeToString() + b"\x4a\x0b\x08" + b"\xff" * 9 + b"\x01"
    request = intake.ReportIncidentRequest(request_id=new_id()).SerializeToString()
    body = request + b"\x12" + varint(len(report)) + report
    return lambda: channel.unary_unary("/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident")(body, timeout=5)


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number % 128 + 128])
        number //= 128
    return out + bytes([number])


class World:
    """What exists before anything bad is sent."""

    def __init__(self, channel: grpc.Channel):
        self.intake = intake_grpc.IncidentIntakeServiceStub(channel)
        self.course = course_grpc.IncidentCourseServiceStub(channel)
        self.protection = protection_grpc.DomesticViolenceServiceStub(channel)
        self.sanctions = sanction_grpc.SanctionServiceStub(channel)
        self.reporters = reporter_grpc.ReporterServiceStub(channel)
        self.first, self.second = self.report(fire()), self.report(fire())
        self.adult, self.child = self.case(ADULT), self.case(CHILD)

    def report(self, report) -> intake.ReportIncidentResponse:
        return self.intake.ReportIncident(intake.ReportIncidentRequest(request_id=new_id(), report=report), timeout=5)

    def case(self, birth_date: str) -> str:
        report = fire()
        report.category = incidents.INCIDENT_CATEGORY_DOMESTIC_VIOLENCE
        del report.attributes[:]
        report.attributes.add(name="violence_forms", value="physical")
        incident_id = self.report(report).incident_id
        self.protection.RecordCase(
            protection.RecordCaseRequest(
                request_id=new_id(),
                incident_id=incident_id,
                forms=[violence.VIOLENCE_FORM_PHYSICAL],
                victim=violence.ConcernedPerson(full_name="Вигадана Ганна"),
                offender=violence.ConcernedPerson(full_name="Вигаданий Гнат", birth_date=birth_date),
            ),
            timeout=5,
        )
        return incident_id

    def order(self, incident_id: str, measure: int, **length):
        request = protection.IssueProtectionOrderRequest(
            request_id=new_id(), incident_id=incident_id, measures=[measure], valid_from=at(), valid_to=at(**length)
        )
        return lambda: self.protection.IssueProtectionOrder(request, timeout=5)

    def outcome(self, **kind):
        request = sanction.RecordOutcomeRequest(request_id=new_id(), incident_id=self.first.incident_id, **kind)
        return lambda: self.sanctions.RecordOutcome(request, timeout=5)


def attempts(world: World, channel: grpc.Channel):
    for name, report in bad_reports():
        yield name, lambda report=report: world.report(report)
    yield "negative casualties", negative_casualties(channel)
    step = course.ResolveIncidentRequest(request_id=new_id(), incident_id=world.first.incident_id)
    yield "a forbidden step", lambda: world.course.ResolveIncident(step, timeout=5)
    stale = course.TriageIncidentRequest(
        request_id=new_id(), incident_id=world.first.incident_id, expected_version=7, urgency=incidents.URGENCY_LOW
    )
    yield "a step by an old version", lambda: world.course.TriageIncident(stale, timeout=5)
    no_contact = violence.PROTECTION_MEASURE_NO_CONTACT
    leave_home = violence.PROTECTION_MEASURE_LEAVE_HOME
    yield "an order over 10 days", world.order(world.adult, no_contact, days=10, seconds=1)
    yield "a child to leave home", world.order(world.child, leave_home, days=1)
    useful = {"article": "183-1", "hours_per_day": 8, "work": "Прибирання парку"}
    yield "works over the legal hours", world.outcome(
        socially_useful_works=sanction.SociallyUsefulWorks(hours=361, **useful)
    )
    yield "works for another article", world.outcome(
        socially_useful_works=sanction.SociallyUsefulWorks(hours=240, **{**useful, "article": "173-2"})
    )
    token = world.first.tracking_token[:22] + world.second.tracking_token[22:]
    status = reporter.GetReportStatusRequest(tracking_token=token)
    yield "a token of another incident", lambda: world.reporters.GetReportStatus(status, timeout=5)
    unexplained = intake.GetIncidentRequest(incident_id=world.adult)
    yield "a sensitive read without a reason", lambda: world.intake.GetIncident(unexplained, timeout=5)


def outcome(call) -> dict:
    try:
        call()
        return {"code": "OK"}
    except grpc.RpcError as error:
        refusal = refusal_of(error)
        fields = [field for field, _ in refusal.violations]
        return {"code": error.code().name, "reason": refusal.reason, "fields": fields}


def main() -> None:
    with open_channel(INCIDENT_INTAKE) as channel:
        world = World(channel)
        head = lambda: ledger_grpc.LedgerServiceStub(channel).GetHead(ledger.GetHeadRequest(), timeout=5).head_position
        before = head()
        outcomes = {name: outcome(call) for name, call in attempts(world, channel)}
        print(json.dumps({"outcomes": outcomes, "new_events": head() - before}))


main()
