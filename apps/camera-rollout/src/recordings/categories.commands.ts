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
  type Decision,
} from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given, query, type Rpc } from '@safe-community/service-kit';
import { appendCustody, checkPlace, recordingDeleted, refuseElsewhere } from '../custody/module.ts';
import { readCategories, saveCategory, usableCategories } from './category.store.ts';
import { checkCategory, checkCategoryCode } from './category.ts';
import { categorisedEvent } from './recording.events.ts';
import type { RecordingExpiry } from './recording-expiry.store.ts';
import { lockRecordings, setCategory } from './recording.store.ts';
import type { StoredRecording } from './recording.ts';

interface Deps {
  readonly keyring: Keyring;
  readonly expiry: RecordingExpiry;
}

const { command } = given<Deps>();

const MAX_RECORDINGS = 100;

/** Gives recordings a category, all or none. */
const categorise = command(Recordings.categorise, {
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
    const [deletedAt] = (await expiry.deletedAmong(tx, ids)).values();
    return { found, deletedAt, usable: await usableCategories(tx, kyivDay(clock.now())) };
  },
  authorizeLoaded: ({ call, loaded: { found } }) =>
    found.map((recording) => refuseElsewhere(call, recording)).find(isRefused),
  decide({ loaded: { found, deletedAt, usable }, command: { category } }): Decision<readonly StoredRecording[]> {
    if (deletedAt !== undefined) return recordingDeleted(deletedAt);
    if (!usable.has(category)) return preconditionFailed('CATEGORY_UNKNOWN', 'no such category can be given today');
    return found.filter((recording) => recording.category !== category);
  },
  async save({ tx, change: changed, command: { category, reason, place }, call, now, deps: { keyring } }) {
    await setCategory(tx, changed, category);
    const act = { kind: 'categorise' as const, at: now, actor: actorOf(call), reason, place };
    const entries = changed.map(({ recordingId, category: former }) => ({
      ...act,
      recordingId,
      facts: { category, former_category: former },
    }));
    const appended = await appendCustody(tx, keyring, entries);
    return isRefused(appended) ? appended : changed;
  },
  events: ({ saved: changed, command: { category }, now }) =>
    changed.map((recording) => categorisedEvent(recording, category, now)),
  subjects: ({ command: { ids } }) => ids,
  reply: ({ saved: changed }) => ({ changed: changed.length }),
});

const setRecordingCategory = command(Recordings.setCategory, {
  parse({ request: { category: message = RecordingCategory.fromPartial({}) }, fields }) {
    fields.check(within('category', checkCategory(message)));
    return message;
  },
  decide: ({ command: category }) => category,
  save: ({ tx, change }) => saveCategory(tx, change),
  subjects: ({ saved: { code, validFrom } }) => [`recording-category-${code}-${validFrom}`],
  reply: () => ({}),
});

const listCategories = query(Recordings.listCategories, {
  parse: ({ fields }) => fields.text('as_of_day', checkOptionalDay),
  read: ({ query: day, database, clock }) => readCategories(database.em.fork(), day || kyivDay(clock.now())),
  reply: ({ found: categories }) => ({ categories }),
});

export const CATEGORY_RPCS: readonly Rpc<Deps>[] = [categorise, setRecordingCategory, listCategories];
