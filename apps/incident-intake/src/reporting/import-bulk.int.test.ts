import { ImportIncidentsResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { fire, header, row } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import type { Part } from '../../test/send-import.ts';

const ROWS = 10_000;
const DESCRIPTION = 'о'.repeat(1_500);

let intake: RunningIntake;
let taken = 0;
beforeAll(async () => {
  const newId = (at: Date): string => {
    taken += 1;
    return systemClock.newId(at);
  };
  intake = await runIntake({ clock: { ...systemClock, newId } });
});
afterAll(() => intake.stop());

// It measures memory and may take longer on a busy machine.
test(`holds few of ${ROWS} rows of 3 KB in memory at a time`, { timeout: 600_000 }, async () => {
  let mostOnTheWay = 0;
  const rows = function* (): Generator<Part> {
    yield header(randomUUID(), 'bulk');
    for (let sent = 1; sent <= ROWS; sent += 1) {
      yield row(sent, { report: fire({ description: DESCRIPTION }) });
      mostOnTheWay = Math.max(mostOnTheWay, sent - taken);
    }
  };
  const answer = await intake.send(rows());
  expect(answer).toEqual({ ...ImportIncidentsResponse.create(), added: ROWS });
  expect(await intake.counts()).toEqual({ incidents: ROWS, events: ROWS, requests: ROWS + 1 });
  expect(mostOnTheWay).toBeLessThan(2_000);
});
