import type { DeadLetter, DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { OperatedService } from '../connection/operated-services.ts';

export interface LetterFilter {
  /** Unspecified: any state. */
  readonly state: DeadLetterState;
  /** Empty: any type. */
  readonly eventType: string;
}

const PAGE = 500;

/** All dead letters of a service, oldest first; fetches pages lazily. */
export async function* readLetters(
  deadLetters: OperatedService['deadLetters'],
  filter: LetterFilter,
): AsyncGenerator<DeadLetter> {
  let pageToken = '';
  do {
    const page = await deadLetters.listDeadLetters({ ...filter, pageSize: PAGE, pageToken });
    yield* page.deadLetters;
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
}
