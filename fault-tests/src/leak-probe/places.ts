import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@safe-community/local-stack';
import { CanarySearch, filesUnder, tableContents, type Canaries } from '@safe-community/testkit/canary';
import type { Collector } from '@safe-community/testkit/collector';
import type { System } from '../system/system.ts';
import { KEPT, SEALED } from './canaries.ts';
import { PLACE } from './scenarios/report.ts';
import type { LeakProbe } from './leak-probe.ts';

/** A place where no canary may appear. */
export interface Place {
  readonly name: string;
  /** Text that must be present, as proof that the place was read. */
  readonly marker: string;
  readonly canaries: Canaries;
  readonly parts: readonly Part[];
}

interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Traces of the calls. */
export interface Traces {
  readonly exported: Collector;
  readonly events: Buffer;
  readonly probe: LeakProbe;
}

/** Everything that was written or sent, except responses to authorised callers. */
export async function everywhere(system: System, { exported, events, probe }: Traces): Promise<Place[]> {
  const sealed: Canaries = { ...SEALED, ...secretsOf(probe.tokens) };
  const nowhere = { ...sealed, ...KEPT };
  const logs = filesUnder(join(system.folder, 'logs'));
  const isOfPostgres = ({ path }: { path: string }): boolean => path.endsWith('postgres.log');
  return [
    ofFiles(
      'logs',
      logs.filter((log) => !isOfPostgres(log)),
      '"level":"error"',
      nowhere,
    ),
    // PostgreSQL quotes rejected rows, which include values kept for auditors.
    ofFiles("PostgreSQL's log", logs.filter(isOfPostgres), 'planted', sealed),
    ofBytes('spans', exported.received('traces'), 'IncidentIntakeService/ReportIncident', nowhere),
    ofBytes('log records', exported.received('logs'), '"severityText":"error"', nowhere),
    ofBytes('metrics', exported.received('metrics'), 'rpc.server.call.duration', nowhere),
    ofBytes('refusals', probe.refusals, 'must ', nowhere),
    // A reporter receives the token once, in the response to the report.
    ofBytes('answers to writes', probe.answers, PLACE, { ...SEALED, ...KEPT }),
    ofBytes('events', events, 'protection-order-recorded', nowhere),
    ...(await Promise.all(SERVICES.map((service) => tablesOf(system, service, sealed)))),
    ofFiles("NATS's disk", filesUnder(join(system.folder, 'nats')), 'incidents.v1.protection-order-recorded', nowhere),
    ofFiles("PostgreSQL's disk", filesUnder(join(system.folder, 'postgres')), 'protection-order-recorded', sealed),
  ];
}

function secretsOf(tokens: readonly string[]): Canaries {
  const secrets = tokens.flatMap((token, index): [string, string | Buffer][] => [
    [`token ${index}`, token],
    // The half that only intake can compute.
    [`code of token ${index}`, Buffer.from(token, 'base64url').subarray(16)],
  ]);
  return Object.fromEntries(secrets);
}

/** Leaks as text. Throws when the marker of a place is missing. */
export function leaksIn({ name, marker, canaries, parts }: Place): string[] {
  if (!parts.some(({ bytes }) => bytes.includes(marker))) throw new Error(`${name}: "${marker}" is missing too`);
  const search = new CanarySearch(canaries);
  return parts.flatMap((part) => {
    const found = search.find(part.bytes);
    return found.length === 0 ? [] : [`${part.name}: ${found.join(', ')}`];
  });
}

export function sizeOf(places: readonly Place[]): number {
  return places.flatMap(({ parts }) => parts).reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function ofBytes(name: string, bytes: Buffer, marker: string, canaries: Canaries): Place {
  return { name, marker, canaries, parts: [{ name, bytes }] };
}

function ofFiles(name: string, files: ReturnType<typeof filesUnder>, marker: string, canaries: Canaries): Place {
  return { name, marker, canaries, parts: files.map(({ path, bytes }) => ({ name: path, bytes })) };
}

/** Text that each database must contain. */
const MARKERS: Readonly<Record<ServiceName, string>> = {
  'officer-registry': 'officers.v1.officer-registered',
  'incident-intake': 'incidents.v1.protection-order-recorded',
  'camera-rollout': 'cameras.v1.camera-issued',
  statistics: 'incidents',
};

async function tablesOf(system: System, service: ServiceName, canaries: Canaries): Promise<Place> {
  const bytes = await tableContents((statement) => system.sql(service, statement));
  return ofBytes(`tables of ${service}`, bytes, MARKERS[service], canaries);
}
