import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callUnary } from '@safe-community/grpc-kit';
import { runAsTest, startTelemetry } from '@safe-community/telemetry';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startIntakeProcess, type IntakeProcess } from '../../test/intake-process.ts';
import { fire } from '../../test/messages.ts';

/** Metrics of situations that do not occur here; the tests that cause them check them. */
const NOT_HERE = [
  // of the gateway
  'safe_community_consumer_delay_seconds', // packages/ledger/src/measured.int.test.ts
  'safe_community_incidents_escalated_total', // escalation.int.test.ts
  'safe_community_mails_handed_over_total', // subscriptions/mails.int.test.ts
  'safe_community_rpc_shed_total', // packages/grpc-kit/src/admission.int.test.ts
];

let intake: IntakeProcess;
beforeAll(async () => {
  intake = await startIntakeProcess();
  await eventually(() => report());
});
afterAll(() => intake.stop());

async function report(requestId: string = randomUUID()): Promise<void> {
  const request = { requestId, report: fire() };
  await callUnary('ReportIncident', intake.client.reportIncident.bind(intake.client), request, 10_000);
}

/** From docs/telemetry.md: the Prometheus family and its labels, for the metrics of some services. */
function listed(isOurs: (services: string) => boolean): Map<string, readonly string[]> {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/telemetry.md'), 'utf8');
  const rows = document.split('\n').filter((line) => /^\| \*{0,2}`/.test(line));
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  const ours = cells.filter(({ 7: of = '' }) => isOurs(of));
  return new Map(
    ours.map(({ 2: family = '', 5: attributes = '' }) => [
      family.replaceAll('`', ''),
      attributes === '' ? [] : attributes.split(', ').map((name) => name.replaceAll('.', '_')),
    ]),
  );
}

test('a running service exports every documented metric with its documented labels', async () => {
  const wanted = listed((services) => services === 'all' || services.includes('incident-intake'));
  // Counters of other services without labels start at 0 here as well.
  const documented = listed(() => true);
  expect(wanted.size).toBeGreaterThan(30);
  await report();
  const text = await intake.metrics();
  const missing = [...wanted.keys()].filter((family) => !text.includes(`# TYPE ${family} `));
  expect(missing.toSorted()).toEqual(NOT_HERE);

  const told = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, family = '']) => family);
  expect(told.filter((family) => family !== 'target_info' && !documented.has(family))).toEqual([]);
  for (const [, name = '', labels = ''] of text.matchAll(/^([a-z0-9_]+)\{(.*)\} \S+$/gm)) {
    if (name === 'target_info') continue;
    const family = wanted.get(name) ?? wanted.get(name.replace(/_(bucket|count|sum)$/, ''));
    const known = [...(family ?? []), 'le'];
    const found = [...labels.matchAll(/(?:^|,)([a-z0-9_]+)="/g)].map(([, label = '']) => label);
    expect(found.filter((label) => !known.includes(label))).toEqual([]);
  }
});

test('rate, errors and duration are reported for each method', async () => {
  await expect(
    callUnary(
      'ReportIncident',
      intake.client.reportIncident.bind(intake.client),
      { requestId: '', report: fire() },
      5_000,
    ),
  ).rejects.toMatchObject({ code: 3 });
  const text = await intake.metrics();
  const method = 'rpc_method="safecommunity.incidents.v1.IncidentIntakeService/ReportIncident"';
  for (const code of ['OK', 'INVALID_ARGUMENT']) {
    const labels = `${method},rpc_response_status_code="${code}"`;
    expect(text).toMatch(new RegExp(String.raw`^rpc_server_call_duration_seconds_count\{${labels}\} [1-9]`, 'm'));
    expect(text).toMatch(
      new RegExp(String.raw`^rpc_server_call_duration_seconds_bucket\{${labels},le="0.3"\} \d`, 'm'),
    );
  }
});

test('counts each accepted report once, and tests not at all', async () => {
  const telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0 });
  onTestFinished(() => telemetry.shutdown());
  const before = await reportsTaken();
  const requestId = randomUUID();
  await report(requestId);
  await report(requestId);
  await runAsTest(() => report());
  expect((await reportsTaken()) - before).toBe(1);
});

async function reportsTaken(): Promise<number> {
  const labels = 'safe_community_report_channel="call",safe_community_report_routing="nobody"';
  const [, value] = new RegExp(String.raw`^safe_community_reports_taken_total\{${labels}\} (\d+)$`, 'm').exec(
    await intake.metrics(),
  ) ?? ['', '0'];
  return Number(value);
}
