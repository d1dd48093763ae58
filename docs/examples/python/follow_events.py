"""Reads the events of the incident intake from where it stopped last time, and goes on as new ones come.

    follow_events.py CHECKPOINT_FILE [STOP_AFTER]

STOP_AFTER ends it after so many events; without it, it goes on until Ctrl-C.
"""

import json
import os
import sys
from pathlib import Path

from connection import INCIDENT_INTAKE, open_channel
from safecommunity.incidents.events.v1 import incident_events_pb2 as events
from safecommunity.ledger.v1 import ledger_service_pb2 as ledger
from safecommunity.ledger.v1 import ledger_service_pb2_grpc as ledger_grpc

# The service passes over all other types.
MESSAGES = {
    "safecommunity.incidents.v1.incident-reported": events.IncidentReported,
    "safecommunity.incidents.v1.responder-arrived": events.ResponderArrived,
}


def main(checkpoint_file: Path, stop_after: int | None) -> None:
    epoch, position = load(checkpoint_file)
    with open_channel(INCIDENT_INTAKE) as channel:
        stub = ledger_grpc.LedgerServiceStub(channel)
        # Without a deadline: the stream is meant to stay. When it ends or breaks, start again from the checkpoint.
        request = ledger.ReadEventsRequest(from_position=position + 1, event_types=list(MESSAGES), follow=True)
        for count, answer in enumerate(stub.ReadEvents(request), start=1):
            if epoch not in (None, answer.epoch):
                sys.exit("another epoch: the service was restored from a backup; read again from position 1")
            epoch = answer.epoch
            # One of passed_over has a position only: so far there is nothing of these types.
            apply(answer.event)
            # Your own effect and the checkpoint belong into one transaction of your database.
            save(checkpoint_file, epoch, answer.event.position)
            if count == stop_after:
                return


def apply(event: ledger.LedgerEvent) -> None:
    message = MESSAGES.get(event.event_type)
    if message is None or event.headers.get("sc-test") == "true":
        return
    domain_event = message.FromString(event.body)
    print(event.position, event.event_type, domain_event.incident_id, domain_event.hromada_code, flush=True)


def load(file: Path) -> tuple[str | None, int]:
    if not file.exists():
        return None, 0
    kept = json.loads(file.read_text())
    return kept["epoch"], kept["position"]


def save(file: Path, epoch: str, position: int) -> None:
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps({"epoch": epoch, "position": position}))
    os.replace(draft, file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
