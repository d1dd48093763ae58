import type { Parsed, Violation } from '@safe-community/domain-kit';
import { Columns } from './columns.ts';
import { compileConditions, type Holds } from './condition.ts';
import { readKeys } from './read-mapping.ts';
import type { RecordForm } from './records.ts';
import { TABLE_HEAD, type TableHead } from './schema.ts';
import { compileTimes, type ReadTime } from './time-format.ts';

/** What mappings of all kinds say in the same words: how the file is written, its times, and rows to leave out. */
export interface ReadHead {
  readonly form: RecordForm & { readonly header?: readonly string[] | undefined };
  /** By `time_format`, `time_zone` and `ambiguous`; undefined if neither the first nor the last is given. */
  readonly timeOf: ReadTime | undefined;
  /** Of times without an offset. */
  readonly timeZone: string;
  /** The forms of times, for messages; undefined with `timeOf`. */
  readonly timeForm: string | undefined;
  /** Whether a row is left out. Built once for a header line, which must have the columns that are named. */
  readonly skipper: (header: readonly string[]) => Parsed<Holds>;
  /** The other keys, each with texts. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Reads a mapping file, YAML or JSON: its head, and the keys that depend on the kind of rows. */
export function readTableHead(text: string): Parsed<ReadHead> {
  const read = readKeys(text, TABLE_HEAD);
  if ('violations' in read) return read;
  const { format, time_format, time_zone, ambiguous, skip, empty, ...rest } = read.value;
  const head: TableHead = { format, time_format, time_zone, ambiguous, skip, empty };
  const timeOf = timesOf(head);
  if (timeOf !== undefined && typeof timeOf !== 'function') {
    return { violations: [{ field: 'mapping.time_format', rule: timeOf.rule }] };
  }
  const timeForm = timeOf && [time_format ?? 'iso'].flat().join(' or ');
  const timeZone = zoneOf(head);
  return {
    value: { form: format ?? {}, timeOf, timeForm, timeZone, skipper: (header) => skipperOf(head, header), rest },
  };
}

function timesOf(head: TableHead) {
  const { time_format: forms, ambiguous } = head;
  if (forms === undefined && ambiguous === undefined) return undefined;
  return compileTimes([forms ?? 'iso'].flat(), { zone: zoneOf(head), ambiguous: ambiguous ?? 'earlier' });
}

function zoneOf({ time_zone: zone = 'Europe/Kyiv' }: TableHead): string {
  return zone;
}

function skipperOf({ skip = [], empty = [] }: TableHead, header: readonly string[]): Parsed<Holds> {
  const violations: Violation[] = [];
  const columns = new Columns('the file', header, empty, violations, true);
  const rules = skip.map((rule, index) => compileConditions(rule, `mapping.skip[${index}]`, columns, violations));
  if (violations.length > 0) return { violations };
  return { value: (cells) => rules.some((holds) => holds(cells)) };
}
