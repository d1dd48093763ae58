export const METRICS = ['named_officer', 'reachable', 'answered_in_time'] as const;
export type Metric = (typeof METRICS)[number];
/** Also the reports of officers, which `ListReportsDue` lists. */
export const MEASURED_METRICS = [...METRICS, 'reported_in_time'] as const;
export type MeasuredMetric = (typeof MEASURED_METRICS)[number];

export const PROMISE_STATES = ['kept', 'broken', 'pending', 'without_rule'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** How often a promise was kept. */
export type Tally = Readonly<Record<PromiseState, number>>;

/** A tally, and how many of its rows are invented. */
export type MarkedTally = Tally & { readonly demonstration: number };

/** A hromada or a question, and whether the promise to it is kept. */
export interface GuaranteeRow {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly state: PromiseState;
  /** Empty for nobody. */
  readonly officerId: string;
  /** The officer or the question is invented. */
  readonly demonstration: boolean;
  /** Questions only. */
  readonly question?: {
    readonly questionId: string;
    readonly receivedAt: Date;
    readonly dueAt: Date | undefined;
    readonly answeredAt: Date | undefined;
  };
}

/** An officer on a beat of a hromada. */
export interface ServingOfficer {
  readonly officerId: string;
  readonly hromadaCode: string;
  readonly isPrimary: boolean;
  /** Active, with a published duty phone. */
  readonly isReachable: boolean;
  /** An invented officer of the demonstration. */
  readonly demonstration: boolean;
}

interface Hromada {
  readonly code: string;
  readonly oblastCode: string;
}

/** A row for each hromada, in their order. Of several officers, a primary is named before a deputy. */
export function hromadaRows(
  metric: Exclude<Metric, 'answered_in_time'>,
  hromadas: readonly Hromada[],
  officers: readonly ServingOfficer[],
): GuaranteeRow[] {
  const keeps = ({ isPrimary, isReachable }: ServingOfficer): boolean =>
    metric === 'named_officer' ? isPrimary : isReachable;
  const primaryFirst = officers.filter(keeps).toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
  const found = new Map(primaryFirst.toReversed().map((officer) => [officer.hromadaCode, officer]));
  return hromadas.map(({ code, oblastCode }) => {
    const officer = found.get(code);
    return {
      hromadaCode: code,
      oblastCode,
      state: officer === undefined ? 'broken' : 'kept',
      officerId: officer?.officerId ?? '',
      demonstration: officer?.demonstration ?? false,
    };
  });
}

export function markedTallyOf(rows: readonly GuaranteeRow[]): MarkedTally {
  const demonstration = rows.filter((row) => row.demonstration).length;
  return { ...tallyOf(rows.map(({ state }) => state)), demonstration };
}

export function tallyOf(states: readonly PromiseState[]): Tally {
  const count = (state: PromiseState) => states.filter((each) => each === state).length;
  return {
    kept: count('kept'),
    broken: count('broken'),
    pending: count('pending'),
    without_rule: count('without_rule'),
  };
}
