import {
  FootageRequestKind as Kind,
  FootageRequestState as State,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';

/** Names of the kinds, as commands and tables show them. */
const KINDS: Readonly<Record<number, string>> = {
  [Kind.INFORMATION]: 'information',
  [Kind.COMPLAINT]: 'complaint',
  [Kind.ATTORNEY]: 'attorney',
  [Kind.OWN_DATA]: 'own-data',
  [Kind.THIRD_PARTY_DATA]: 'third-party-data',
  [Kind.DATA_CHANGE]: 'data-change',
};

const STATES: Readonly<Record<number, string>> = {
  [State.RECEIVED]: 'received',
  [State.ASSIGNED]: 'assigned',
  [State.DECIDED]: 'decided',
  [State.APPEALED]: 'appealed',
  [State.APPEAL_DECIDED]: 'appeal decided',
};

export const REQUEST_KIND_NAMES: readonly string[] = Object.values(KINDS);

export function nameOfRequestKind(kind: Kind): string {
  return KINDS[kind] ?? `${kind}`;
}

/** Undefined for any other word. */
export function requestKindOf(word: string): Kind | undefined {
  const found = Object.entries(KINDS).find(([, name]) => name === word);
  return found && (Number(found[0]) as Kind);
}

export function nameOfRequestState(state: State): string {
  return STATES[state] ?? `${state}`;
}
