import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, holdCommits, refusalOf } from '@safe-community/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { courseCalls } from './course-calls.ts';
import { fire, header, row } from './messages.ts';
import { reportBatch } from './reporting-calls.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';

/** Long enough for an answer that does not wait for the commit. */
const ANSWER_MS = 300;

let intake: RunningIntake;
beforeEach(async () => {
  intake = await runIntake();
});
afterEach(() => intake.stop());

/** Prepares a write and returns the call that makes it. */
type Write = () => Promise<() => Promise<unknown>>;

const report: Write = async () => () => intake.report({ requestId: randomUUID(), report: fire() });

const batch: Write = async () => () =>
  reportBatch(
    intake,
    [1, 2].map(() => ({ requestId: randomUUID(), report: fire() })),
  );

const importRows: Write = async () => () => intake.send([header(randomUUID()), row(1), row(2)]);

const triage: Write = async () => {
  const { incidentId } = await intake.report({ report: fire() });
  return async () => {
    const course = courseCalls(intake);
    try {
      return await course.triage(incidentId);
    } finally {
      course.end();
    }
  };
};

describe.each([
  ['ReportIncident', report],
  ['BatchReportIncidents', batch],
  ['ImportIncidents', importRows],
  ['TriageIncident', triage],
])('%s', (_, prepare) => {
  test('answers only after its commit', async () => {
    const call = await prepare();
    const before = await intake.counts();
    const commits = await holdCommits((sql) => intake.sql(sql), 'ledger_event');
    let answered = false;
    const answer = call().finally(() => (answered = true));
    await eventually(async () => expect(await commits.held()).toBeGreaterThan(0));
    await sleep(ANSWER_MS);
    expect(answered).toBe(false);
    expect(await intake.counts()).toEqual(before);
    await commits.release();
    await answer;
    expect((await intake.counts()).events).toBeGreaterThan(before.events);
  });
});

test('a write whose commit fails returns an error and leaves nothing', async () => {
  const before = await intake.counts();
  const commits = await holdCommits((sql) => intake.sql(sql), 'ledger_event');
  const refusal = refusalOf(intake.report({ requestId: randomUUID(), report: fire() }));
  await eventually(async () => expect(await commits.held()).toBe(1));
  await commits.fail();
  expect((await refusal).code).toBe('INTERNAL');
  expect(await intake.counts()).toEqual(before);
});
