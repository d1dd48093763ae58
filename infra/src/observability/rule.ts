/** A rule of Prometheus that keeps a series. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** `page`: somebody is called, at night too. `ticket`: somebody looks on the next working day. */
type Severity = 'page' | 'ticket';

/** Series as promtool has them: `up{job="x"}` and `1x5 0x10`. */
export type Samples = Readonly<Record<string, string>>;

/** What is wrong, when that is told to whom, and what shows that it is. */
export interface Alert {
  readonly name: string;
  readonly severity: Severity;
  /** PromQL: what it gives is told. */
  readonly expr: string;
  /** How long it has to be so. */
  readonly for: string;
  /** File in docs/runbooks, without its ending. */
  readonly runbook: string;
  readonly summary: string;
  readonly summaryUk: string;
  /** What it means and what not. */
  readonly description: string;
  /** Series by which it is told at this minute, and series just short of it. */
  readonly tried: {
    readonly atMinute: number;
    /** From one sample to the next, and how often the rule is looked at; default 1. More for what takes days. */
    readonly everyMinutes?: number;
    /** Whether it goes by the series of promises. */
    readonly needsPromises?: boolean;
    readonly fires: Samples;
    readonly quiet: Samples;
  };
}
