import { hash } from 'node:crypto';
import type { ImportedResponder } from '@safe-community/contracts/incidents/v1/imported_course.ts';
import { IncidentState, type Casualties } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ExternalClassification } from '@safe-community/contracts/incidents/v1/external_class.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { MAX_RESPONDERS, Refusal } from '@safe-community/domain-kit';
import { combined } from './casualties.ts';
import type { MappedRow, Reason } from './mapped-row.ts';
import { NO_PLACE } from './place-code.ts';
import type { CsvRecord } from './records.ts';
import type { RowMapper } from './row-mapper.ts';

/** What a record became. */
export interface MappedRecord {
  readonly mapped: MappedRow;
  /** Of the cells, if the row is rejected; else empty. */
  readonly digest: Buffer;
}

/**
 * Maps all records, in their order. If the mapping merges rows of one key, or takes the latest, all results are in memory, wherever the rows stand
 * in the file: the first row that is valid gets what the others say. A row that says otherwise is rejected alone.
 *
 * @param most how many rows may be in memory. Throws a Refusal beyond that.
 */
export async function* mapRecords(
  mapper: RowMapper,
  records: AsyncIterable<CsvRecord>,
  most: number,
): AsyncGenerator<MappedRecord> {
  if (mapper.repeated === 'latest') return yield* latestRecords(mapper, records, most);
  if (mapper.repeated !== 'merge') {
    for await (const record of records) yield resultOf(record, mapper.map(record));
    return;
  }
  const all: MappedRecord[] = [];
  const firsts = new Map<string, number>();
  for await (const record of records) {
    if (all.length === most) throw tooMany(most);
    const mapped = mapper.map(record);
    const known = mapped.result === 'valid' ? firsts.get(mapped.row.externalId) : undefined;
    const first = all[known ?? -1]?.mapped;
    if (mapped.result === 'valid' && known === undefined) firsts.set(mapped.row.externalId, all.length);
    if (mapped.result !== 'valid' || known === undefined || first?.result !== 'valid') {
      all.push(resultOf(record, mapped));
      continue;
    }
    const merged = mergedRow(first, mapped, mapper);
    const { line } = record;
    if ('reasons' in merged) all.push(resultOf(record, { result: 'rejected', line, reasons: merged.reasons }));
    else {
      all[known] = { mapped: merged, digest: NO_DIGEST };
      all.push(resultOf(record, { result: 'merged', line, into: first.row.rowNumber }));
    }
  }
  yield* all;
}

/** The record of each key whose time is the latest; of two with the same time, the one further down. */
async function* latestRecords(
  mapper: RowMapper,
  records: AsyncIterable<CsvRecord>,
  most: number,
): AsyncGenerator<MappedRecord> {
  const all: CsvRecord[] = [];
  const latest = new Map<string, { readonly at: number; readonly time: Date }>();
  const former = new Set<number>();
  for await (const record of records) {
    if (all.length === most) throw tooMany(most);
    const at = all.push(record) - 1;
    const version = mapper.versionOf(record);
    if (version === undefined) continue;
    const known = latest.get(version.key);
    if (known !== undefined && known.time > version.time) {
      former.add(at);
      continue;
    }
    if (known !== undefined) former.add(known.at);
    latest.set(version.key, { at, time: version.time });
  }
  for (const [at, record] of all.entries()) {
    yield resultOf(record, former.has(at) ? { result: 'skipped', line: record.line } : mapper.map(record));
  }
}

const NO_DIGEST = Buffer.alloc(0);

/** Without the cells, which would stay in memory. */
function resultOf({ cells }: CsvRecord, mapped: MappedRow): MappedRecord {
  const digest = mapped.result === 'rejected' ? hash('sha256', cells.join('\u001f'), 'buffer') : NO_DIGEST;
  return { mapped, digest };
}

