import type { Actor } from './chain/entry.ts';

/** The part of a call that identifies who makes it. The context of a gRPC call has this shape. */
export interface Calling {
  readonly caller: { readonly name: string; readonly edrpou: string };
  readonly actingUser: string;
  readonly purpose: string;
}

/** Who makes a call, as the audit records it. */
export function actorOf({ caller, actingUser, purpose }: Calling): Actor {
  return { system: caller.name, edrpou: caller.edrpou, actingUser, purpose };
}
