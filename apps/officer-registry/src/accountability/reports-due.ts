import { addDays, type Day } from '@safe-community/domain-kit';

/** An officer on a beat, on days of Kyiv. */
export interface Service {
  readonly officerId: string;
  readonly hromadaCode: string;
  readonly beatId: string;
  readonly role: 'primary' | 'deputy' | 'district';
  readonly startedOn: Day;
  /** Null while no end is planned. */
  readonly endedOn: Day | null;
  readonly isCurrent: boolean;
  /** When the first primary or district officer of the beat ever began. */
  readonly beatServedFrom: Day | null;
}

export interface DeliveredReport {
  readonly officerId: string;
  readonly hromadaCode: string;
  readonly heldOn: Day;
}

export const REPORT_STATUSES = ['not_due', 'due', 'overdue', 'delivered'] as const;
type ReportStatus = (typeof REPORT_STATUSES)[number];

/** The reports of a year that an officer, or nobody any more, owes to a hromada. */
export interface ReportsDue {
  readonly hromadaCode: string;
  /** Empty: nobody holds the beats. */
  readonly officerId: string;
  readonly beatIds: readonly string[];
  readonly status: ReportStatus;
  readonly owed: number;
  readonly delivered: number;
  /** Of the parts of the year that are over. */
  readonly missing: number;
  /** Last day for the next report that is missing. */
  readonly dueOn: Day | undefined;
}

interface Part {
  readonly start: Day;
  readonly end: Day;
}

/** A report for a part of the year. */
export interface DueReport extends Part {
  readonly hromadaCode: string;
  /** Empty: nobody holds the beats. */
  readonly officerId: string;
  readonly beatIds: Set<string>;
  deliveredOn: Day | undefined;
}

/**
 * One report to the hromada is due for each part of the year in which a beat has a primary or, without one, a district
 * officer. The first officer of the beat owes none for a part that began earlier. Who holds the beat at the end of the last
 * day of the part owes it; before that day is over, who holds it now. If nobody does, the hromada still has it to get.
 *
 * @param services of the year and of now
 * @param perYear divides 12
 * @returns by hromada, then by officer
 */
export function reportsDue(
  year: number,
  perYear: number,
  services: readonly Service[],
  reports: readonly DeliveredReport[],
  today: Day,
): ReportsDue[] {
  const due = dueReports(year, perYear, services, reports, today);
  const beats = beatsOf(services);
  // Who serves at the end of the year, or now, is listed even if nothing is due.
  const serving = beats.flatMap(
    (ofBeat) => holderOf(ofBeat, { start: `${year}-01-01`, end: `${year}-12-31` }, today) ?? [],
  );
  const rows = Map.groupBy<string, DueReport | Service>([...due, ...serving], placeOf);
  return [...rows.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, all]) => toRow(all, today));
}

/** Each report of a year, and the day on which it was delivered; see `reportsDue`. */
export function dueReports(
  year: number,
  perYear: number,
  services: readonly Service[],
  reports: readonly DeliveredReport[],
  today: Day,
): DueReport[] {
  const parts = partsOf(year, perYear);
  const due = mergeDue(beatsOf(services).flatMap((ofBeat) => parts.flatMap((part) => dueFrom(ofBeat, part, today))));
  deliver(due, services, reports);
  return due;
}

function beatsOf(services: readonly Service[]): Service[][] {
  return [...Map.groupBy(services.filter(isHolder), ({ beatId }) => beatId).values()];
}

function isHolder({ role }: Service): boolean {
  return role !== 'deputy';
}

const placeOf = ({ hromadaCode, officerId }: DueReport | Service): string => `${hromadaCode} ${officerId}`;

/** The report of a beat for a part of the year, if one is due, by the officer who owes it or, without one, held it last. */
function dueFrom(ofBeat: readonly Service[], part: Part, today: Day): [string, DueReport][] {
  const [first] = ofBeat;
  const heldLast = ofBeat
    .filter((service) => isHeldIn(service, part, today))
    .toSorted(byStart)
    .at(-1);
  if (first === undefined || heldLast === undefined || part.start < (first.beatServedFrom ?? '')) return [];
  const holder = holderOf(ofBeat, part, today);
  const officerId = holder?.officerId ?? '';
  const { hromadaCode, beatId } = first;
  const key = [hromadaCode, part.end, officerId || `left by ${heldLast.officerId}`].join(' ');
  const beatIds = new Set([beatId]);
  return [[key, { ...part, hromadaCode, officerId, beatIds, deliveredOn: undefined }]];
}

const byStart = (one: Service, other: Service): number => (one.startedOn < other.startedOn ? -1 : 1);

