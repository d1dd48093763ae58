import type { CallContext } from '@safe-community/grpc-kit';
import type { Actor } from './chain/entry.ts';

/** Who makes a call, as the audit names them. */
export function actorOf({
  caller,
  actingUser,
  purpose,
}: Pick<CallContext, 'caller' | 'actingUser' | 'purpose'>): Actor {
  return { system: caller.name, edrpou: caller.edrpou, actingUser, purpose };
}
