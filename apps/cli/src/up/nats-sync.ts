import { durationMsOr, readEnv } from '@safe-community/config';

/** As in production, and why: docs/adr/0015-nothing-rests-on-the-sync-of-the-broker.md */
const USUAL_MS = 120_000;

const VARIABLES = { SAFE_COMMUNITY_NATS_SYNC: durationMsOr('always').default(USUAL_MS) };

/** When the local NATS brings its streams to the disk: "always", or "120000ms". Throws with plain words when it is wrong. */
export function chooseNatsSync(env: NodeJS.ProcessEnv): string {
  const { SAFE_COMMUNITY_NATS_SYNC: sync } = readEnv(VARIABLES, env);
  return sync === 'always' ? sync : `${sync}ms`;
}
