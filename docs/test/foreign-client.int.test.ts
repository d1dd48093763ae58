import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { whyNoPython } from './parts-of-machine.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';
import { makeWorkplace } from './workplace.ts';

/** What a foreign client gets for requests that ours would not send: code, reason, fields. */
const EXPECTED = {
  'unknown enum number': invalid('report.category'),
  'enum number below zero': invalid('report.category'),
  'enum number at the edge': invalid('report.channel'),
  'no request_id': invalid('request_id'),
  'request_id of another kind': invalid('request_id'),
  'no report': invalid('report'),
  'time before all times': invalid('report.occurred_time'),
  'time after all times': invalid('report.occurred_time'),
  'NUL in a text': invalid('report.description'),
  'unknown field': { code: 'OK' },
  'bytes that are no message': malformed(),
  'a length beyond the end': malformed(),
  'text that is no UTF-8': invalid('report.description'),
  'groups in groups': malformed(),
  'empty bytes': invalid('request_id', 'report'),
  '5 MiB': refused('RESOURCE_EXHAUSTED'),
  '5 MiB in a stream': refused('RESOURCE_EXHAUSTED'),
  'a stream without header': invalid('header'),
  'an empty stream': invalid('header'),
  'a header twice': invalid('row'),
  'an empty part': invalid('row'),
  // The service may notice first that its answer would come too late.
  'deadline of 1 ms': expect.objectContaining({
    code: expect.stringMatching(/^(DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED)$/),
  }),
  'unknown method': refused('UNIMPLEMENTED'),
  'unary call of a stream': invalid('header'),
  'position 0': invalid('from_position'),
  'position beyond the head': { code: 'OK' },
  'position beyond all': invalid('from_position'),
  'end beyond all': invalid('to_position'),
  'end before the beginning': invalid('to_position'),
  'unknown partition': invalid('partition'),
  'page size beyond all': invalid('page_size'),
  'forged page token': invalid('page_token'),
  'headers of 20 KiB': { code: 'OK' },
  'a good report after all this': { code: 'OK' },
  'no certificate': refused('UNAVAILABLE'),
  'no TLS': refused('UNAVAILABLE'),
  'a certificate of no known caller': refused('UNAUTHENTICATED', 'UNAUTHENTICATED'),
  'a caller without scopes': refused('PERMISSION_DENIED', 'SCOPE_MISSING'),
  "a service's authority not trusted": refused('UNAVAILABLE'),
};

/** What must be rejected in reports and follow-ups, each by its field and rule; see programs/bad_input.py. */
const BAD_INPUT = {
  'an attribute is missing': invalid('report.attributes.fire_object'),
  'an attribute too many': invalid('report.attributes[1].name'),
  'an attribute twice': invalid('report.attributes'),
  'an attribute of no such value': invalid('report.attributes.fire_object'),
  'an event in the future': invalid('report.occurred_time'),
  'a point outside Ukraine': invalid('report.location'),
  'a point far from the hromada': invalid('report.location'),
  'no place at all': invalid('report.hromada_code'),
  'a settlement of another hromada': invalid('report.settlement_code'),
  'absurd casualties': invalid('report.casualties.killed'),
  'more children than killed': invalid('report.casualties.killed'),
  '100 kB of text': invalid('report.description'),
  '1 MB of text': { ...invalid(), reason: 'REQUEST_TOO_LARGE' },
  'text written backwards': invalid('report.description'),
  'an unknown category': invalid('report.category'),
  'an attachment without digest': invalid('report.attachments[0].sha256'),
  'an attachment by http': invalid('report.attachments[0].uri'),
  'negative casualties': invalid('report.casualties.killed'),
  'a forbidden step': refused('FAILED_PRECONDITION', 'STEP_ILLEGAL'),
  'a step by an old version': refused('ABORTED', 'VERSION_CHANGED'),
  'an order over 10 days': invalid('valid_to'),
  'a child to leave home': invalid('measures[0]'),
  'works over the legal hours': invalid('socially_useful_works.hours'),
  'works for another article': invalid('socially_useful_works.article'),
  'a token of another incident': refused('NOT_FOUND', 'NOT_FOUND'),
  'a sensitive read without a reason': invalid('reason'),
};

const INCIDENT_SERVICES = [
  'AirRescueService',
  'ApiKeyService',
  'CatalogueService',
  'DomesticViolenceService',
  'DuplicateService',
  'IncidentCourseService',
  'IncidentIntakeService',
  'LawService',
  'MappedImportService',
  'ProtectionOrderService',
  'PublicFormService',
  'PublicRequestService',
  'ReporterSearchService',
  'ReporterService',
  'ResponseTargetService',
  'RetentionService',
  'SanctionService',
  'SchoolService',
  'SubscriptionService',
  'WorksService',
];

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test('a hostile client gets errors, learns nothing and breaks nothing', async (context) => {
  const python = await clientOf(context);
  expect(JSON.parse(await python('hostile_client'))).toEqual(EXPECTED);
  expect(intake.process.output()).not.toMatch(/by a bug|"level":"(error|fatal)"/);
});

test('rejects invalid input by field and rule, and changes nothing', async (context) => {
  const python = await clientOf(context);
  expect(JSON.parse(await python('bad_input'))).toEqual({ outcomes: BAD_INPUT, new_events: 0 });
});

test('answers an interrupted import for the earlier rows, and accepts none after it', async (context) => {
  const python = await clientOf(context);
  expect(JSON.parse(await python('half_import'))).toEqual({
    code: 'INVALID_ARGUMENT',
    added: 1,
    rows: [1],
    known: ['call-1'],
  });
});

test('health and reflection answer a client without generated code', async (context) => {
  const python = await clientOf(context);
  const services = [
    'safecommunity.audit.v1.AuditService',
    ...INCIDENT_SERVICES.map((name) => `safecommunity.incidents.v1.${name}`),
    'safecommunity.keys.v1.KeyService',
    ...['ConsumerService', 'DeadLetterService', 'LedgerOperatorService', 'LedgerService'].map(
      (name) => `safecommunity.ledger.v1.${name}`,
    ),
  ].join(' ');
  expect(await python('outside_view')).toBe(`health 0801\nv1 ${services}\nv1alpha ${services}\n`);
});

/** Runs one of programs/*.py with the stubs that the document generates. */
async function clientOf(context: TestContext): Promise<(program: string) => Promise<string>> {
  const missing = whyNoPython();
  if (missing !== undefined) context.skip(missing);
  const work = await makeWorkplace(intake.address);
  await work.run('python');
  return (program) => {
    const file = join('examples/python', `${program}.py`);
    copyFileSync(join(import.meta.dirname, `programs/${program}.py`), join(work.folder, file));
    return work.shell(`python3 ${file}`);
  };
}

function invalid(...fields: string[]) {
  return { code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields };
}

function malformed() {
  return refused('INVALID_ARGUMENT', 'MESSAGE_MALFORMED');
}

function refused(code: string, reason = '') {
  return { code, reason, fields: [] };
}
