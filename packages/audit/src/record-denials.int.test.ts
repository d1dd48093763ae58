import { rows } from '@safe-community/database';
import { createLogger } from '@safe-community/telemetry';
import { eventually } from '@safe-community/testkit';
import { expect, it } from 'vitest';
import { recordDenials } from './index.ts';
import { openAudit, type AuditGround } from '../test/ground.ts';

const DENIED = {
  system: 'nats',
  edrpou: '',
  actingUser: 'officer-7',
  purpose: '',
  method: '/a.B/C',
  refusal: 'PERMISSION_DENIED SCOPE_MISSING',
  subjectIds: [],
};

async function written({ database }: AuditGround): Promise<number> {
  const [row] = await rows<{ sum: number }>(
    database.em.fork(),
    `select coalesce(sum(times), 0)::int as sum from audit_entry where kind = 'denied'`,
  );
  return row?.sum ?? 0;
}

function capturedLog() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, logger: createLogger({ service: 'test', level: 'info', destination }) };
}

it('writes denials with a short delay, and the rest of the minute on a stop', async () => {
  const audit = await openAudit();
  const recorder = recordDenials(audit.database, capturedLog().logger);
  recorder.denied(DENIED);
  await eventually(async () => expect(await written(audit)).toBe(1));
  for (let more = 0; more < 9; more += 1) recorder.denied(DENIED);
  await recorder.stop();
  expect(await written(audit)).toBe(10);
  expect(await audit.count('audit_entry')).toBe(2);
  expect(await audit.check()).toEqual([]);
});

/** A recorder that cannot write until its table is restored. */
async function withoutTable() {
  const audit = await openAudit();
  const { lines, logger } = capturedLog();
  const rename = (from: string, to: string) => rows(audit.owned.em.fork(), `alter table ${from} rename to ${to}`);
  await rename('audit_entry', 'audit_away');
  return {
    audit,
    lines,
    recorder: recordDenials(audit.database, logger),
    bringBack: () => rename('audit_away', 'audit_entry'),
  };
}

it('logs a failed write as an error without the person, and writes it when possible', async () => {
  const { audit, lines, recorder, bringBack } = await withoutTable();
  for (let one = 0; one < 5; one += 1) recorder.denied(DENIED);
  await eventually(() => expect(lines.join('')).toContain('refused calls could not be written into the audit'));
  expect(lines.join('')).not.toContain('officer-7');
  await bringBack();
  await eventually(async () => expect(await written(audit)).toBe(5));
  await recorder.stop();
  expect(await audit.check()).toEqual([]);
});

it('a stop retries within its time', async () => {
  const { audit, lines, recorder, bringBack } = await withoutTable();
  recorder.denied(DENIED);
  const stopped = recorder.stop();
  await eventually(() => expect(lines.join('')).toContain('refused calls could not be written into the audit'));
  await bringBack();
  await stopped;
  expect(await written(audit)).toBe(1);
  expect(lines.join('')).not.toContain('may be missing in the audit');
});

it('the log counts what a stop could not write, without the person', async () => {
  const { lines, recorder } = await withoutTable();
  for (let one = 0; one < 5; one += 1) recorder.denied(DENIED);
  await recorder.stop();
  const lost = lines.map((line) => JSON.parse(line) as Record<string, unknown>).at(-1);
  expect(lost).toMatchObject({
    level: 'error',
    message: expect.stringContaining('may be missing in the audit'),
    count: 5,
  });
  expect(lines.join('')).not.toContain('officer-7');
});