/** Whether the beat was held at the end of a day of the part, or is held now before the part is over. */
function isHeldIn({ startedOn, endedOn, isCurrent }: Service, part: Part, today: Day): boolean {
  if (isCurrent && part.end >= today) return true;
  const lastDay = part.end < today ? part.end : addDays(today, -1);
  const firstDay = startedOn > part.start ? startedOn : part.start;
  return firstDay <= lastDay && (endedOn === null || firstDay < endedOn);
}

/** The primary, else the district officer. */
function holderOf(ofBeat: readonly Service[], { end }: Part, today: Day): Service | undefined {
  const holds = ({ startedOn, endedOn, isCurrent }: Service): boolean =>
    end < today ? startedOn <= end && (endedOn === null || endedOn > end) : isCurrent;
  const holders = ofBeat.filter(holds);
  return holders.find(({ role }) => role === 'primary') ?? holders[0];
}

/** An officer with several beats in a hromada owes one report for all. */
function mergeDue(found: readonly (readonly [string, DueReport])[]): DueReport[] {
  const merged = new Map<string, DueReport>();
  for (const [key, due] of found) {
    const known = merged.get(key);
    if (known === undefined) merged.set(key, due);
    else for (const beatId of due.beatIds) known.beatIds.add(beatId);
  }
  return [...merged.values()];
}

/**
 * A report counts for the earliest missing one that its officer owes, else for one of a beat where the officer serves or has
 * served in the year; of a deputy, only if nobody owes it. It counts for a part that has not begun when no other is missing.
 */
function deliver(all: readonly DueReport[], services: readonly Service[], reports: readonly DeliveredReport[]): void {
  const dueTo = Map.groupBy(all, ({ hromadaCode }) => hromadaCode);
  const servicesOf = Map.groupBy(services, ({ officerId }) => officerId);
  // One report may have been recorded twice: by the code of a merged hromada, and by that of its successor.
  const distinct = new Map(reports.map((each) => [`${each.officerId} ${each.hromadaCode} ${each.heldOn}`, each]));
  for (const { officerId, hromadaCode, heldOn } of [...distinct.values()].toSorted(byDay)) {
    const served = (servicesOf.get(officerId) ?? []).filter(({ startedOn }) => startedOn <= heldOn);
    const isOwn = (due: DueReport): boolean => due.officerId === officerId;
    const counts = (due: DueReport): boolean =>
      isOwn(due) || served.some((each) => due.beatIds.has(each.beatId) && (isHolder(each) || due.officerId === ''));
    const rank = (due: DueReport): string => `${Number(due.start > heldOn)}${Number(!isOwn(due))}${due.end}`;
    const missing = (dueTo.get(hromadaCode) ?? []).filter((due) => due.deliveredOn === undefined && counts(due));
    const [next] = missing.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
    if (next !== undefined) next.deliveredOn = heldOn;
  }
}

const byDay = (one: DeliveredReport, other: DeliveredReport): number => (one.heldOn < other.heldOn ? -1 : 1);

function toRow(all: readonly (DueReport | Service)[], today: Day): ReportsDue[] {
  const [first] = all;
  if (first === undefined) return [];
  const due = all.filter((each) => 'deliveredOn' in each).toSorted((one, other) => (one.end < other.end ? -1 : 1));
  const beatIds = all.flatMap((each) => ('deliveredOn' in each ? [...each.beatIds] : [each.beatId]));
  const begun = due.filter(({ start }) => start <= today);
  const missing = due.filter(({ end, deliveredOn }) => end < today && deliveredOn === undefined).length;
  return [
    {
      hromadaCode: first.hromadaCode,
      officerId: first.officerId,
      beatIds: [...new Set(beatIds)].toSorted(),
      status: statusOf(begun, missing),
      owed: due.length,
      delivered: due.filter(({ deliveredOn }) => deliveredOn !== undefined).length,
      missing,
      dueOn: due.find(({ deliveredOn }) => deliveredOn === undefined)?.end,
    },
  ];
}

function statusOf(begun: readonly DueReport[], missing: number): ReportStatus {
  if (begun.length === 0) return 'not_due';
  if (missing > 0) return 'overdue';
  return begun.every(({ deliveredOn }) => deliveredOn !== undefined) ? 'delivered' : 'due';
}

function partsOf(year: number, perYear: number): Part[] {
  const firstDayOf = (part: number): Day => {
    const months = (part * 12) / perYear;
    const [later, month] = [Math.floor(months / 12), (months % 12) + 1];
    return `${year + later}-${String(month).padStart(2, '0')}-01`;
  };
  return Array.from({ length: perYear }, (_, part) => ({
    start: firstDayOf(part),
    end: addDays(firstDayOf(part + 1), -1),
  }));
}