function tooMany(most: number): Refusal {
  const rule = `must have at most ${most} rows if rows of one key are merged, or the latest of them counts`;
  return new Refusal('invalid-argument', `the file ${rule}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field: 'export', rule }],
  });
}

const NO_PARTS: ReadonlySet<string> = new Set();

type ValidRow = MappedRow & { readonly result: 'valid' };
/** What either row says about a part of the mapping. */
type Either = <T>(field: string, one: T, other: T) => T;

/** The first row with what a later one adds, or the parts of the mapping in which the later one says something else. */
function mergedRow(
  first: ValidRow,
  later: ValidRow,
  mapper: RowMapper,
): ValidRow | { readonly reasons: readonly Reason[] } {
  const differences = new Set<string>();
  const assumed = new Set(first.detail.assumed);
  const either: Either = (field, one, other) => {
    if (isEmpty(other)) return one;
    const isOpen = assumed.delete(field);
    if (isOpen || isEmpty(one) || isEqual(one, other)) return other;
    differences.add(field);
    return one;
  };
  const [one, other] = [first.row, later.row];
  const receivedTime = either('times.received', one.receivedTime, other.receivedTime);
  const occurredTime = either('times.occurred', one.report?.occurredTime, other.report?.occurredTime);
  const onSceneTime = either('times.on_scene', one.onSceneTime, other.onSceneTime);
  const course = eitherCourse(one, other, either);
  const report = one.report && other.report && eitherReport(one.report, other.report, assumed, either);
  const casualties = eitherCasualties(first, later, either);
  const externalClassification = eitherClass(
    one.report?.externalClassification,
    other.report?.externalClassification,
    either,
  );
  const described = first.detail.described.map((text, index) =>
    either('description', text, later.detail.described[index] ?? ''),
  );
  const attributes = report && eitherAttributes(report.attributes, other.report?.attributes ?? [], either);
  const earlierLine = one.rowNumber;
  const rule = 'must be the same in all rows of a key';
  const reasons = [...differences].map((field): Reason => ({ field, rule, earlierLine }));
  if (course.reason !== undefined) reasons.push(course.reason);
  if (reasons.length > 0) return { reasons };
  const { counted } = first.detail;
  const sum = counted && later.detail.counted && combined(counted, later.detail.counted, (a, b) => a + b);
  return {
    result: 'valid',
    row: {
      ...one,
      receivedTime,
      onSceneTime,
      course: course.course,
      report: report && {
        ...report,
        occurredTime,
        casualties,
        externalClassification,
        description: mapper.textOf(described),
        attributes: attributes ?? [],
      },
    },
    detail: { counted: sum, described, assumed: assumed.size === 0 ? NO_PARTS : assumed },
  };
}

const OTHER_TIMES = 'must not give other times for a unit that an earlier row of the key sent at the same time';
const TOO_MANY = `must be at most ${MAX_RESPONDERS} in all rows of a key`;
const TOO_EARLY = 'must not be before the end that another row of the key gives';
const NO_COURSE = {
  responders: [],
  resolvedTime: undefined,
  closedTime: undefined,
  endedAs: IncidentState.UNSPECIFIED,
};

function eitherCourse(one: ImportRow, other: ImportRow, either: Either) {
  const [first, later] = [one.course ?? NO_COURSE, other.course ?? NO_COURSE];
  const resolvedTime = either('times.resolved', first.resolvedTime, later.resolvedTime);
  const closedTime = either('times.closed', first.closedTime, later.closedTime);
  const endedAs = either('state', first.endedAs, later.endedAs);
  const responders: ImportedResponder[] = [...first.responders];
  let reason: Reason | undefined;
  for (const each of later.responders) {
    const at = responders.findIndex((known) => isSame(known, each));
    const same = responders[at];
    if (same === undefined) {
      responders.push(each);
      continue;
    }
    if (!isEqual({ ...same, officerIds: [] }, { ...each, officerIds: [] })) {
      reason = { field: 'responders', rule: OTHER_TIMES };
    }
    // An export may have a row for each officer of a crew.
    responders[at] = { ...same, officerIds: [...new Set([...same.officerIds, ...each.officerIds])] };
  }
  if (responders.length > MAX_RESPONDERS) {
    reason ??= { field: 'responders', rule: TOO_MANY, earlierLine: one.rowNumber };
  }
  if (resolvedTime !== undefined && closedTime !== undefined && closedTime < resolvedTime) {
    reason ??= { field: 'times.closed', rule: TOO_EARLY, earlierLine: one.rowNumber };
  }
  const hasCourse = one.course !== undefined || other.course !== undefined;
  return { course: hasCourse ? { responders, resolvedTime, closedTime, endedAs } : undefined, reason };
}

function isSame(known: ImportedResponder, other: ImportedResponder): boolean {
  return known.kind === other.kind && known.unit === other.unit && isEqual(known.dispatchedTime, other.dispatchedTime);
}

type Report = NonNullable<ImportRow['report']>;

/** Category, channel, and place. Another place or category replaces one that was assumed, with all that belongs to it. */
function eitherReport(one: Report, other: Report, assumed: Set<string>, either: Either): Report {
  const category = either('category', one.category, other.category);
  const channel = either('channel', one.channel, other.channel);
  const isSaid = other.location !== undefined || PLACE_CODES.some((name) => other[name] !== '');
  const place = isSaid && assumed.delete('place') ? { ...one, ...NO_PLACE, location: undefined } : one;
  const [hromadaCode, starostaDistrictCode, settlementCode] = PLACE_CODES.map((name) =>
    either('place', place[name], other[name]),
  ) as [string, string, string];
  const location = either('place.point', place.location, other.location);
  const attributes = category === one.category ? one.attributes : [];
  return {
    ...one,
    category,
    channel,
    hromadaCode,
    starostaDistrictCode,
    settlementCode,
    location,
    attributes: [...attributes],
  };
}

const PLACE_CODES = ['hromadaCode', 'starostaDistrictCode', 'settlementCode'] as const;

/** Those that meet a condition are added up. */
function eitherCasualties({ row: one, detail }: ValidRow, later: ValidRow, either: Either): Casualties | undefined {
  const [ofOne, ofOther] = [one.report?.casualties, later.row.report?.casualties];
  const [counted, countedLater] = [detail.counted, later.detail.counted];
  if (ofOne === undefined || ofOther === undefined || counted === undefined || countedLater === undefined) return ofOne;
  const minus = (count: number, part: number): number => count - part;
  const same = combined(combined(ofOne, counted, minus), combined(ofOther, countedLater, minus), (count, otherCount) =>
    either('casualties', count, otherCount),
  );
  const plus = (count: number, more: number): number => count + more;
  return combined(same, combined(counted, countedLater, plus), plus);
}

function eitherClass(
  one: ExternalClassification | undefined,
  other: ExternalClassification | undefined,
  either: Either,
): ExternalClassification | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const policeClass = either('classification.police_class', one.policeClass, other.policeClass);
  const medicalClass = either('classification.medical_class', one.medicalClass, other.medicalClass);
  const classifiers = new Set([...one.codes, ...other.codes].map(({ classifier }) => classifier));
  const codes = [...classifiers].flatMap((classifier) => {
    const [known, said] = [one, other].map((each) => each.codes.filter((code) => code.classifier === classifier));
    return either(`classification.codes.${classifier}`, known ?? [], said ?? []);
  });
  return { policeClass, medicalClass, codes };
}

type Attributes = Report['attributes'];

function eitherAttributes(one: Attributes, other: Attributes, either: Either): Attributes {
  const values = new Map(one.map(({ name, value }) => [name, value]));
  for (const { name, value } of other) values.set(name, either(`attributes.${name}`, values.get(name) ?? '', value));
  return [...values].map(([name, value]) => ({ name, value }));
}

/** Absent, "", 0, or without entries. */
function isEmpty(fact: unknown): boolean {
  return fact === undefined || fact === '' || fact === 0 || (Array.isArray(fact) && fact.length === 0);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
