import {
  FindResponsibleOfficerRequest,
  OfficerRegistryServiceService,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { BatchFindResponsibleOfficersRequest } from '@safe-community/contracts/officers/v1/responsibility.ts';
import { hromadas, locate, settlementsOf, UKRAINE_BOUNDS, type Point } from '@safe-community/territory';
import { openRegistryFill } from '../fill-registry.ts';
import type { Standing } from '../frame/compare.ts';
import { openOfficerImports } from '../officer-imports.ts';
import { startReplica } from '../replica.ts';
import type { System } from '../system.ts';
import { besideEcho, inTurn } from './reads.ts';

const { findResponsibleOfficer, batchFindResponsibleOfficers } = OfficerRegistryServiceService;
const OFFICERS_ON_BEATS = 2_000;
const REQUESTS = 10_000;
const PLACES = 1_000;
const BATCHES = 20;

/**
 * Asks for the responsible officer by hromada, settlement, and point, and for batches of settlements, at a replica that
 * has a beat for each hromada and for all settlements, and 2,000 officers on them. Places are drawn at random: hromadas
 * by their population, settlements and points evenly.
 */
export async function officerLookup(system: System, say: (line: string) => void): Promise<Standing[][]> {
  await fill(system, say);
  const replica = await startReplica(system, 'officer-registry');
  const services = { ...system.processes.services, 'officer-registry': replica.pid };
  const ofReplica = { ...system, processes: { ...system.processes, services } };
  const subject = { service: 'officer-registry', address: replica.address } as const;
  const one = { ...subject, path: findResponsibleOfficer.path };
  try {
    const byHromada = many(REQUESTS, () => ({ hromadaCode: drawHromada() }));
    const bySettlement = many(REQUESTS, () => ({ settlementCode: drawSettlement() }));
    const byPoint = many(REQUESTS, () => ({ location: drawPoint() }));
    const batches = many(BATCHES, () => many(PLACES, () => ({ settlementCode: drawSettlement() })));
    return [
      await besideEcho(ofReplica, { ...one, name: 'by hromada', request: inTurn(byHromada.map(encodeOne)) }),
      await besideEcho(ofReplica, { ...one, name: 'by settlement', request: inTurn(bySettlement.map(encodeOne)) }),
      await besideEcho(ofReplica, { ...one, name: 'by point', request: inTurn(byPoint.map(encodeOne)) }),
      await besideEcho(ofReplica, {
        ...subject,
        name: `batch of ${PLACES} settlements`,
        path: batchFindResponsibleOfficers.path,
        request: inTurn(
          batches.map((places) =>
            BatchFindResponsibleOfficersRequest.encode(
              BatchFindResponsibleOfficersRequest.fromPartial({ places }),
            ).finish(),
          ),
        ),
        inFlight: [1, 8],
      }),
    ];
  } finally {
    await replica.stop();
  }
}

async function fill(system: System, say: (line: string) => void): Promise<void> {
  const registry = await openRegistryFill(system.registryOwnerUrl);
  const imports = openOfficerImports(system);
  try {
    await registry.beats('together');
    const { 'officers on beats': present = 0 } = await registry.counts();
    await registry.primaries([await imports.run(OFFICERS_ON_BEATS - present)]);
    const counts = await registry.counts();
    say(JSON.stringify(counts));
    // Otherwise the first place without an officer would end the run with NOT_FOUND, sooner or later.
    const unserved = counts['hromadas without an officer'] ?? 0;
    if (unserved > 0) throw new Error(`nobody serves in ${unserved} hromadas: import more officers`);
  } finally {
    imports.close();
    await registry.close();
  }
}

type Place = Parameters<typeof FindResponsibleOfficerRequest.fromPartial>[0];

function encodeOne(place: Place): Uint8Array {
  return FindResponsibleOfficerRequest.encode(FindResponsibleOfficerRequest.fromPartial(place)).finish();
}

function many<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

const HROMADAS = hromadas();
const PEOPLE = HROMADAS.reduce((sum, { population }) => sum + population, 0);
const SETTLEMENTS = HROMADAS.flatMap(({ code }) => settlementsOf(code));

function drawHromada(): string {
  let left = Math.random() * PEOPLE;
  return HROMADAS.find(({ population }) => (left -= population) < 0)?.code ?? '';
}

function drawSettlement(): string {
  return SETTLEMENTS[Math.floor(Math.random() * SETTLEMENTS.length)]?.code ?? '';
}

/** Not in Crimea, Kyiv or Sevastopol: nobody serves there. */
function drawPoint(): Point {
  const { south, north, west, east } = UKRAINE_BOUNDS;
  for (;;) {
    const point = {
      latitude: south + Math.random() * (north - south),
      longitude: west + Math.random() * (east - west),
    };
    const code = locate(point)?.code;
    if (HROMADAS.some((hromada) => hromada.code === code)) return point;
  }
}
