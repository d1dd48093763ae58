"""Keeps a database of its own up to date with the incident intake, as a system does that may be away for a week.

    catch_up.py DATABASE                       goes on from its checkpoint, then follows, until it is stopped
    catch_up.py DATABASE --until-head          ends when it has caught up
    catch_up.py DATABASE --skip-to POSITION    notes that what is before POSITION was missed, and goes on from there

It counts incidents by hromada. Counts and checkpoint change in one transaction: killed at any moment, it neither
loses nor repeats. Exit codes: 3 another epoch, 4 events that it needs are no longer kept; it says what to do.
"""

import argparse
import contextlib
import itertools
import random
import sqlite3
import sys
import time

import grpc
from calling import call
from connection import INCIDENT_INTAKE, open_channel
from safecommunity.incidents.events.v1 import incident_events_pb2 as events
from safecommunity.ledger.v1 import ledger_service_pb2 as ledger
from safecommunity.ledger.v1 import ledger_service_pb2_grpc as ledger_grpc

REPORTED = "safecommunity.incidents.v1.incident-reported"
# While there is much to read, one commit for many events; each commit waits for the disk.
BATCH = 500

TABLES = """
create table if not exists checkpoint (epoch text not null, position integer not null);
create table if not exists reported (hromada_code text primary key, incidents integer not null);
create table if not exists missed (first integer not null, last integer not null);
"""


def main(path: str, skip_to: int | None, until_head: bool) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db, open_channel(INCIDENT_INTAKE) as channel:
        db.executescript(TABLES)
        stub = ledger_grpc.LedgerServiceStub(channel)
        if skip_to is not None:
            skip(db, stub, skip_to)
        for attempt in itertools.count():
            try:
                check_place(db, stub, path)
                read(db, stub, follow=False, batch=BATCH)
                print(f"caught up at position {place(db)[1]}: {total(db)} incidents", flush=True)
                if until_head:
                    return
                read(db, stub, follow=True, batch=1)
            except grpc.RpcError as error:
                if error.code() is grpc.StatusCode.OUT_OF_RANGE:
                    continue  # Pruned while it was being read: check_place says so.
                if error.code() is not grpc.StatusCode.UNAVAILABLE:
                    raise
                # The service restarts or the network is away; the checkpoint knows where to go on.
                time.sleep(random.uniform(0.5, 1.0) * min(30.0, 0.2 * 2 ** min(attempt, 8)))


def check_place(db: sqlite3.Connection, stub, path: str) -> None:
    """Ends the program when it cannot go on from its checkpoint, and says what to do."""
    epoch, position = place(db)
    head = call(stub.GetHead, ledger.GetHeadRequest())
    if epoch not in (None, head.epoch) or position > head.head_position:
        print("another epoch: the service was restored from a backup, and positions mean other events now.")
        print("Compare your incidents with ListIncidents; then start again with an empty database.", flush=True)
        sys.exit(3)
    if position + 1 < head.first_position:
        print(f"events {position + 1} to {head.first_position - 1} are no longer kept.")
        print("Take the state of that time by ListIncidents; then go on with")
        print(f"  catch_up.py {path} --skip-to {head.first_position}", flush=True)
        sys.exit(4)


def read(db: sqlite3.Connection, stub, follow: bool, batch: int) -> None:
    request = ledger.ReadEventsRequest(from_position=place(db)[1] + 1, follow=follow)
    taken = []
    # Without a deadline when it follows: the stream is meant to stay.
    for answer in stub.ReadEvents(request, timeout=None if follow else 3_600):
        taken.append(answer)
        if len(taken) == batch:
            apply(db, taken)
            taken = []
    apply(db, taken)


def apply(db: sqlite3.Connection, answers: list) -> None:
    """Effects and checkpoint, together or not at all."""
    if not answers:
        return
    db.execute("begin immediate")
    with db:
        epoch, position = place(db)
        for answer in answers:
            # Another epoch, or a second copy of this program at work: nothing of the batch stays.
            if epoch not in (None, answer.epoch) or answer.event.position != position + 1:
                raise RuntimeError(f"position {answer.event.position} of {answer.epoch} does not follow {position}")
            epoch, position = answer.epoch, answer.event.position
            count(db, answer)
        set_place(db, epoch, position)
    print(f"at position {position}", flush=True)


def count(db: sqlite3.Connection, answer: ledger.ReadEventsResponse) -> None:
    # What this system may not read comes withheld: a position and nothing else.
    if answer.withheld or answer.event.event_type != REPORTED or answer.event.headers.get("sc-test") == "true":
        return
    fact = events.IncidentReported.FromString(answer.event.body)
    db.execute(
        "insert into reported values (?, 1) on conflict (hromada_code) do update set incidents = incidents + 1",
        (fact.hromada_code,),
    )


def skip(db: sqlite3.Connection, stub, to: int) -> None:
    epoch, position = place(db)
    if to <= position + 1:
        return
    db.execute("begin immediate")
    with db:
        db.execute("insert into missed values (?, ?)", (position + 1, to - 1))
        set_place(db, epoch or call(stub.GetHead, ledger.GetHeadRequest()).epoch, to - 1)


def place(db: sqlite3.Connection) -> tuple[str | None, int]:
    """Epoch and position of the last event that was applied."""
    return db.execute("select epoch, position from checkpoint").fetchone() or (None, 0)


def set_place(db: sqlite3.Connection, epoch: str, position: int) -> None:
    db.execute("delete from checkpoint")
    db.execute("insert into checkpoint values (?, ?)", (epoch, position))


def total(db: sqlite3.Connection) -> int:
    return db.execute("select coalesce(sum(incidents), 0) from reported").fetchone()[0]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--skip-to", type=int)
    parser.add_argument("--until-head", action="store_true")
    given = parser.parse_args()
    main(given.database, given.skip_to, given.until_head)
