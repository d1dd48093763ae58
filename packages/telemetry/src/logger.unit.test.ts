import { expect, test } from 'vitest';
import { type LogFields, startTelemetry, withSpan } from './index.ts';
import { capturedLog } from '../test/captured-log.ts';

const CANARY = 'Олена Канаренко';
const CANARY_PHONE = '+380671234567';

test('a line has time, level, service, message and the fields', () => {
  const { log, lines } = capturedLog();
  log.info('events published', { count: 3, durationMs: 1.5, producer: 'incidents', head: 9n });
  expect(lines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'intake',
      message: 'events published',
      count: 3,
      durationMs: 1.5,
      producer: 'incidents',
      head: 9,
    },
  ]);
});

test('lines below the level are not written', () => {
  const { log, lines } = capturedLog('warn');
  log.info('quiet');
  log.warn('loud');
  expect(lines().map((line) => line.message)).toEqual(['loud']);
});

test('a child carries its fields on every line', () => {
  const { log, lines } = capturedLog();
  log.child({ consumer: 'statistics' }).warn('gap found', { position: 7 });
  expect(lines()[0]).toMatchObject({ consumer: 'statistics', position: 7, level: 'warn' });
});

test('inside a span a line contains its ids, even without an export', async () => {
  const telemetry = await startTelemetry({ service: 'intake', version: '1', sampleRatio: 1 });
  const { log, lines } = capturedLog();
  withSpan('work', 'internal', {}, () => log.info('inside'));
  log.info('outside');
  await telemetry.shutdown();
  expect(lines()[0]).toMatchObject({
    trace_id: expect.stringMatching(/^(?!0{32})[0-9a-f]{32}$/),
    span_id: expect.stringMatching(/^(?!0{16})[0-9a-f]{16}$/),
  });
  expect(lines()[1]).not.toHaveProperty('trace_id');
});

test('a personal or unknown field does not compile, and is not written at run time', () => {
  const { log, lines, text } = capturedLog();
  // @ts-expect-error: there is no field for a name
  log.info('report taken', { callerName: CANARY });
  // @ts-expect-error: nor for a phone
  log.info('report taken', { phone: CANARY_PHONE });
  // @ts-expect-error: nor for a position on the map
  log.info('report taken', { latitude: 49.2331 });
  // @ts-expect-error: an object is no code
  log.info('report taken', { incidentId: { name: CANARY } });
  const cast: object = { narrative: [CANARY], [CANARY]: 1, __proto__: null };
  const fields = cast as LogFields;
  log.child(fields).info('report taken', fields);
  expect(lines()).toHaveLength(5);
  expect(text()).not.toMatch(/Канаренко|Олена|67123|49\.2/);
  expect(lines()[0]).toMatchObject({ callerName: '[not logged]' });
});

test('a personal value in an allowed field is not written', () => {
  const { log, text } = capturedLog();
  for (const value of [CANARY, CANARY_PHONE, '0671234567', '380671234567', 'Olena Kanarenko', 'a@b.ua']) {
    log.info('mistake', { phase: value, aggregateId: value });
  }
  expect(text()).not.toMatch(/Канаренко|671234567|Kanarenko|@/);
});

test.each([
  '7d9f1c1e-3b1a-4c52-9a35-0d6f1a3b9c11',
  'UA05020030000031457',
  '/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident',
  'safecommunity.incidents.v1.IncidentReported.UA05.*.>',
  '127.0.0.1:50051',
  '[::1]:50051',
  'INVALID_ARGUMENT',
])('writes the code %s', (subject) => {
  const { log, lines } = capturedLog();
  log.info('seen', { subject });
  expect(lines()[0]).toMatchObject({ subject });
});

test('a message that is concatenated at run time does not compile', () => {
  const { log, lines } = capturedLog();
  const name: string = CANARY;
  // @ts-expect-error: any text
  log.info(name);
  // @ts-expect-error: a text with something in it
  log.info(`report of ${name}`);
  log.info(name === '' ? 'either' : 'or');
  expect(lines()).toHaveLength(3);
});
