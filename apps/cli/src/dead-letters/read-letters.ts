import type { DeadLetter, DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { HearingService } from '../connection/operated-services.ts';

export interface LetterFilter {
  /** Unspecified: in any state. */
  readonly state: DeadLetterState;
  /** Empty: of any type. */
  readonly eventType: string;
}

const PAGE = 500;

/** All letters of a service, the oldest first, a page at a time as they are asked for. */
export async function* readLetters(
  deadLetters: HearingService['deadLetters'],
  filter: LetterFilter,
): AsyncGenerator<DeadLetter> {
  let pageToken = '';
  do {
    const page = await deadLetters.listDeadLetters({ ...filter, pageSize: PAGE, pageToken });
    yield* page.deadLetters;
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
}
