/**
 * Measurements of one machine, as `npm run bench -- scale-figures` stores them. Everything in docs/scale.md follows
 * from them.
 */
export interface Figures {
  readonly machine: string;
  readonly date: string;
  /** Cores of the machine, shared by caller, services, and servers. */
  readonly cores: number;
  /** ReportIncident with all features on, by calls in flight. */
  readonly reports: readonly ReportFigures[];
  /** Same, with two replicas and one database, on the same machine. */
  readonly twoReplicas: LoadFigures;
  /** A bare echo in the same rounds: the baseline of the machine. */
  readonly echo: readonly LoadFigures[];
  /** One row per transaction, sequentially, into a plain table: the time a commit waits for the disk. */
  readonly insert: LoadFigures;
  /** GetIncident, 64 in flight. */
  readonly read: LoadFigures;
  /** Statistics with a backlog, per event. */
  readonly catchUp: LoadFigures;
  /** The relay with a backlog, per event. */
  readonly relay: LoadFigures;
  /** Bytes per report on the disk of incident-intake, with event, answer, and audit. */
  readonly bytesOfReport: number;
  /** Bytes per event in the stream of the broker. */
  readonly bytesOfEvent: number;
}

/** Processor times are per call. */
export interface LoadFigures {
  readonly inFlight: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly programMicros: number;
  readonly postgresMicros: number;
  /** Of the broker, the consumers, and their databases. */
  readonly othersMicros: number;
  readonly callerMicros: number;
}

export interface ReportFigures extends LoadFigures {
  /** Average number of reports per transaction. */
  readonly rowsOfGroup: number;
}
