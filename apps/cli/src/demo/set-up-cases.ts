import {
  AirRescueState,
  AirSiteKind,
  Aircraft,
  type AirSite,
} from '@safe-community/contracts/incidents/v1/air_rescue.ts';
import {
  ProtectionMeasure,
  RiskLevel,
  ViolenceForm,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import { IncidentCategory, type Incident } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { OrderMeasure } from '@safe-community/contracts/incidents/v1/law.ts';
import { addDays, kyivDay, monthsAfter } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { inventPerson } from './people.ts';
import { randomOf } from './random.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const DAY_MS = 86_400_000;
const EACH = 4;

/**
 * Adds what follows from incidents: sanctions and works with the list of a council, orders and help in cases of domestic
 * violence, schools with their incidents, air rescue. All of it is invented. Resolves to the number of incidents.
 *
 * @param anchorDay the incidents are of the month before it.
 */
export async function setUpCases(connection: Connection, anchorDay: Date): Promise<number> {
  const newest = (category: IncidentCategory) => newestOf(connection, category);
  const [disorder, violence, school, medical] = await Promise.all([
    newest(IncidentCategory.PUBLIC_ORDER),
    newest(IncidentCategory.DOMESTIC_VIOLENCE),
    newest(IncidentCategory.SCHOOL_SAFETY),
    newest(IncidentCategory.MEDICAL),
  ]);
  for (const incident of disorder) await imposeWorks(connection, incident, anchorDay);
  for (const incident of violence) await protect(connection, incident, anchorDay);
  await linkSchools(connection, school);
  await flyTo(connection, medical);
  return disorder.length + violence.length + school.length + medical.length;
}

async function newestOf({ incidents }: Connection, category: IncidentCategory): Promise<readonly Incident[]> {
  const asked = ListIncidentsRequest.fromPartial({ category, pageSize: EACH });
  return (await retryTransient(() => incidents.listIncidents(asked))).incidents;
}

/** The hours of art. 173 are 40 to 60. */
const OFFENCE = { article: '173', part: 0, offenceDate: '', minor: false, work: '' };

async function imposeWorks(
  { sanctions, works }: Connection,
  { incidentId, hromadaCode, receivedTime = new Date() }: Incident,
  anchorDay: Date,
): Promise<void> {
  const requestOf = (step: string) => requestIdOf(`works ${step} ${incidentId}`);
  const today = kyivDay(anchorDay);
  const validFrom = `${today.slice(0, 4)}-01-01`;
  const items = [
    { code: 'park', work: 'Прибирання парку', object: 'Вигаданий парк' },
    { code: 'road', work: 'Очищення узбіч', object: 'Вигадана дорога до ставка' },
  ];
  const list = { hromadaCode, validFrom, decision: 'Вигадане рішення ради № 1', items };
  await retryTransient(() =>
    works.recordWorksList({ requestId: requestIdOf(`works list ${hromadaCode} ${validFrom}`), list, etag: '' }),
  );
  const whole = { incidentId, expectedVersion: 0 };
  const kind = { $case: 'communityWorks', value: { ...OFFENCE, hours: 40, hoursPerDay: 4 } } as const;
  const { outcomeId } = await retryTransient(() =>
    sanctions.recordOutcome({ requestId: requestOf('outcome'), ...whole, kind }),
  );
  const days = { effectiveDate: kyivDay(receivedTime), referredDate: addDays(kyivDay(receivedTime), 1) };
  if (days.referredDate > today) return;
  await retryTransient(() =>
    works.referWorks({ requestId: requestOf('refer'), ...whole, outcomeId, ...days, itemCode: 'park' }),
  );
  await retryTransient(() =>
    works.recordWorkDay({
      requestId: requestOf('day'),
      ...whole,
      outcomeId,
      day: days.referredDate,
      hours: 4,
      missedHours: 0,
    }),
  );
}

/** An urgent order, a restraining order that follows it, and the help of the hromada. */
async function protect(
  { violence, orders }: Connection,
  { incidentId, hromadaCode }: Incident,
  anchorDay: Date,
): Promise<void> {
  const requestOf = (step: string) => requestIdOf(`violence ${step} ${incidentId}`);
  const whole = { incidentId, expectedVersion: 0 };
  const invent = (role: string) => {
    const { fullName } = inventPerson(randomOf(`${role} ${incidentId}`), 0);
    return {
      fullName,
      birthDate: '',
      phone: '',
      address: `${findHromada(hromadaCode)?.centre ?? ''}, вул. Вигадана, 1`,
    };
  };
  await retryTransient(() =>
    violence.recordCase({
      requestId: requestOf('case'),
      ...whole,
      forms: [ViolenceForm.PHYSICAL, ViolenceForm.PSYCHOLOGICAL],
      victim: invent('victim'),
      offender: { ...invent('offender'), birthDate: '1980-05-17' },
      children: 1,
      narrative: 'Вигаданий випадок для демонстрації',
    }),
  );
  const form = { level: RiskLevel.HIGH, assessedDate: kyivDay(anchorDay), formVersion: 'наказ № 369/180' };
  await retryTransient(() => orders.recordOfficialRisk({ requestId: requestOf('risk'), ...whole, form }));
  await retryTransient(() =>
    violence.issueProtectionOrder({
      requestId: requestOf('urgent order'),
      ...whole,
      measures: [ProtectionMeasure.LEAVE_HOME, ProtectionMeasure.NO_CONTACT],
      validFrom: anchorDay,
      validTo: new Date(anchorDay.getTime() + 10 * DAY_MS),
      issuedDate: '',
    }),
  );
  await retryTransient(() =>
    orders.recordRestrainingOrder({
      requestId: requestOf('court order'),
      ...whole,
      courtDecision: '127/1/21',
      measures: [OrderMeasure.NOT_STAY_IN_SHARED_HOME, OrderMeasure.NO_COMMUNICATION],
      issuedDate: kyivDay(anchorDay),
      validFrom: anchorDay,
      validTo: new Date(`${monthsAfter(kyivDay(anchorDay), 3)}T09:00:00Z`),
    }),
  );
  const request = 'Вигаданий запит: прихисток і психолог';
  const { referralId } = await retryTransient(() =>
    violence.referVictim({ requestId: requestOf('referral'), ...whole, request }),
  );
  await retryTransient(() => violence.acceptReferral({ requestId: requestOf('acceptance'), ...whole, referralId }));
}

/** A school in the hromada of each incident. Codes that begin with eight nines belong to nobody. */
async function linkSchools({ schools }: Connection, incidents: readonly Incident[]): Promise<void> {
  const edrpouOf = (index: number): string => `9999000${index}`;
  const rows = incidents.map(({ hromadaCode }, index) => ({
    rowNumber: index + 1,
    school: {
      edrpou: edrpouOf(index),
      name: `Вигаданий ліцей № ${index + 1}`,
      hromadaCode,
      settlementCode: '',
      point: undefined,
      closed: false,
      checkDigitDiffers: false,
    },
  }));
  const codes = rows.map(({ school }) => school.hromadaCode).join(' ');
  const header = { requestId: requestIdOf(`schools ${codes}`), sourceSystem: 'demonstration' };
  await retryTransient(() => schools.importSchools(header, rows));
  for (const [index, { incidentId }] of incidents.entries()) {
    const link = { incidentId, expectedVersion: 0, edrpou: edrpouOf(index) };
    await retryTransient(() => schools.linkSchool({ requestId: requestIdOf(`school of ${incidentId}`), ...link }));
  }
}

/** A landing site beside each incident, and one base: the first incident is reached, the second one refused. */
async function flyTo({ airRescue }: Connection, incidents: readonly Incident[]): Promise<void> {
  const reachable = incidents.filter(({ location }) => location !== undefined);
  const site = (more: Partial<AirSite> & Pick<AirSite, 'code' | 'hromadaCode' | 'point'>): AirSite => ({
    kind: AirSiteKind.LANDING_SITE,
    opens: '',
    closes: '',
    aircraft: [Aircraft.LIGHT_HELICOPTER],
    cruisingKmh: 0,
    readinessMinutes: 0,
    ...more,
  });
  const sites = reachable.map(({ hromadaCode, location }, index) =>
    site({ code: `demo-site-${index + 1}`, hromadaCode, point: location }),
  );
  const [first] = sites;
  if (first === undefined) return;
  const base = { kind: AirSiteKind.BASE, cruisingKmh: 220, readinessMinutes: 15 };
  for (const each of [...sites, { ...first, code: 'demo-base', ...base }]) {
    const requestId = requestIdOf(`air site ${each.code} ${each.hromadaCode} ${JSON.stringify(each.point)}`);
    await retryTransient(() => airRescue.setAirSite({ requestId, site: each }));
  }
  const ends = [[AirRescueState.ACCEPTED, AirRescueState.USED], [AirRescueState.REFUSED]];
  for (const [index, { incidentId }] of reachable.entries()) {
    const requestOf = (step: string | number) => requestIdOf(`air rescue ${step} ${incidentId}`);
    const whole = { incidentId, expectedVersion: 0 };
    const { airRescueId } = await retryTransient(() =>
      airRescue.requestAirRescue({
        requestId: requestOf('request'),
        ...whole,
        baseCode: 'demo-base',
        landingSiteCode: `demo-site-${index + 1}`,
        requestedTime: undefined,
      }),
    );
    for (const state of ends[index] ?? []) {
      const step = { ...whole, airRescueId, state, progressTime: undefined };
      await retryTransient(() => airRescue.recordAirRescueProgress({ requestId: requestOf(state), ...step }));
    }
  }
}
