import type { ImportedResponder } from '@safe-community/contracts/incidents/v1/imported_course.ts';
import { IncidentState, type Casualties } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal } from '@safe-community/domain-kit';
import { plus } from './casualties.ts';
import type { MappedRow, Reason } from './mapped-row.ts';
import type { CsvRecord } from './records.ts';
import type { RowMapper } from './row-mapper.ts';

/** A record, and what it became. */
export interface MappedRecord {
  readonly record: CsvRecord;
  readonly mapped: MappedRow;
}

/**
 * Maps all records, in their order. If the mapping merges rows of one key, all are in memory, wherever they stand in the
 * file: the first row that is valid gets the responders of the others. A row that says otherwise is rejected alone.
 *
 * @param most how many rows may be in memory. Throws a Refusal beyond that.
 */
export async function* mapRecords(
  mapper: RowMapper,
  records: AsyncIterable<CsvRecord>,
  most: number,
): AsyncGenerator<MappedRecord> {
  if (!mapper.isMerging) {
    for await (const record of records) yield { record, mapped: mapper.map(record) };
    return;
  }
  const all: MappedRecord[] = [];
  const firsts = new Map<string, number>();
  for await (const record of records) {
    if (all.length === most) throw tooMany(most);
    const mapped = mapper.map(record);
    const known = mapped.result === 'valid' ? firsts.get(mapped.row.externalId) : undefined;
    const first = all[known ?? -1];
    if (mapped.result === 'valid' && known === undefined) firsts.set(mapped.row.externalId, all.length);
    if (mapped.result !== 'valid' || known === undefined || first?.mapped.result !== 'valid') {
      all.push({ record, mapped });
      continue;
    }
    const merged = mergedRow(first.mapped, mapped);
    const { line } = record;
    if ('reasons' in merged) all.push({ record, mapped: { result: 'rejected', line, reasons: merged.reasons } });
    else {
      all[known] = { record: first.record, mapped: merged };
      all.push({ record, mapped: { result: 'merged', line } });
    }
  }
  yield* all;
}

function tooMany(most: number): Refusal {
  const rule = `must have at most ${most} rows if rows of one key are merged`;
  return new Refusal('invalid-argument', `the file ${rule}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field: 'export', rule }],
  });
}

type ValidRow = MappedRow & { readonly result: 'valid' };

/** The first row with the responders of a later one, or what the later one says otherwise. */
function mergedRow(
  { row: first, counted }: ValidRow,
  { row: later, counted: ofLater }: ValidRow,
): ValidRow | { readonly reasons: Reason[] } {
  const facts = factsOf(first, counted);
  const reasons: Reason[] = differencesOf(facts, factsOf(later, ofLater)).map((field) => ({
    field,
    rule: 'must be the same in all rows of a key',
    earlierLine: first.rowNumber,
  }));
  const responders = [...(first.course?.responders ?? [])];
  for (const each of later.course?.responders ?? []) {
    const same = responders.find((known) => isSame(known, each));
    if (same === undefined) responders.push(each);
    else if (!isEqual(same, each)) reasons.push({ field: 'responders', rule: OTHER_TIMES });
  }
  if (reasons.length > 0) return { reasons };
  const course = responders.length === 0 ? first.course : { ...(first.course ?? NO_END), responders };
  if (counted === undefined || ofLater === undefined) return { result: 'valid', row: { ...first, course } };
  const { report } = first;
  const casualties = report?.casualties && plus(report.casualties, ofLater);
  const row = { ...first, course, report: report && { ...report, casualties } };
  return { result: 'valid', row, counted: plus(counted, ofLater) };
}

const OTHER_TIMES = 'must not give other times for a unit that an earlier row of the key sent at the same time';
const NO_END = { resolvedTime: undefined, closedTime: undefined, endedAs: IncidentState.UNSPECIFIED };

function isSame(known: ImportedResponder, other: ImportedResponder): boolean {
  return known.kind === other.kind && known.unit === other.unit && isEqual(known.dispatchedTime, other.dispatchedTime);
}

/** The parts of the mapping in which the later row says something else. An empty cell says nothing. */
function differencesOf(facts: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): string[] {
  return [...others].flatMap(([field, other]) => (isEmpty(other) || isEqual(facts.get(field), other) ? [] : [field]));
}

function factsOf(
  { receivedTime, onSceneTime, course, report }: ImportRow,
  counted: Casualties | undefined,
): Map<string, unknown> {
  const casualties = report?.casualties;
  const { hromadaCode, starostaDistrictCode, settlementCode, location } = report ?? {};
  const facts: readonly [string, unknown][] = [
    ['times.received', receivedTime],
    ['times.occurred', report?.occurredTime],
    ['times.on_scene', onSceneTime],
    ['times.resolved', course?.resolvedTime],
    ['times.closed', course?.closedTime],
    ['state', course?.endedAs],
    ['category', report?.category],
    ['channel', report?.channel],
    ['place', [hromadaCode, starostaDistrictCode, settlementCode].join('')],
    ['place.point', location],
    // Those that meet a condition are added up.
    ['casualties', casualties && counted ? plus(casualties, counted, -1) : casualties],
    ['classification', report?.externalClassification],
    ['description', report?.description],
    ...(report?.attributes ?? []).map(({ name, value }): [string, unknown] => [`attributes.${name}`, value]),
  ];
  return new Map(facts);
}

/** Absent, "", 0, or counts that are all 0. */
function isEmpty(fact: unknown): boolean {
  if (fact === undefined || fact === '' || fact === 0) return true;
  return (
    typeof fact === 'object' && !(fact instanceof Date) && Object.values(fact as object).every((each) => each === 0)
  );
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
