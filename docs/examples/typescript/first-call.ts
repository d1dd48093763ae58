// Reports a fire in Vinnytsia, sends the same again, is refused once, and reads the incident back.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { status } from '@grpc/grpc-js';
import type { ProtoGrpcType } from '../../gen/typescript/incident_intake_service.ts';
import type { GetIncidentResponse__Output } from '../../gen/typescript/safecommunity/incidents/v1/GetIncidentResponse.ts';
import type { IncidentReport } from '../../gen/typescript/safecommunity/incidents/v1/IncidentReport.ts';
import type { ReportIncidentRequest } from '../../gen/typescript/safecommunity/incidents/v1/ReportIncidentRequest.ts';
import type { ReportIncidentResponse__Output } from '../../gen/typescript/safecommunity/incidents/v1/ReportIncidentResponse.ts';
import { call, isServiceError } from './calling.ts';
import { INCIDENT_INTAKE, load, mutualTls } from './connection.ts';
import { refusalOf } from './refusal.ts';

const FIRE: IncidentReport = {
  category: 'INCIDENT_CATEGORY_FIRE',
  channel: 'REPORT_CHANNEL_SYSTEM',
  hromada_code: 'UA05020030000031457',
  attributes: [{ name: 'fire_object', value: 'dwelling' }],
  description: 'Горить хата, людей евакуйовано',
};

const proto = load('proto', 'safecommunity/incidents/v1/incident_intake_service.proto') as ProtoGrpcType;
const intake = new proto.safecommunity.incidents.v1.IncidentIntakeService(INCIDENT_INTAKE, mutualTls());

try {
  const incidentId = await reportTwice();
  await beRefused();
  await readBack(incidentId);
} finally {
  intake.close();
}

async function reportTwice(): Promise<string> {
  const request = { request_id: randomUUID(), report: FIRE };
  const first = await report(request);
  console.log(`reported ${first.incident_id}, phone ${first.emergency_number} as well`);
  const again = await report(request);
  console.log(`repeated ${again.incident_id}, ${isDeepStrictEqual(again, first) ? 'the same' : 'another'} answer`);
  return first.incident_id;
}

function report(request: ReportIncidentRequest): Promise<ReportIncidentResponse__Output> {
  return call((options, callback) => intake.ReportIncident(request, options, callback));
}

async function beRefused(): Promise<void> {
  const bad = { ...FIRE, hromada_code: 'UA99', reporter: { phone: '0671234567' } };
  try {
    await report({ request_id: randomUUID(), report: bad });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const { reason, violations } = refusalOf(error);
    console.log(`refused ${status[error.code]} ${reason}`);
    for (const { field, rule } of violations) console.log(`  ${field}: ${rule}`);
  }
}

async function readBack(incidentId: string): Promise<void> {
  const { incident } = await call<GetIncidentResponse__Output>((options, callback) =>
    intake.GetIncident({ incident_id: incidentId }, options, callback),
  );
  console.log(`read ${incident?.incident_id}: ${incident?.category} in ${incident?.hromada_code}`);
}
