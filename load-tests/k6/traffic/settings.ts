/*
 * What a run is told by environment variables. None of ours begins with K6_: those are k6's own options.
 */

/** Where the services are, as host:port, and the certificate to come with. */
export const ADDRESSES = {
  officerRegistry: text('OFFICER_REGISTRY_ADDRESS', 'localhost:50051'),
  incidentIntake: text('INCIDENT_INTAKE_ADDRESS', 'localhost:50052'),
  statistics: text('STATISTICS_ADDRESS', 'localhost:50054'),
};

/** PEM files; paths as k6 opens them. */
export const TLS = {
  ca: open(text('TLS_CA_FILE')),
  cert: open(text('TLS_CERT_FILE')),
  key: open(text('TLS_KEY_FILE')),
};

/** The same reports of the same places in the same order for the same seed; request ids are new in each run. */
export const SEED = positive('SEED', 1);

/** How many times the country's traffic. A laptop carries some dozens. */
export const SCALE = positive('SCALE', 10);

/** How long everything takes, times what stands in the scenario: 0.1 for a tenth. */
export const PACE = positive('PACE', 1);

/** Folder into which the summary is written as JSON; empty for none. */
export const SUMMARY_DIR = text('SUMMARY_DIR', '');

refuseOverrides();

/**
 * k6 lets these win over the scenarios of a script without a word: they would be discarded, and the default function,
 * which ours do not have, run instead (https://github.com/grafana/k6/issues/3741).
 */
function refuseOverrides(): void {
  const set = ['K6_VUS', 'K6_DURATION', 'K6_ITERATIONS', 'K6_STAGES'].filter((name) => text(name, '') !== '');
  if (set.length > 0) throw new Error(`${set.join(', ')} would discard the scenario: use SCALE and PACE instead`);
}

function text(name: string, otherwise?: string): string {
  const value = __ENV[name] ?? otherwise;
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

function positive(name: string, otherwise: number): number {
  const value = Number(text(name, String(otherwise)));
  if (!(value > 0)) throw new Error(`${name} must be a number above 0`);
  return value;
}
