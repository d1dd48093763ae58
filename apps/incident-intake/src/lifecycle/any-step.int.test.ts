import { status } from '@grpc/grpc-js';
import {
  CorrectCasualtiesRequest,
  DispatchResponderRequest,
  IncidentCourseServiceService,
  ListIncidentHistoryRequest,
  RecordResponderProgressRequest,
  RejectIncidentRequest,
  TriageIncidentRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { damaged } from '../../test/arbitrary-messages.ts';
import { courseCalls } from '../../test/course-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
/** Incidents in several states, with their responders. */
const known: { incidents: string[]; sent: { incidentId: string; responderId: string }[] } = { incidents: [], sent: [] };
beforeAll(async () => {
  intake = await runIntake();
  const course = courseCalls(intake);
  for (let n = 0; n < 5; n += 1) {
    const { incidentId } = await intake.report({ report: fire() });
    known.incidents.push(incidentId);
    if (n === 0) continue;
    await course.triage(incidentId);
    if (n > 1) known.sent.push({ incidentId, responderId: (await course.dispatch(incidentId)).responderId });
  }
  course.end();
});
afterAll(() => intake.stop());

/** The service carries it out or returns the reason; it never fails otherwise. */
const SOUND = ['OK', 'INVALID_ARGUMENT', 'ALREADY_EXISTS', 'FAILED_PRECONDITION', 'NOT_FOUND', 'ABORTED'];

const mostly = <T>(good: fc.Arbitrary<T>, any: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 19, arbitrary: good }, { weight: 1, arbitrary: any });
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constant('__proto__'));
const incident = fc.nat().map((n) => known.incidents[n % known.incidents.length] ?? '');
const sent = fc.nat().map((n) => known.sent[n % known.sent.length] ?? { incidentId: '', responderId: '' });
const number32 = fc.integer() as fc.Arbitrary<never>;
const time = mostly<Date | undefined>(fc.constant(undefined), fc.date({ noInvalidDate: true }));
/** Evaluated when the message is made: after the incidents were received. */
const now = fc.constant(undefined).map(() => new Date());
const count = mostly(fc.nat({ max: 3 }), fc.nat({ max: 2 ** 32 - 1 }));
const step = {
  requestId: mostly(fc.uuid({ version: 4 }), text),
  incidentId: mostly(incident, text),
  expectedVersion: mostly(fc.constant(0), count),
  reason: mostly(fc.constant('підстава'), text),
};

const crew = fc.array(mostly(fc.uuid(), text), { maxLength: 3 });

const { triageIncident, dispatchResponder, recordResponderProgress, rejectIncident, correctCasualties } =
  IncidentCourseServiceService;
const { listIncidentHistory } = IncidentCourseServiceService;
const REQUESTS: readonly (readonly [path: string, fc.Arbitrary<Uint8Array>])[] = [
  [
    triageIncident.path,
    fc
      .record({ ...step, urgency: mostly(fc.constant(2 as never), number32) })
      .map((request) => TriageIncidentRequest.encode(request).finish()),
  ],
  [
    dispatchResponder.path,
    fc
      .record({
        ...step,
        kind: mostly(fc.constant(1 as never), number32),
        unit: mostly(fc.constant('7'), text),
        homeHromadaCode: mostly(fc.constantFrom('', 'UA05020170000049432'), text),
        officerIds: crew,
        dispatchedTime: time,
      })
      .map((request) => DispatchResponderRequest.encode(request).finish()),
  ],
  [
    recordResponderProgress.path,
    fc
      .record({
        ...step,
        sent: mostly(sent, fc.record({ incidentId: incident, responderId: text })),
        progress: mostly(fc.constantFrom(2, 3, 4, 5) as fc.Arbitrary<never>, number32),
        progressTime: time,
        officerIds: crew,
      })
      .map(({ sent, ...request }) => RecordResponderProgressRequest.encode({ ...request, ...sent }).finish()),
  ],
  [
    correctCasualties.path,
    fc
      .record({
        ...step,
        casualties: mostly(
          fc.record({
            killed: mostly(fc.integer({ min: 1, max: 9 }), count),
            injured: mostly(fc.integer({ min: 1, max: 9 }), count),
            childrenKilled: mostly(fc.constant(0), count),
            childrenInjured: mostly(fc.constant(0), count),
            defendersKilled: mostly(fc.constant(0), count),
            defendersInjured: mostly(fc.constant(0), count),
          }),
          fc.constant(undefined),
        ),
        lastDeathTime: mostly<Date | undefined>(now, time),
      })
      .map((request) => CorrectCasualtiesRequest.encode(request).finish()),
  ],
  [
    listIncidentHistory.path,
    fc
      .record({
        incidentId: step.incidentId,
        reason: mostly(fc.constant('перевірка'), text),
        pageSize: count,
        pageToken: mostly(fc.constant(''), text),
      })
      .map((request) => ListIncidentHistoryRequest.encode(request).finish()),
  ],
  [
    rejectIncident.path,
    fc.record({ ...step, test: fc.boolean() }).map((request) => RejectIncidentRequest.encode(request).finish()),
  ],
];

test.each(REQUESTS)('any request of %s succeeds or is rejected', async (path, requests) => {
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: requests }, damaged(requests)), async (bytes) => {
      const code = await codeOf(path, bytes);
      codes.add(code);
      expect(SOUND).toContain(code);
    }),
    { numRuns: 200 },
  );
  // Otherwise the messages are too simple or too random to test anything.
  expect(codes).toContain('INVALID_ARGUMENT');
  expect(codes).toContain('OK');
  expect(intake.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('reads back everything that resulted', async () => {
  const course = courseCalls(intake);
  for (const incidentId of known.incidents) {
    const { incident } = await intake.get(incidentId);
    const { entries } = await course.history(incidentId, { pageSize: 500 });
    expect(entries).toHaveLength(incident?.version ?? 0);
    expect(entries.at(-1)?.state).toBe(incident?.state);
  }
  course.end();
});

function codeOf(path: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const pass = (buffer: Buffer): Buffer => buffer;
    intake.client.makeUnaryRequest(path, pass, pass, Buffer.from(bytes), (error) => {
      resolve(error === null ? 'OK' : status[error.code]);
    });
  });
}
