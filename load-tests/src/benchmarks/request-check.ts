import { RecordCaseRequest } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { ReadEventsRequest } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { ImportTerritoryRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { inspectMessage } from '@safe-community/grpc-kit';
import { hromadas } from '@safe-community/territory';
import { sampleReport } from '../sample-report.ts';

const ROUNDS = 7;
const ROUND_MS = 150;

export interface CheckedRequest {
  readonly name: string;
  readonly bytes: number;
  /** Decoding time, µs. */
  readonly decode: number;
  /** Time to validate the limits and normalise texts to NFC, µs. */
  readonly inspect: number;
}

/** Cost of request validation before the handler, compared with decoding. */
export function requestCheck(): CheckedRequest[] {
  const report = sampleReport(0);
  const long = {
    ...report,
    report: report.report && { ...report.report, description: 'Пожежа в будинку. '.repeat(200) },
  };
  const victim = { fullName: 'Вигадана Особа', birthDate: '1990-12-31', phone: '+380501112233', address: 'Вінниця' };
  const units = hromadas().map((unit) => ({ ...unit, category: 'H' }));
  return [
    measured('ReportIncident', 'incidents.v1.ReportIncidentRequest', ReportIncidentRequest, report),
    measured('with 3,600 characters', 'incidents.v1.ReportIncidentRequest', ReportIncidentRequest, long),
    measured('RecordCase', 'incidents.v1.RecordCaseRequest', RecordCaseRequest, { victim, offender: victim }),
    measured(`ImportTerritory of ${units.length}`, 'officers.v1.ImportTerritoryRequest', ImportTerritoryRequest, {
      units,
    }),
    measured('ReadEvents', 'ledger.v1.ReadEventsRequest', ReadEventsRequest, { fromPosition: 7n }),
  ];
}

interface Codec<T> {
  fromPartial(partial: object): T;
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

function measured<T extends object>(name: string, type: string, codec: Codec<T>, partial: object): CheckedRequest {
  const bytes = codec.encode(codec.fromPartial(partial)).finish();
  const message = codec.decode(bytes);
  const broken = inspectMessage(`safecommunity.${type}`, message);
  if (broken.length > 0) throw new Error(`the sample of ${name} is rejected: ${JSON.stringify(broken)}`);
  const [decode, inspect] = inTurns(
    () => void codec.decode(bytes),
    () => void inspectMessage(`safecommunity.${type}`, message),
  );
  return { name, bytes: bytes.length, decode, inspect };
}

/** The fastest round of each, µs per call: other load on the machine only makes a round slower. */
function inTurns(first: () => void, second: () => void): [number, number] {
  let best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round += 1) {
    best = [Math.min(best[0], timeOf(first)), Math.min(best[1], timeOf(second))];
  }
  return best;
}

function timeOf(work: () => void): number {
  const started = performance.now();
  let times = 0;
  for (; performance.now() - started < ROUND_MS; times += 20) for (let i = 0; i < 20; i += 1) work();
  return ((performance.now() - started) / times) * 1_000;
}
