import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  OfficerRegistryServiceService as Registry,
  RegisterOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { OfficerRetentionServiceService as Retention } from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import {
  OfficerServiceService as Officers,
  UpdateOfficerRequest,
  type ImportOfficersRequest,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { OFFICIAL, PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { PLACE } from './report.ts';
import {
  Condition,
  PremisesFunding,
  StationDetails,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';

const RECORD = {
  policeUnit: said('управління'),
  ranks: [{ rankCode: 'captain', since: '2020-05-01', source: said('наказ') }],
  languages: ['uk'],
  certifications: [{ certificationCode: 'first-aid', issued: '2024-01-10', expires: '2027-01-10' }],
};
const PROFILE = {
  name: PERSONAL.officer.fullName,
  photoReference: 'officers/invented.jpg',
  dutyPhone: PERSONAL.officer.phone,
  officeHours: [{ weekday: 1, opens: '09:00', closes: '13:00' }],
  languages: ['uk'],
} as const;

/** Personnel data of officers: updated, published, read, listed, and imported. */
export async function runOfficerRecordsScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  const registered = await probe.ask(
    Registry.registerOfficer,
    RegisterOfficerRequest.fromPartial({
      requestId: random.uuid(),
      kind: OfficerKind.DISTRICT,
      state: OfficerState.ACTIVE,
      ...PERSONAL.officer,
      serviceNumber: serial(random.uuid()),
      servicePlaceCode: PLACE,
    }),
  );
  const { officerId } = registered;
  const { officer } = await probe.ask(Registry.getOfficer, { officerId });
  const update = UpdateOfficerRequest.fromPartial({
    requestId: random.uuid(),
    officerId,
    etag: officer?.etag ?? '',
    updateMask: ['full_name', 'phone', 'service_number', 'record', 'public_profile'],
    officer: {
      ...PERSONAL.officer,
      serviceNumber: serial(random.uuid()),
      record: RECORD,
      publicProfile: { ...PROFILE, officeHours: [...PROFILE.officeHours], languages: [...PROFILE.languages] },
    },
  });
  await probe.ask(Officers.updateOfficer, update);
  const { profile } = await probe.ask(Officers.getPublicProfile, { officerId, place: undefined });
  requireRead('the public profile of an officer', profile?.name, PROFILE.name);
  await openStation(context);
  const place = { hromadaCode: '', settlementCode: '', location: PERSONAL.point };
  await probe.ask(Officers.getPublicProfile, { officerId: '', place });
  const reason = said('перевірка');
  const { record } = await probe.ask(Officers.getOfficerRecord, { officerId, reason });
  requireRead('the unit of an officer', record?.policeUnit, RECORD.policeUnit);
  await probe.ask(Officers.listOfficerStates, { officerId, reason, pageSize: 0, pageToken: '' });
  await probe.ask(Officers.listOfficers, {
    pageSize: 0,
    pageToken: '',
    oblastCode: '',
    raionCode: '',
    hromadaCode: PLACE,
    patrolUnitCode: '',
    policeUnitCode: '',
    kind: OfficerKind.DISTRICT,
    states: [OfficerState.ACTIVE],
    certificationExpiresBefore: '',
    beatId: '',
    starostaDistrictCode: '',
    settlementCode: '',
  });
  const hold = () => ({ requestId: random.uuid(), officerId, ground: OFFICIAL.ground });
  const { holdId } = await probe.ask(Retention.holdErasure, hold());
  await probe.ask(Retention.releaseErasureHold, { ...hold(), holdId });
  await importOfficer(context);
}

/** Its phone answers residents where the responsible officer shows no profile. */
async function openStation({ probe, random }: ProbeContext): Promise<void> {
  const details = StationDetails.fromPartial({
    address: 'вул. Вигадана, 1',
    phone: '+380670000000',
    funding: PremisesFunding.HROMADA,
    fundedSince: '2021-06-01',
    condition: Condition.GOOD,
  });
  const opening = { requestId: random.uuid(), hromadaCode: PLACE, details };
  await probe.ask(Stations.openStation, opening);
}

async function importOfficer({ probe, random }: ProbeContext): Promise<void> {
  const row = OfficerImportRow.fromPartial({
    rowNumber: 1,
    externalId: random.uuid(),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.TRAINING,
    ...PERSONAL.officer,
    serviceNumber: serial(random.uuid()),
    servicePlaceCode: PLACE,
    record: RECORD,
  });
  const header = { requestId: random.uuid(), sourceSystem: 'leak-probe' };
  const parts: ImportOfficersRequest[] = [
    { part: { $case: 'header', value: header }, rows: [] },
    { part: undefined, rows: [row] },
    { part: { $case: 'end', value: { rows: 1 } }, rows: [] },
  ];
  await probe.call(Officers.importOfficers.path, parts.map(Officers.importOfficers.requestSerialize));
}

function serial(uuid: string): string {
  return uuid.slice(0, 13).toUpperCase();
}
