import { brokenUniqueConstraint, type EntityManager } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';

/** Writes what waits in the unit of work; a broken unique constraint is told as the refusal that it stands for. */
export async function flushUnique(em: EntityManager, refusals: Readonly<Record<string, () => Refusal>>): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    const refusal = refusals[brokenUniqueConstraint(error) ?? ''];
    throw refusal === undefined ? error : refusal();
  }
}
