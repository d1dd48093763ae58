import { actorOf } from '@safe-community/audit';
import { RecordingCategory } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import {
  checkOptionalDay,
  checkUuid,
  isRefused,
  kyivDay,
  notFound,
  preconditionFailed,
  unless,
  within,
  type ClockAndIds,
  type Decision,
} from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { type Rpc, given } from '@safe-community/service-kit';
import { appendCustody, checkPlace, recordingDeleted, refuseElsewhere } from '../custody/module.ts';
import { readCategories, saveCategory, usableCategories } from './category.store.ts';
import { checkCategory, checkCategoryCode } from './category.ts';
import { categorisedEvent } from './recording.events.ts';
import type { RecordingExpiry } from './recording-expiry.store.ts';
import { lockRecordings, setCategory } from './recording.store.ts';
import type { Categorised, StoredRecording } from './recording.ts';

const { command, query } = given<CategoriseNeeds>();

const MAX_RECORDINGS = 100;

interface CategoriseNeeds {
  readonly keyring: Keyring;
  readonly clock: ClockAndIds;
  readonly expiry: RecordingExpiry;
}

/** Gives recordings a category, all or none. */
export const categorise = command(Recordings.categorise, {
  parse({ request: { recordingIds, reason, place }, fields }) {
    const ids = recordingIds.map((id) => id.toLowerCase());
    const isSome = ids.length >= 1 && ids.length <= MAX_RECORDINGS && new Set(ids).size === ids.length;
    fields.check(unless(isSome, 'recording_ids', `must be 1 to ${MAX_RECORDINGS}, distinct`));
    if (isSome) fields.check(ids.flatMap((id, index) => checkUuid(id, `recording_ids[${index}]`)));
    fields.check([...checkPlace(reason, 'reason'), ...checkPlace(place, 'place')]);
    return { ids, category: fields.text('category', checkCategoryCode), reason, place };
  },
  async load({ tx, command: { ids }, clock, deps: { expiry } }) {
    const found = await lockRecordings(tx, ids);
    if (found.length < ids.length) return notFound('recording');
    const deleted = [...(await expiry.deletedAmong(tx, ids)).values()];
    return { found, deleted, categoriesOn: await usableCategories(tx, kyivDay(clock.now())) };
  },
  authorizeLoaded: ({ call, loaded: { found } }) =>
    found.map((recording) => refuseElsewhere(call, recording)).find(isRefused),
  decide({
    loaded: {
      found,
      deleted: [deletedAt],
      categoriesOn,
    },
    command: given,
    call,
    now,
  }): Decision<Categorised> {
    const { category, reason, place } = given;
    if (deletedAt !== undefined) return recordingDeleted(deletedAt);
    if (!categoriesOn.has(category))
      return preconditionFailed('CATEGORY_UNKNOWN', 'no such category can be given today');
    const changed = found.filter((recording) => recording.category !== category);
    return { changed, category, reason, place, at: now, actor: actorOf(call) };
  },
  async save({ tx, change, deps: { keyring } }) {
    await setCategory(tx, change);
    const { changed, category, at, actor, reason, place } = change;
    await appendCustody(
      tx,
      keyring,
      changed.map(({ recordingId, category: former }: StoredRecording) => ({
        recordingId,
        kind: 'categorise' as const,
        at,
        actor,
        facts: { category, former_category: former },
        reason,
        place,
      })),
    );
    return change;
  },
  events: ({ saved: { changed, category, at } }) =>
    changed.map((recording) => categorisedEvent(recording, category, at)),
  subjects: ({ command: { ids } }) => ids,
  reply: ({ saved: { changed } }) => ({ changed: changed.length }),
});

export const setRecordingCategory = command(Recordings.setCategory, {
  parse({ request: { category: message = RecordingCategory.fromPartial({}) }, fields }) {
    fields.check(within('category', checkCategory(message)));
    return message;
  },
  decide: ({ command: category }) => category,
  save: ({ tx, change }) => saveCategory(tx, change),
  subjects: ({ saved: { code, validFrom } }) => [`recording-category-${code}-${validFrom}`],
  reply: () => ({}),
});

export const listCategories = query(Recordings.listCategories, {
  parse: ({ fields }) => fields.text('as_of_day', checkOptionalDay),
  read: ({ query: day, database, clock }) => readCategories(database.em.fork(), day || kyivDay(clock.now())),
  reply: ({ found: categories }) => ({ categories }),
});
