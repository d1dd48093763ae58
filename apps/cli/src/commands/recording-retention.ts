import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import {
  ExpiryState,
  HoldKind,
  RetentionClock,
  RetentionPolicy,
} from '@safe-community/contracts/cameras/v1/retention.ts';
import {
  ListExpiringRequest,
  ListExpiringResponse,
  PlaceHoldResponse,
  PreviewExpiryRequest,
  PreviewExpiryResponse,
  RestoreResponse,
} from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { count, day, OBLAST, oneOf, text } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { whole } from '../scorecard/numbers.ts';
import { say } from '../terminal/language.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { EXPIRIES, RETENTION_CLOCKS } from '../wording/recordings.ts';
import { jsonOption, AN_ID } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada recordings expiring` */
export function expiringCommand(): Command {
  return listCommand({
    name: 'expiring',
    about: {
      uk: 'відеозаписи, чиє видалення оголошено, та ті, що ще можна відновити',
      en: 'list recordings whose expiry is announced, and expired ones that can be restored',
    },
    request: ListExpiringRequest,
    response: ListExpiringResponse,
    read: ({ recordingRetention }, request) => recordingRetention.listExpiring(request),
    items: ({ recordings }) => recordings,
    filters: { oblastCode: OBLAST },
    columns: [
      { uk: 'Стан', en: 'State', of: ({ state }) => EXPIRIES.nameOf(state) },
      {
        uk: 'До',
        en: 'Until',
        of: ({ state, expiresOn, restorableUntil }) => (state === ExpiryState.EXPIRED ? restorableUntil : expiresOn),
      },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => category },
      { uk: 'Утримано', en: 'Frozen', of: ({ frozen }) => frozen },
      { uk: 'Відеозапис', en: 'Recording', of: ({ recordingId }) => recordingId },
    ],
  });
}

/** `hromada recordings preview-expiry` */
export function previewExpiryCommand(): Command {
  return listCommand({
    name: 'preview-expiry',
    about: {
      uk: 'що слід видалити за правилом зберігання; без --days – за чинними',
      en: 'list what would be due by a policy of retention; without --days, what is due by the present ones',
    },
    examples: ['recordings preview-expiry --days 30 --valid-from 2026-12-01 --source "наказ № 1026"'],
    request: PreviewExpiryRequest,
    response: PreviewExpiryResponse,
    read: ({ recordingRetention }, request) => recordingRetention.previewExpiry(request),
    items: ({ recordings }) => recordings,
    nested: {
      field: 'policy',
      filters: {
        days: count('days', [1, 36_600], {
          uk: 'правило: повних днів від початку відліку',
          en: 'the policy: full days after the clock starts',
        }),
        category: text('category', 'code', 'traffic_stop', {
          uk: 'правило: цієї категорії (типово: усіх відеозаписів)',
          en: 'the policy: of this category (default: every recording)',
        }),
        clock: oneOf('clock', RETENTION_CLOCKS, {
          uk: 'правило: відлік від запису або завантаження (типово: recorded)',
          en: 'the policy: the clock starts when it was recorded or uploaded (default: recorded)',
        }),
        validFrom: day('valid-from', {
          uk: 'правило: перший день дії',
          en: 'the policy: the first day on which it holds',
        }),
        source: text('source', 'text', 'наказ № 1026', {
          uk: 'правило: акт, яким його встановлено',
          en: 'the policy: the act that sets it',
        }),
      },
    },
    filters: {
      asOfDate: day('as-of', {
        uk: 'належне цього дня (типово: сьогодні або перший день правила)',
        en: 'due on this day (default: today, or the first day of the policy)',
      }),
    },
    complete: (request) => ({ ...request, policy: policyOf(request.policy) }),
    columns: [
      { uk: 'Видалити', en: 'Due on', of: ({ dueOn }) => dueOn },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => category },
      { uk: 'Утримано', en: 'Frozen', of: ({ frozen }) => frozen },
      { uk: 'Відеозапис', en: 'Recording', of: ({ recordingId }) => recordingId },
    ],
    notes: ({ totalRecordings, totalBytes, totalFrozen, previewToken }) => {
      const [all, bytes, frozen] = [whole(totalRecordings), whole(totalBytes), whole(totalFrozen)];
      return [
        say({
          uk: `Відеозаписів: ${all}, байтів: ${bytes}; з них утримано: ${frozen}.`,
          en: `${all} recordings, ${bytes} bytes; ${frozen} of them are frozen.`,
        }),
        ...(previewToken === ''
          ? []
          : [say({ uk: `Токен для SetPolicy: ${previewToken}`, en: `Token for SetPolicy: ${previewToken}` })]),
      ];
    },
  });
}

function policyOf(given: PreviewExpiryRequest['policy']): PreviewExpiryRequest['policy'] {
  if (given === undefined) return undefined;
  const policy = RetentionPolicy.fromPartial({ ...given, clock: given.clock ?? RetentionClock.RECORDED });
  if (policy.days === 0) throw new Problem({ uk: 'Правило потребує --days.', en: 'A policy needs --days.' });
  return policy;
}

export const FROM_WHERE = {
  uk: 'ваша станція, кабінет або пристрій, для ланцюга зберігання',
  en: 'your station, room, or device, for the chain of custody',
};

interface RestoreOptions {
  readonly reason: string;
  readonly place: string;
  readonly json: boolean;
}

/** `hromada recordings restore` */
export function restoreCommand(): Command {
  return new SpokenCommand('restore')
    .about({
      uk: 'скасовує видалення відеозапису; строки його правил починаються сьогодні знову',
      en: 'take back the expiry of a recording; the clock of its policies starts again today',
    })
    .names('<recording-id>', AN_ID)
    .requires('--reason <text>', {
      uk: 'чому, від 3 до 500 знаків, без персональних даних: це зберігають',
      en: 'why, 3 to 500 characters, no personal data: it is stored',
    })
    .takes('--place <text>', '', FROM_WHERE)
    .addOption(jsonOption('RestoreResponse'))
    .action((recordingId: string, { reason, place, json }: RestoreOptions, command: Command) =>
      withConnection(command, async ({ recordingRetention }) => {
        const answer = await recordingRetention.restore({ requestId: randomUUID(), recordingId, reason, place });
        if (json) printJson(RestoreResponse.toJSON(answer));
        else print({ uk: 'Відновлено.', en: 'Restored.' });
      }),
    );
}

interface HoldOptions {
  readonly reason: string;
  readonly place: string;
  readonly case: string;
  readonly json: boolean;
}

/** `hromada recordings hold` */
export function holdCommand(): Command {
  return new SpokenCommand('hold')
    .about({
      uk: 'утримує відеозаписи: їх не буде видалено, доки утримання не знято',
      en: 'hold recordings: they do not expire until the hold is released',
    })
    .names('<recording-id...>', { uk: 'ідентифікатори щонайбільше 100 записів', en: 'ids of at most 100 recordings' })
    .requires('--reason <text>', {
      uk: 'правова підстава, від 3 до 500 знаків, без персональних даних: її зберігають',
      en: 'the legal basis, 3 to 500 characters, no personal data: it is stored',
    })
    .takes('--place <text>', '', FROM_WHERE)
    .takes('--case <number>', '', {
      uk: 'номер відкритої справи, якщо вона є',
      en: 'number of the open case, if it is one',
    })
    .addOption(jsonOption('PlaceHoldResponse'))
    .action((recordingIds: string[], { reason, place, case: caseNumber, json }: HoldOptions, command: Command) =>
      withConnection(command, async ({ recordingRetention }) => {
        const kind = caseNumber === '' ? HoldKind.LEGAL : HoldKind.CASE;
        const hold = { requestId: randomUUID(), recordingIds, kind, caseNumber, reason, place };
        const answer = await recordingRetention.placeHold(hold);
        if (json) return printJson(PlaceHoldResponse.toJSON(answer));
        const release = `hromada recordings release ${answer.holdId} --reason "…"`;
        print({ uk: `Утримано. Щоб зняти: ${release}`, en: `Held. To release it: ${release}` });
      }),
    );
}

/** `hromada recordings release` */
export function releaseCommand(): Command {
  return new SpokenCommand('release')
    .about({ uk: 'знімає утримання з усіх його відеозаписів', en: 'release a hold from all its recordings' })
    .names('<hold-id>', { uk: 'ідентифікатор утримання', en: 'id of the hold' })
    .requires('--reason <text>', {
      uk: 'правова підстава, від 3 до 500 знаків, без персональних даних: її зберігають',
      en: 'the legal basis, 3 to 500 characters, no personal data: it is stored',
    })
    .takes('--place <text>', '', FROM_WHERE)
    .action((holdId: string, { reason, place }: Omit<HoldOptions, 'case' | 'json'>, command: Command) =>
      withConnection(command, async ({ recordingRetention }) => {
        await recordingRetention.releaseHold({ requestId: randomUUID(), holdId, reason, place });
        print({ uk: 'Знято.', en: 'Released.' });
      }),
    );
}
