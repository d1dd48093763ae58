/** What one machine did, as `npm run bench -- scale-figures` prints it. Everything in docs/scale.md follows from it. */
export interface Figures {
  readonly machine: string;
  readonly date: string;
  /** Of the machine, shared by caller, services and servers. */
  readonly cores: number;
  /** ReportIncident with everything on, by calls in flight. */
  readonly reports: readonly LoadFigures[];
  /** A bare echo in the same rounds: what the machine had left for us. */
  readonly echo: readonly LoadFigures[];
  /** What a report leaves on the disk of incident-intake, with its event, answer and audit. */
  readonly bytesOfReport: number;
}

/** Processor times are of one call. */
export interface LoadFigures {
  readonly inFlight: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly programMicros: number;
  readonly postgresMicros: number;
  /** Of the broker, of those who hear, of their databases. */
  readonly othersMicros: number;
  readonly callerMicros: number;
}
