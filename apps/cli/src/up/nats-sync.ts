import { durationMsOr, readEnv } from '@safe-community/config';

/** As in production: docs/adr/0015-nothing-rests-on-the-sync-of-the-broker.md */
const USUAL_MS = 120_000;

const VARIABLES = { SAFE_COMMUNITY_NATS_SYNC: durationMsOr('always').default(USUAL_MS) };

/** When the local NATS syncs its streams to disk: "always", or "120000ms". Throws a ConfigError when invalid. */
export function chooseNatsSync(env: NodeJS.ProcessEnv): string {
  const { SAFE_COMMUNITY_NATS_SYNC: sync } = readEnv(VARIABLES, env);
  return sync === 'always' ? sync : `${sync}ms`;
}
