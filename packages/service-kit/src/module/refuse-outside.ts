import { Refusal } from '@safe-community/domain-kit';
import { mayActIn, type Place, type Rights } from '@safe-community/security/policy';

/**
 * The refusal for a caller whose scope does not apply in the place of what the call concerns.
 *
 * @param what for the message, for example "the beat".
 * @param about ids of the subjects, for the audit of denials.
 */
export function refuseOutside(
  rights: Rights,
  place: Place,
  what: string,
  about: readonly string[] = [],
): Refusal | undefined {
  if (mayActIn(rights, place)) return undefined;
  const message = `${what} is outside of the territory for which the scope is held`;
  return new Refusal('permission-denied', message, { reason: 'OUTSIDE_TERRITORY', about });
}
