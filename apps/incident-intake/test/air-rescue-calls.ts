import { Aircraft, AirRescueState, AirSiteKind } from '@safe-community/contracts/incidents/v1/air_rescue.ts';
import { AirRescueServiceService as AirRescues } from '@safe-community/contracts/incidents/v1/air_rescue_service.ts';
import type { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import { testClient } from '@safe-community/testkit';
import { VINNYTSIA } from './messages.ts';
import type { RunningIntake } from './running-intake.ts';

/** An incident for which air rescue is requested from a base to a landing site. */
export async function requestedAirRescue(
  { port }: Pick<RunningIntake, 'port'>,
  report: (more: Partial<IncidentReport>) => Promise<string>,
) {
  const air = testClient(AirRescues, port);
  const sites = { baseCode: 'base-1', landingSiteCode: 'field-1' };
  const point = { latitude: 49.2331, longitude: 28.4682 };
  const site = { hromadaCode: VINNYTSIA, point, opens: '', closes: '' };
  const aircraft = [Aircraft.LIGHT_HELICOPTER];
  const [base, field] = [
    { ...site, aircraft, code: sites.baseCode, kind: AirSiteKind.BASE, cruisingKmh: 200, readinessMinutes: 5 },
    {
      ...site,
      aircraft,
      code: sites.landingSiteCode,
      kind: AirSiteKind.LANDING_SITE,
      cruisingKmh: 0,
      readinessMinutes: 0,
    },
  ];
  await air.setAirSite({ site: base });
  await air.setAirSite({ site: field });
  const incidentId = await report({ location: point });
  const { airRescueId } = await air.requestAirRescue({ incidentId, ...sites });
  air.close();
  return { incidentId, requested: { airRescueId, airRescueState: AirRescueState.REQUESTED, ...sites } };
}
