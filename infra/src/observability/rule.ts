/** A Prometheus recording rule. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** `page`: calls someone, also at night. `ticket`: handled on the next working day. */
type Severity = 'page' | 'ticket';

/** Series in promtool notation: `up{job="x"}` and `1x5 0x10`. */
export type Samples = Readonly<Record<string, string>>;

/** An alert: its condition, its texts, and a test case. */
export interface Alert {
  readonly name: string;
  readonly severity: Severity;
  /** PromQL; the alert fires for each result. */
  readonly expr: string;
  /** How long the condition must hold. */
  readonly for: string;
  /** File name in docs/runbooks, without extension. */
  readonly runbook: string;
  readonly summary: string;
  readonly summaryUk: string;
  /** What it means, and what it does not mean. */
  readonly description: string;
  /** Series for which it fires at this minute, and series just below the threshold. */
  readonly tried: {
    readonly atMinute: number;
    /** Interval of samples and rule evaluation; default 1. Larger for alerts that take days. */
    readonly everyMinutes?: number;
    /** Whether it needs the recorded series of the SLOs. */
    readonly needsSlos?: boolean;
    readonly fires: Samples;
    readonly quiet: Samples;
  };
}
