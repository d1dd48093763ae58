import type { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  BatchReportIncidentsRequest,
  ImportIncidentsRequest,
  ListImportedRowsRequest,
  ListIncidentsRequest,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import fc from 'fast-check';
import { VINNYTSIA } from './messages.ts';

/** Valid values often enough that many messages pass the first rule. */
const mostlyOf = <T>(good: fc.Arbitrary<T>, any: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: any });
const mostly = <T>(good: T, any: fc.Arbitrary<T>): fc.Arbitrary<T> => mostlyOf(fc.constant(good), any);
const some = <T>(any: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(any, { nil: undefined });

/** Any code points, unpaired surrogates, whatever a decoder makes of them. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constant('__proto__'));
const uint32 = mostly(0, fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 2 ** 32 - 1 })));
const number32 = fc.integer() as fc.Arbitrary<never>;
const time = fc.date({ noInvalidDate: true });

const person = fc.record({ fullName: mostly('Марія', text), phone: mostly('', text) });
const attribute = fc.record({
  name: mostlyOf(fc.constantFrom('fire_object', 'storey', 'people_inside'), text),
  value: mostlyOf(fc.constantFrom('dwelling', '3', 'yes'), text),
});
const attachment = fc.record({
  uri: mostlyOf(fc.webUrl({ validSchemes: ['https'] }), text),
  sha256: mostlyOf(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 40 })).map((bytes) =>
    Buffer.from(bytes),
  ),
  mediaType: mostly('image/jpeg', text),
  sizeBytes: mostly(0n, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
});

const anyReport: fc.Arbitrary<IncidentReport> = fc.record({
  category: mostly(2 as never, number32),
  channel: mostly(1 as never, number32),
  hromadaCode: mostlyOf(fc.constantFrom(VINNYTSIA, ''), text),
  starostaDistrictCode: mostlyOf(fc.constantFrom('', '0520655500'), text),
  settlementCode: mostlyOf(fc.constantFrom('', 'UA05020030010063857'), text),
  location: some(
    mostly({ latitude: 49.233, longitude: 28.468 }, fc.record({ latitude: fc.double(), longitude: fc.double() })),
  ),
  occurredTime: some(mostly(new Date('2026-01-01T00:00:00Z'), time)),
  description: mostly('горить', text),
  reporter: some(person),
  onBehalfOf: some(person),
  attributes: mostlyOf(
    fc.constant([{ name: 'fire_object', value: 'dwelling' }]),
    fc.array(attribute, { maxLength: 4 }),
  ),
  attachments: mostlyOf(fc.array(attachment, { maxLength: 2 }), fc.array(attachment, { maxLength: 25 })),
  casualties: some(
    fc.record({
      killed: uint32,
      injured: uint32,
      childrenKilled: uint32,
      childrenInjured: uint32,
      defendersKilled: uint32,
      defendersInjured: uint32,
    }),
  ),
  externalClassification: some(
    fc.record({
      policeClass: mostly(1 as never, number32),
      medicalClass: mostly(2 as never, number32),
      codes: mostlyOf(fc.constant([]), fc.array(fc.record({ classifier: text, code: text }), { maxLength: 12 })),
    }),
  ),
  test: fc.boolean(),
});

const requestId = mostlyOf(fc.uuid({ version: 4 }), text);

export const anyReportRequest = fc
  .record({ requestId, report: some(anyReport) })
  .map((request) => ReportIncidentRequest.encode(request).finish());

/** Some with a duplicate id, which rejects the whole batch. */
export const anyBatchRequest = fc
  .array(fc.record({ requestId, report: some(anyReport) }), { maxLength: 8 })
  .map((requests) => BatchReportIncidentsRequest.encode({ requests }).finish());

export const anyRowsRequest = fc
  .record({ sourceSystem: mostly('city-112', text), externalIds: fc.array(mostly('call-1', text), { maxLength: 5 }) })
  .map((request) => ListImportedRowsRequest.encode(request).finish());

export const anyListRequest = fc
  .record({
    pageSize: uint32,
    pageToken: mostly('', text),
    hromadaCode: mostly(VINNYTSIA, text),
    category: mostly(0 as never, number32),
    receivedFrom: mostly(undefined, some(time)),
    receivedTo: mostly(undefined, some(time)),
    unroutedOnly: fc.boolean(),
    states: mostly([], fc.array(number32, { maxLength: 1 })),
    oblastCode: mostly('', text),
    responsibleOfficerId: mostly('', text),
    overdueOnly: fc.boolean(),
    testsOnly: mostly(false, fc.boolean()),
  })
  .map((request) => ListIncidentsRequest.encode(request).finish());

const anyCourse = fc.record({
  responders: fc.array(
    fc.record({
      kind: number32,
      unit: text,
      dispatchedTime: some(time),
      enRouteTime: some(time),
      onSceneTime: some(time),
      leftTime: some(time),
      cancelledTime: some(time),
      officerIds: fc.array(text, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  resolvedTime: some(time),
  closedTime: some(time),
  endedAs: number32,
});

const anyRow = fc.record({
  rowNumber: uint32,
  externalId: mostly('1', text),
  report: some(anyReport),
  receivedTime: some(mostly(new Date('2026-01-01T00:00:00Z'), time)),
  onSceneTime: some(time),
  course: some(anyCourse),
});

/** A message with one row. */
export const anyImportRow = anyRow.map((value) =>
  ImportIncidentsRequest.encode({ part: { $case: 'row', value }, rows: [] }).finish(),
);

/** A message with several rows. */
export const anyImportRows = fc
  .array(anyRow, { minLength: 1, maxLength: 20 })
  .map((rows) => ImportIncidentsRequest.encode({ part: undefined, rows }).finish());

/** The bytes with some of them changed, removed or added. */
export function damaged(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const cut = fc.record({ at: fc.nat(), gone: fc.nat({ max: 4 }), put: fc.uint8Array({ maxLength: 12 }) });
  return fc.tuple(bytes, fc.array(cut, { maxLength: 3 })).map(([whole, cuts]) => {
    const list = [...whole];
    for (const { at, gone, put } of cuts) list.splice(at % (list.length + 1), gone, ...put);
    return Uint8Array.from(list);
  });
}
