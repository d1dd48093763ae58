import { anomalyFound, type NewEvent } from '@safe-community/events';
import { COUNTRY } from '@safe-community/territory';
import { toCategoryNumber } from '../incidents/module.ts';
import type { Anomaly } from './anomaly.ts';

export function foundEvent(anomaly: Anomaly): NewEvent {
  const { territoryCode, oblastCode, category } = anomaly;
  const isBelowOblast = territoryCode !== COUNTRY && territoryCode !== oblastCode;
  return anomalyFound.create(
    { ...anomaly, category: toCategoryNumber(category), incidents: BigInt(anomaly.incidents) },
    { oblastCode, hromadaCode: isBelowOblast ? territoryCode : '' },
  );
}
