import type { ClientHttp2Session } from 'node:http2';
import { testPki } from '@safe-community/testkit';
import { openRaw } from '@safe-community/testkit/raw-call';
import { onTestFinished } from 'vitest';

/** A connection with one of the certificates of this run, until the end of the test. */
export function rawConnection(port: number, name: 'client' | 'nats' | 'statistics'): ClientHttp2Session {
  const { caFile, identities } = testPki();
  const session = openRaw(port, { caFile, ...identities[name] });
  onTestFinished(() => session.destroy());
  return session;
}
