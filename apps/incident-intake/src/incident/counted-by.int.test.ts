import { SchoolMatter } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { PoliceClass } from '@safe-community/contracts/incidents/v1/external_class.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import * as events from '@safe-community/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CODED, CODED_COUNTED_BY, DESNA, DESNIANSKA } from '../../test/counted-by.ts';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { casualties, fire } from '../../test/messages.ts';
import type { Category } from '../catalogue/module.ts';
import { schoolMatterOf } from './school-matter.ts';
import { refusalOf } from '@safe-community/testkit';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let course: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  course = courseCalls(intake);
});
afterAll(async () => {
  course.end();
  await intake.stop();
});

interface StoredEvent {
  readonly type: string;
  readonly body: Buffer;
}

/** The events of an incident, as the ledger has them. */
async function eventsOf(incidentId: string): Promise<StoredEvent[]> {
  const found = await intake.sql('select type, body from ledger_event order by position');
  return (found as unknown as StoredEvent[]).filter(({ body }) => body.includes(incidentId));
}

async function wholeCourse(incidentId: string): Promise<void> {
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
  await course.correct(incidentId, { casualties: casualties({ injured: 2 }) });
  await course.reject(incidentId);
  await course.reopen(incidentId);
}

/**
 * Of a school case, the events say what happened only as one of three codes, and never as the words of the report. Channel,
 * urgency and times were in the events of sensitive incidents before; what could identify a person was not. */
const SECRETS = [DESNA, DESNIANSKA, 'resolution-1031', 'code-of-a-child', 'physical', 'bullying', '2025-08-18'];

test.each([IncidentCategory.DOMESTIC_VIOLENCE, IncidentCategory.SCHOOL_SAFETY])(
  'nothing that could identify a person is in the events or the open columns of a sensitive incident: %s',
  async (category) => {
    const externalClassification = {
      policeClass: PoliceClass.ALPHA,
      medicalClass: 0 as const,
      codes: [{ classifier: 'resolution-1031', code: 'code-of-a-child' }],
    };
    const place = { settlementCode: DESNA, starostaDistrictCode: DESNIANSKA };
    const { incidentId } = await intake.report({ report: fire({ category, ...place, externalClassification }) });
    await wholeCourse(incidentId);
    const published = await eventsOf(incidentId);
    expect(published.length).toBeGreaterThan(9);
    for (const { body, type } of published) {
      expect([type, ...SECRETS.filter((secret) => body.includes(secret))]).toEqual([type]);
    }
    const [row] = await intake.sql(
      `select counted_by, attributes, ciphertext is not null as encrypted, to_jsonb(incident)::text as whole
       from incident where incident_id = $1`,
      [incidentId],
    );
    expect(row).toMatchObject({ counted_by: null, attributes: {}, encrypted: true });
    expect(String(row?.['whole'])).not.toContain('code-of-a-child');
    // The entitled caller reads it, and lists leave it out.
    expect((await intake.get(incidentId)).incident).toMatchObject({ externalClassification });
    const { incidents } = await intake.list({ category });
    expect(incidents[0]).toMatchObject({ incidentId, externalClassification: undefined });
  },
);

test.each([
  [IncidentCategory.SCHOOL_SAFETY, SchoolMatter.BULLYING, 'bullying'],
  [IncidentCategory.DOMESTIC_VIOLENCE, SchoolMatter.UNSPECIFIED, null],
])(
  'only of school safety, what changes the number of cases says what happened: %s',
  async (category, matter, stored) => {
    const { incidentId } = await intake.report({ report: fire({ category }) });
    await wholeCourse(incidentId);
    const published = await eventsOf(incidentId);
    for (const kind of [events.incidentReported, events.incidentWithdrawn, events.incidentRestored]) {
      const [found] = published.filter(({ type }) => type === kind.type);
      expect([kind.type, kind.decode(found!.body)]).toMatchObject([kind.type, { schoolMatter: matter }]);
    }
    const [row] = await intake.sql('select school_matter from incident where incident_id = $1', [incidentId]);
    expect(row).toEqual({ school_matter: stored });
  },
);

test('a matter that only the catalogue of an installation has is in no event', () => {
  const of = (category: Category, school_matter: string) => schoolMatterOf({ category, attributes: { school_matter } });
  expect(of('school_safety', 'crime')).toBe('crime');
  expect(of('school_safety', 'a word of theirs')).toBeUndefined();
  expect(of('domestic_violence', 'crime')).toBeUndefined();
  expect(schoolMatterOf({ category: 'school_safety', attributes: {} })).toBeUndefined();
});

test('an incident carries what it is counted by through all its steps; the urgency stays that of the dispatcher', async () => {
  const { incidentId } = await intake.report({ report: fire({ ...CODED, casualties: casualties({ injured: 1 }) }) });
  await wholeCourse(incidentId);
  const kinds = [events.incidentReported, events.incidentStateChanged, events.casualtiesCorrected];
  for (const kind of [...kinds, events.incidentWithdrawn, events.incidentRestored, events.responderArrived]) {
    const ofKind = (await eventsOf(incidentId)).filter(({ type }) => type === kind.type);
    expect([kind.type, ofKind.length]).not.toEqual([kind.type, 0]);
    for (const { body } of ofKind) expect(kind.decode(body)).toMatchObject({ countedBy: CODED_COUNTED_BY });
  }
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ externalClassification: CODED.externalClassification, urgency: 2 });
});

test.each([
  ['police_class', { policeClass: 77 as never }],
  ['medical_class', { medicalClass: 77 as never }],
  ['codes[0].classifier', { codes: [{ classifier: 'Наш', code: '1' }] }],
  ['codes[0].code', { codes: [{ classifier: 'resolution-1031', code: 'код' }] }],
  ['codes', { codes: Array.from({ length: 2 }, () => ({ classifier: 'resolution-1031', code: '1' })) }],
  ['codes', { codes: Array.from({ length: 11 }, (_, n) => ({ classifier: 'resolution-1031', code: `${n}` })) }],
])('rejects a classification with an invalid %s', async (field, change) => {
  const externalClassification = { policeClass: 0 as const, medicalClass: 0 as const, codes: [], ...change };
  expect(await refusalOf(intake.report({ report: fire({ externalClassification }) }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [`report.external_classification.${field}`],
  });
});
