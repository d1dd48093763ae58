/*
 * Settings of a run from environment variables. Ours do not begin with K6_, which is the prefix of k6's own options.
 */

/** Addresses of the services as host:port, and the client certificate. */
export const ADDRESSES = {
  officerRegistry: text('OFFICER_REGISTRY_ADDRESS', 'localhost:8051'),
  incidentIntake: text('INCIDENT_INTAKE_ADDRESS', 'localhost:8052'),
  statistics: text('STATISTICS_ADDRESS', 'localhost:8054'),
};

/** Where the public pages are, without a slash at the end. */
export const GATEWAY_URL = text('GATEWAY_URL', 'http://localhost:8080');

/** Key of a program that reports through Open311; empty: the load test creates one. */
export const OPEN311_KEY = text('OPEN311_KEY', '');

/** PEM files; paths as k6's open() resolves them. */
export const TLS = {
  ca: open(text('TLS_CA_FILE')),
  cert: open(text('TLS_CERT_FILE')),
  key: open(text('TLS_KEY_FILE')),
};

/** Same seed, same reports of the same places in the same order; request ids are new in each run. */
export const SEED = positive('SEED', 1);

/** Multiple of the national traffic. A laptop handles several dozen. */
export const SCALE = positive('SCALE', 10);

/** Factor for all durations of the scenario: 0.1 for a tenth. */
export const PACE = positive('PACE', 1);

/** Folder for the summary as JSON; empty for none. */
export const SUMMARY_DIR = text('SUMMARY_DIR', '');

refuseOverrides();

/**
 * k6 lets these silently override the scenarios of a script: it would discard them and run the default function, which
 * our scripts do not have (https://github.com/grafana/k6/issues/3741).
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
