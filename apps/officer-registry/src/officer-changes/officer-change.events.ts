import type { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { OfficerChange } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { EVENT_KINDS, type Envelope, type EventKind } from '@safe-community/events';

/** What watchers get of an event, as far as its message has it. */
interface AboutOfficer {
  readonly officerId: string;
  readonly kind?: OfficerKind;
  readonly state?: OfficerState;
  readonly oblastCode?: string;
}

/** Every kind of event of the registry that names an officer: another one is watched without an entry here. */
const WATCHED = new Map(EVENT_KINDS.filter(isAboutOfficer).map((kind) => [kind.type, kind]));

export const WATCHED_TYPES: readonly string[] = [...WATCHED.keys()];

/** What watchers get about an event of the service's own ledger; undefined if it is not about an officer. */
export function changeOf({ type, body, recordedAt }: Envelope): OfficerChange | undefined {
  const message = WATCHED.get(type)?.decode(body);
  if (message === undefined) return undefined;
  const { officerId, kind = 0, state = 0, oblastCode = '' } = message;
  const event = type.slice(type.lastIndexOf('.') + 1);
  return { officerId, event, kind, state, oblastCode, changedTime: recordedAt };
}

function isAboutOfficer(kind: EventKind<unknown>): kind is EventKind<AboutOfficer> {
  const message = kind.decode(new Uint8Array());
  return kind.domain === 'officers' && message instanceof Object && 'officerId' in message;
}
