import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const WEAK = { title: 'Sample', url: 'https://example.org', severity: 'high', vulnerable_versions: '>=0', cwe: [] };

it.each([
  ['an error', 405, '{ "message": "405 Method Not Allowed" }'],
  ['a page', 200, '<html>log in</html>'],
  ['nothing', 200, ''],
])('an audit without an answer never passes as clean: %s', async (_, status, body) => {
  expect(await audited(status, body)).toEqual({ code: 1, said: expect.not.stringContaining('found 0') });
});

it('an audit passes if the registry knows of nothing, and fails if a package is weak', async () => {
  expect(await audited(200, '{}')).toEqual({ code: 0, said: expect.stringContaining('found 0 vulnerabilities') });
  const found = await audited(200, JSON.stringify({ protobufjs: [{ ...WEAK, cvss: { score: 0 } }] }));
  expect(found).toEqual({ code: 1, said: expect.stringContaining('Severity: high') });
});

/** `npm run audit` at a registry that answers like this. */
async function audited(status: number, body: string) {
  // Only the question is a POST; it has no packages.
  await using registry = createServer(({ method }, response) =>
    method === 'POST' ? response.writeHead(status).end(body) : response.writeHead(404).end(),
  ).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  await using cache = await mkdtempDisposable(join(tmpdir(), 'npm-'));
  const args = ['run', 'audit', '--', `--registry=${address}`, '--fetch-retries=0', `--cache=${cache.path}`];
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; said: string }>();
  execFile('npm', args, { cwd: ROOT }, (error, stdout, stderr) =>
    resolve({ code: error?.code ?? 0, said: stdout + stderr }),
  );
  return await promise;
}
