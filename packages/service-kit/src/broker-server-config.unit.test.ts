import { ConfigError, readEnv } from '@safe-community/config';
import { expect, it } from 'vitest';
import { SERVER_VARIABLES, serverPolicyOf } from './broker-server-config.ts';

function policy(env: Record<string, string>) {
  return serverPolicyOf(readEnv(SERVER_VARIABLES, env), '/ca.pem');
}

it('is read from both variables, or not checked', () => {
  expect(policy({})).toBeUndefined();
  expect(policy({ NATS_SYNC: 'always', NATS_MONITOR_URLS: 'https://a:8222, http://127.0.0.1:8222' })).toEqual({
    sync: 'always',
    monitors: [
      { url: 'https://a:8222', caFile: '/ca.pem' },
      { url: 'http://127.0.0.1:8222', caFile: '/ca.pem' },
    ],
  });
  expect(policy({ NATS_SYNC: '2m', NATS_MONITOR_URLS: 'http://a' })?.sync).toBe(120_000);
});

it.each([
  [{ NATS_SYNC: '2m' }, 'go together'],
  [{ NATS_MONITOR_URLS: 'http://a' }, 'go together'],
  [{ NATS_SYNC: '2m', NATS_MONITOR_URLS: 'nats://a:8222' }, 'NATS_MONITOR_URLS must be'],
  [{ NATS_SYNC: '2m', NATS_MONITOR_URLS: 'http://a,' }, 'NATS_MONITOR_URLS must be'],
])('rejects invalid settings with a readable message: %o', (env, words) => {
  expect(() => policy(env)).toThrow(ConfigError);
  expect(() => policy(env)).toThrow(words);
});
