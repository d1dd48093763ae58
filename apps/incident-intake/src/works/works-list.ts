import {
  checkDay,
  checkName,
  refuseStale,
  unless,
  type Day,
  type Decision,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';

/** A kind of work and the object where it is done, as a council has decided. */
export interface WorksItem {
  readonly code: string;
  readonly work: string;
  readonly object: string;
}

/** The works of a hromada from a day on to the end of that year, or to a later list. */
export interface WorksList {
  readonly hromadaCode: string;
  readonly validFrom: Day;
  /** Of the council. */
  readonly decision: string;
  readonly items: readonly WorksItem[];
}

/** A version of the list of a hromada and a first day. */
export interface RecordedList extends WorksList {
  readonly version: number;
  readonly recordedAt: Date;
  readonly caller: string;
  /** Undefined for the version that holds. */
  readonly replacedAt: Date | undefined;
}

const CODE = /^[a-z0-9-]{1,40}$/;
const TEXT = { least: 2, most: 200 };
const DECISION = { least: 2, most: 500 };
const MAX_ITEMS = 200;

export function checkWorksList({ validFrom, decision, items }: WorksList): Violation[] {
  const codes = items.map(({ code }) => code);
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...checkName(decision, 'decision', DECISION),
    ...unless(items.length >= 1 && items.length <= MAX_ITEMS, 'items', `must have 1 to ${MAX_ITEMS}`),
    ...items.flatMap(({ code, work, object }, index) => [
      ...unless(CODE.test(code), `items[${index}].code`, 'must be 1 to 40 of a–z, 0–9 and "-"'),
      ...unless(codes.indexOf(code) === index, `items[${index}].code`, 'must not be there twice'),
      ...checkName(work, `items[${index}].work`, TEXT),
      ...checkName(object, `items[${index}].object`, TEXT),
    ]),
  ];
}

/** The last day of a list. */
export function lastDayOf({ validFrom }: Pick<WorksList, 'validFrom'>): Day {
  return `${validFrom.slice(0, 4)}-12-31`;
}

/** The version that a list gets. */
export function nextListVersion(latest: { readonly version: number } | undefined, etag: string): Decision<number> {
  const current = latest ?? { version: 0 };
  const stale: Refusal | undefined = etag === '' ? undefined : refuseStale(current, etag, 'the list of works');
  return stale ?? current.version + 1;
}
