import { KeyServiceService as Keys } from '@safe-community/contracts/keys/v1/key_service.ts';
import type { System } from '../../system/system.ts';
import type { ProbeContext } from '../probe-context.ts';

/** Key operator methods, which return ids and counts. */
export async function runKeysScenario({ probe }: ProbeContext, system: System): Promise<void> {
  for (const service of [system.registry, system.intake, system.cameras])
    await probe.ask(Keys.getKeyStatus, {}, service);
}
