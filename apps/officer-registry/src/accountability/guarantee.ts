export const METRICS = ['named_officer', 'reachable', 'answered_in_time'] as const;
export type Metric = (typeof METRICS)[number];
/** Also the reports of officers, which `ListReportsDue` lists. */
export const MEASURED_METRICS = [...METRICS, 'reported_in_time'] as const;
export type MeasuredMetric = (typeof MEASURED_METRICS)[number];

export const PROMISE_STATES = ['kept', 'broken', 'pending', 'without_rule'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** How often a promise was kept. */
export type Tally = Readonly<Record<PromiseState, number>>;

/** A hromada or a question, and whether the promise to it is kept. */
export interface GuaranteeRow {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly state: PromiseState;
  /** Empty for nobody. */
  readonly officerId: string;
  /** Questions only. */
  readonly question?: {
    readonly questionId: string;
    readonly receivedAt: Date;
    readonly dueAt: Date | undefined;
    readonly answeredAt: Date | undefined;
  };
}

/** Whether one of the officers of a hromada keeps a promise to it. */
export interface ServedHromada {
  readonly hromadaCode: string;
  readonly isPrimary: boolean;
  /** Active, with a published duty phone. */
  readonly isReachable: boolean;
}

/** An officer on a beat of a hromada. */
export interface ServingOfficer extends ServedHromada {
  readonly officerId: string;
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
  const primaryFirst = officers
    .filter((officer) => keeps(metric, officer))
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
  const found = new Map(primaryFirst.toReversed().map((officer) => [officer.hromadaCode, officer]));
  return hromadas.map(({ code, oblastCode }) => {
    const officer = found.get(code);
    return {
      hromadaCode: code,
      oblastCode,
      state: officer === undefined ? 'broken' : 'kept',
      officerId: officer?.officerId ?? '',
    };
  });
}

export function keeps(metric: Exclude<Metric, 'answered_in_time'>, served: ServedHromada): boolean {
  return metric === 'named_officer' ? served.isPrimary : served.isReachable;
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
