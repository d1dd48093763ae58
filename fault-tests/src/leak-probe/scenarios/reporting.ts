import {
  CatalogueServiceService as Catalogue,
  ListCatalogueRevisionsRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ImportRow,
  IncidentIntakeServiceService as Intake,
  ListIncidentsRequest,
  WatchIncidentsRequest,
  type ImportIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  MappedImportServiceService as MappedImports,
  type ImportMappedIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/mapped_import_service.ts';
import { PublicRequestServiceService as PublicRequests } from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { personalReport, PLACE, report } from './report.ts';

const { DOMESTIC_VIOLENCE, FIRE, INFRASTRUCTURE, SCHOOL_SAFETY } = IncidentCategory;
const DAY_MS = 24 * 3_600_000;

/** Every way to submit and read a report. */
export async function runReportingScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  await report(context, FIRE);
  await report(context, SCHOOL_SAFETY);
  const { incidentId } = await report(context, DOMESTIC_VIOLENCE);
  const { incident } = await probe.ask(Intake.getIncident, { incidentId, reason: said('мета') });
  requireRead('the description', incident?.description, said('опис'));
  requireRead('the point', incident?.location?.latitude, PERSONAL.point.latitude);
  const requests = [FIRE, DOMESTIC_VIOLENCE].map((category) => ({
    requestId: random.uuid(),
    report: personalReport(category),
  }));
  await probe.ask(Intake.batchReportIncidents, { requests });
  await probe.ask(PublicRequests.listNearbyRequests, {
    category: INFRASTRUCTURE,
    point: PERSONAL.point,
    radiusMetres: 0,
  });
  await importOne(context);
  await importMapped(context);
  await probe.ask(Intake.listIncidents, ListIncidentsRequest.fromPartial({ hromadaCode: PLACE }));
  await probe.receive(Intake.watchIncidents, WatchIncidentsRequest.fromPartial({}), 1);
  await probe.ask(Catalogue.listCategories, { revision: 0 });
  await probe.ask(Catalogue.listCatalogueRevisions, ListCatalogueRevisionsRequest.fromPartial({}));
}

async function importOne({ probe, random }: ProbeContext): Promise<void> {
  const [sourceSystem, externalId] = ['city-112', random.uuid()];
  const row = ImportRow.fromPartial({
    rowNumber: 1,
    externalId,
    report: personalReport(DOMESTIC_VIOLENCE),
    receivedTime: new Date(Date.now() - DAY_MS),
  });
  const parts: ImportIncidentsRequest[] = [
    { part: { $case: 'header', value: { requestId: random.uuid(), sourceSystem, tellRows: true } }, rows: [] },
    { part: { $case: 'row', value: row }, rows: [] },
    { part: undefined, rows: [row] },
    // Later versions: one takes a step, the other says something else.
    { part: undefined, rows: [{ ...row, onSceneTime: new Date(Date.now() - DAY_MS / 2) }] },
    { part: undefined, rows: [{ ...row, report: personalReport(FIRE) }] },
  ];
  await probe.call(Intake.importIncidents.path, parts.map(Intake.importIncidents.requestSerialize));
  await probe.ask(Intake.listImportedRows, { sourceSystem, externalIds: [externalId] });
}

const MAPPING = `version: 1
key: [id]
files: { people: { key: [id] } }
times: { received: { column: at } }
category: { value: domestic-violence }
attributes: [{ name: violence_forms, value: unknown }]
casualties: { rows: { of: people, injured: { column: severity, is: 2 } } }
place: { hromada: { value: ${PLACE} } }
description: { columns: [note] }
`;

/** A check, whose response has what is not in the mapping, and an import. */
async function importMapped({ probe, random }: ProbeContext): Promise<void> {
  const id = random.uuid();
  const at = new Date(Date.now() - DAY_MS).toISOString();
  const file = Buffer.from(`id,at,note\n${id},${at},"${said('опис')}"\n${id},yesterday,"${said('опис')}"\n`);
  const people = Buffer.from(`id,severity,name\n${id},2,"${PERSONAL.victim.fullName}"\n`);
  for (const checkOnly of [true, false]) {
    const header = { requestId: random.uuid(), sourceSystem: 'city-112', checkOnly };
    const parts: ImportMappedIncidentsRequest[] = [
      { part: { $case: 'header', value: header } },
      { part: { $case: 'mapping', value: Buffer.from(MAPPING) } },
      { part: { $case: 'file', value: { name: 'people', content: people } } },
      { part: { $case: 'export', value: file } },
      { part: { $case: 'end', value: { exportBytes: BigInt(file.length) } } },
    ];
    await probe.call(
      MappedImports.importMappedIncidents.path,
      parts.map(MappedImports.importMappedIncidents.requestSerialize),
    );
  }
}
