import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pkiFiles, stateRoot } from '@safe-community/local-stack';
import { findK6 } from './find-k6.ts';

const SCENARIOS = fileURLToPath(new URL('../../k6/scenarios', import.meta.url));

/** Options and variables that make k6 silently discard the scenarios of a script. */
const DISCARDING = /^(?:-[udis]|--(?:vus|duration|iterations|stage))(?:=|$)/;
const DISCARDING_VARIABLES = ['K6_VUS', 'K6_DURATION', 'K6_ITERATIONS', 'K6_STAGES'];

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export function scenarioNames(): string[] {
  return readdirSync(SCENARIOS).map((file) => file.replace(/\.ts$/, ''));
}

/**
 * How to start k6: against the services in the environment, otherwise those of `npm start` on this machine. A problem
 * is a message for the user.
 */
export function planRun(
  scenario: string,
  options: readonly string[],
  env: NodeJS.ProcessEnv,
): Run | { problem: string } {
  const discarding = [
    ...options.filter((option) => DISCARDING.test(option)),
    ...DISCARDING_VARIABLES.filter((name) => env[name] !== undefined),
  ];
  if (discarding.length > 0) {
    const what = discarding.join(', ');
    return {
      problem: `${what} would make k6 discard the scenario. Set SCALE and PACE instead, as in SCALE=20 PACE=0.1.`,
    };
  }
  const services = servicesOf(env);
  const files = [services['TLS_CA_FILE'], services['TLS_CERT_FILE'], services['TLS_KEY_FILE']];
  const missing = files.filter((file) => !existsSync(file ?? ''));
  if (missing.length > 0) {
    return {
      problem: `There is no ${missing.join(', no ')}. Run npm start in another terminal, or set TLS_CA_FILE, TLS_CERT_FILE, TLS_KEY_FILE and the addresses.`,
    };
  }
  const k6 = findK6(env);
  if ('problem' in k6) return k6;
  const script = join(SCENARIOS, `${scenario}.ts`);
  return { command: k6.path, args: ['run', ...options, script], env: { ...env, ...services } };
}

function servicesOf(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const root = stateRoot(env);
  const file = join(root.dir, 'addresses.json');
  const local = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Record<string, string>;
  const { caFile, identities } = pkiFiles(root.pki);
  const known = {
    OFFICER_REGISTRY_ADDRESS: local['officerRegistry'],
    INCIDENT_INTAKE_ADDRESS: local['incidentIntake'],
    STATISTICS_ADDRESS: local['statistics'],
    GATEWAY_URL: local['gateway'],
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: identities.client.certFile,
    TLS_KEY_FILE: identities.client.keyFile,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => {
      const chosen = env[name] ?? value;
      return chosen === undefined ? [] : [[name, chosen]];
    }),
  );
}
