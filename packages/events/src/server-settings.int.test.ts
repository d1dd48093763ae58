import { startTestNats, testPki } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSyncInterval, type ServerMonitor } from './index.ts';

const { caFile, identities } = testPki();

async function startServer(spec: Parameters<typeof startTestNats>[0]): Promise<ServerMonitor> {
  const server = await startTestNats(spec);
  onTestFinished(() => server.stop());
  return { url: server.monitorUrl, caFile };
}

describe('readSyncInterval', () => {
  it.each([
    [{}, 120_000],
    [{ sync: 'always' }, 'always'],
    [{ sync: '10s' }, 10_000],
  ] as const)('returns the interval of a server with %o: %s', async (spec, found) => {
    expect(await readSyncInterval(await startServer(spec))).toBe(found);
  });

  it('uses TLS, and trusts only a server of the authority', async () => {
    const monitor = await startServer({ tls: true });
    expect(monitor.url).toMatch(/^https:/);
    expect(await readSyncInterval(monitor)).toBe(120_000);
    const stranger = { ...monitor, caFile: identities.client.certFile };
    await expect(readSyncInterval(stranger)).rejects.toThrow('certificate');
  });

  it('throws when the server does not answer', async () => {
    await expect(readSyncInterval({ url: 'http://127.0.0.1:1', caFile })).rejects.toThrow('ECONNREFUSED');
  });
});
