import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { SchoolImportRow } from '@safe-community/contracts/incidents/v1/school.ts';
import {
  GetSchoolSafetyRequest,
  SchoolServiceService as Schools,
  type ImportSchoolsRequest,
} from '@safe-community/contracts/incidents/v1/school_service.ts';
import { said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { PLACE, report } from './report.ts';

const HOUR_MS = 3_600_000;

/** A school and an incident that is linked to it. */
export async function runSchoolScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  const edrpou = '00012345';
  const school = { edrpou, name: 'Ліцей № 1', hromadaCode: PLACE };
  const rows = [SchoolImportRow.fromPartial({ rowNumber: 1, school })];
  const header = { requestId: random.uuid(), sourceSystem: 'education-register' };
  const parts: ImportSchoolsRequest[] = [
    { part: { $case: 'header', value: header }, rows: [] },
    { part: undefined, rows },
    { part: { $case: 'end', value: { rows: rows.length } }, rows: [] },
  ];
  await probe.call(Schools.importSchools.path, parts.map(Schools.importSchools.requestSerialize));
  const { incidentId } = await report(context, IncidentCategory.SCHOOL_SAFETY);
  await probe.ask(Schools.linkSchool, { requestId: random.uuid(), incidentId, expectedVersion: 0, edrpou });
  const [fromTime, toTime] = [new Date(Date.now() - HOUR_MS), new Date(Date.now() + HOUR_MS)];
  const asked = GetSchoolSafetyRequest.fromPartial({ edrpou, fromTime, toTime, reason: said('мета'), pageSize: 1 });
  const { incidentIds, nextPageToken: pageToken } = await probe.ask(Schools.getSchoolSafety, asked);
  requireRead('the incident of a school', incidentIds[0], incidentId);
  await probe.ask(Schools.getSchoolSafety, { ...asked, pageToken });
}
