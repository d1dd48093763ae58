/** What one machine did, as `npm run bench -- scale-figures` prints it. Everything in docs/scale.md follows from it. */
export interface Figures {
  readonly machine: string;
  readonly date: string;
  /** Of the machine, shared by caller, services and servers. */
  readonly cores: number;
  /** ReportIncident with everything on, by calls in flight. */
  readonly reports: readonly ReportFigures[];
  /** The same at two replicas with one database, on the same machine. */
  readonly twoReplicas: LoadFigures;
  /** A bare echo in the same rounds: what the machine had left for us. */
  readonly echo: readonly LoadFigures[];
  /** One row a transaction, one after the other, into a plain table: what a commit waits for the disk. */
  readonly insert: LoadFigures;
  /** GetIncident, 64 in flight. */
  readonly read: LoadFigures;
  /** Statistics with a backlog behind it, of one event. */
  readonly catchUp: LoadFigures;
  /** The relay with a backlog before it, of one event. */
  readonly relay: LoadFigures;
  /** What a report leaves on the disk of incident-intake, with its event, answer and audit. */
  readonly bytesOfReport: number;
  /** What its event leaves in the stream of the broker. */
  readonly bytesOfEvent: number;
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

export interface ReportFigures extends LoadFigures {
  /** Reports that went into one transaction, on average. */
  readonly rowsOfGroup: number;
}
