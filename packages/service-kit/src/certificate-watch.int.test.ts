import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueAuthority, issueLeaf } from '@safe-community/local-stack';
import { createLogger } from '@safe-community/telemetry';
import { eventually, startTestNats, testFolder, testPki } from '@safe-community/testkit';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { watchBrokerCertificates } from './broker-certificates.ts';
import { USUAL_EXPIRY_BOUND } from './certificate-config.ts';
import { watchCertificates } from './certificate-watch.ts';

const DAY_MS = 24 * 3_600_000;
const ISSUED = new Date('2026-01-01T00:00:00Z');
/** A leaf is valid for 365 days, the authority for ten years. */
const END = ISSUED.getTime() + 365 * DAY_MS;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function watch(daysBeforeEnd: number) {
  const folder = testFolder('watched');
  const files = { caFile: join(folder, 'ca.pem'), certFile: join(folder, 'own.pem'), keyFile: join(folder, 'key.pem') };
  const authority = await issueAuthority(ISSUED);
  const { cert, key } = await issueLeaf(authority, 'statistics', ISSUED);
  writeFileSync(files.caFile, authority.cert);
  writeFileSync(files.certFile, cert);
  writeFileSync(files.keyFile, key);
  let now = END - daysBeforeEnd * DAY_MS;
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger({ service: 'test', level: 'debug', destination });
  const watching = watchCertificates(files, USUAL_EXPIRY_BOUND, logger, () => now);
  return {
    files,
    authority,
    watching,
    warnings: () =>
      lines.map(({ level, message, daysLeft, state, caller, server }) => ({
        level,
        message,
        daysLeft,
        state,
        caller,
        server,
      })),
    pass: (days: number): void => {
      now += days * DAY_MS;
      vi.advanceTimersByTime(60_000);
    },
  };
}

test('an expiring certificate is a daily warning from 14 days before, and an error from 3 days before', async () => {
  const { warnings, pass, watching } = await watch(14.5);
  expect(warnings()).toEqual([]);
  pass(1);
  expect(warnings()).toMatchObject([{ level: 'warn', daysLeft: 13, state: 'own' }]);
  pass(0);
  expect(warnings()).toHaveLength(1);
  pass(1);
  expect(warnings()).toHaveLength(2);
  pass(10);
  expect(warnings().at(-1)).toMatchObject({
    level: 'error',
    message: 'a certificate expires within days',
    daysLeft: 2,
  });
  pass(3);
  expect(warnings().at(-1)).toMatchObject({ level: 'error', daysLeft: -1 });
  watching.stop();
  pass(2);
  expect(warnings()).toHaveLength(4);
});

test('warns about the certificate of a caller by its name, and is silent once it is renewed', async () => {
  const { warnings, watching } = await watch(100);
  watching.seen('caller', 'city-112', new Date(END - 95 * DAY_MS));
  watching.seen('caller', 'city-112', new Date(END - 95 * DAY_MS));
  watching.seen('caller', 'eHealth', new Date(END));
  expect(warnings()).toMatchObject([{ level: 'warn', caller: 'city-112', daysLeft: 5, state: 'caller' }]);
  watching.stop();
});

test('warns about the certificate of the broker by its address', async () => {
  const nats = await startTestNats({ tls: true });
  const { warnings, watching } = await watch(2.5);
  const { caFile, identities } = testPki();
  const { validToDate } = new X509Certificate(readFileSync(identities.nats.certFile));
  const seen: [string, string, Date][] = [];
  const server = `127.0.0.1:${nats.port}`;
  vi.useRealTimers();
  const stop = watchBrokerCertificates(
    { servers: [server], tls: { caFile, ...identities.statistics } },
    { seen: (...shown) => void seen.push(shown) },
  );
  onTestFinished(async () => {
    stop();
    await nats.stop();
  });
  await eventually(() => expect(seen).toEqual([['broker', server, validToDate]]));
  watching.seen('broker', server, new Date(END));
  expect(warnings()).toMatchObject([
    { state: 'own' },
    { level: 'error', message: 'a certificate expires within days', server, daysLeft: 2, state: 'broker' },
  ]);
  watching.stop();
});

test('logs unreadable files, and is silent once they are readable', async () => {
  const { files, warnings, pass, watching, authority } = await watch(100);
  rmSync(files.certFile);
  pass(0);
  pass(0);
  expect(warnings()).toMatchObject([
    { level: 'error', message: expect.stringContaining('the previous one stays in use') },
  ]);
  const { cert, key } = await issueLeaf(authority, 'statistics', ISSUED);
  writeFileSync(files.certFile, cert);
  writeFileSync(files.keyFile, key);
  pass(0);
  pass(0);
  expect(warnings()).toHaveLength(1);
  watching.stop();
});
