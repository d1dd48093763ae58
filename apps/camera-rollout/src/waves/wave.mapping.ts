import { SplitMethod as Methods, type Wave as WaveMessage } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { enumNames, type Day } from '@safe-community/domain-kit';
import { SPLIT_METHODS } from './split.ts';
import { waveStatus, type WaveRecord } from './wave.ts';

export const { nameOf: methodName, numberOf: methodNumber } = enumNames(Methods, SPLIT_METHODS);

export function toWaveMessage(wave: WaveRecord, today: Day): WaveMessage {
  const status = waveStatus(wave, today);
  return {
    ...status,
    waveId: wave.waveId,
    name: wave.name,
    source: wave.source,
    deliveryDueOn: wave.deliveryDueOn,
    issueDueOn: wave.issueDueOn,
    ordered: wave.ordered,
    deliveredOn: status.deliveredOn ?? '',
    issuedOn: status.issuedOn ?? '',
    deliveries: wave.deliveries.map(({ method, parts, ...delivery }) => ({
      ...delivery,
      parts: [...parts],
      method: method === undefined ? Methods.UNSPECIFIED : methodNumber(method),
    })),
    plannedTime: wave.plannedAt,
  };
}
