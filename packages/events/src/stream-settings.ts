import { DiscardPolicy, RetentionPolicy, StorageType, type StreamConfig, type StreamInfo } from '@nats-io/jetstream';
import { millis, nanos } from '@nats-io/transport-node';
import { domainSubjects, type Domain } from '@safe-community/contracts/event-catalogue';
import type { StreamPolicy } from './stream-policy.ts';

/** Every setting of a stream that we depend on, except its subjects. */
type Settings = Pick<
  StreamConfig,
  | 'storage'
  | 'retention'
  | 'discard'
  | 'num_replicas'
  | 'max_age'
  | 'max_bytes'
  | 'max_msgs'
  | 'max_msgs_per_subject'
  | 'max_msg_size'
  | 'duplicate_window'
  | 'deny_delete'
  | 'deny_purge'
  | 'sealed'
> & { readonly no_ack: boolean };

export type WantedStream = Settings & { readonly subjects: string[] };

/** A setting that differs from the configuration. */
export interface StreamDifference {
  /** The broker's name of it: "max_age". */
  readonly setting: string;
  readonly found: string;
  readonly wanted: string;
  /** The change to request. Absent when it would remove something: a person has to decide. */
  readonly change?: Partial<StreamConfig>;
}

const DAY_MS = 24 * 3_600_000;
/** A killed relay publishes again what it had published but not marked, all of it within this time. */
const DUPLICATE_WINDOW_MS = 120_000;

/** The configured stream of a domain. */
export function wantedStream(domain: Domain, { maxAgeDays, maxBytes, replicas }: StreamPolicy): WantedStream {
  const maxAgeMs = maxAgeDays * DAY_MS;
  return {
    subjects: [domainSubjects(domain)],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    num_replicas: replicas,
    max_age: nanos(maxAgeMs),
    max_bytes: maxBytes,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    // The broker accepts no window that is longer than `max_age`.
    duplicate_window: nanos(Math.min(DUPLICATE_WINDOW_MS, maxAgeMs)),
    deny_delete: true,
    deny_purge: true,
    no_ack: false,
    sealed: false,
  };
}

/**
 * Every difference between a stream and its configuration.
 * @param now milliseconds since 1970.
 */
export function differencesOf(info: StreamInfo, wanted: WantedStream, now: number): StreamDifference[] {
  const found = settingsOf(info);
  const differing = Object.keys(found)
    .filter(isSetting)
    .filter((setting) => found[setting] !== wanted[setting]);
  const differences = differing.map((setting): StreamDifference => {
    const words = { setting, found: inWords(setting, found[setting]), wanted: inWords(setting, wanted[setting]) };
    const isSafe = !found.sealed && IS_SAFE[setting](info, wanted, now);
    return isSafe ? { ...words, change: { [setting]: wanted[setting] } } : words;
  });
  return [...subjectDifferences(info.config.subjects, wanted.subjects), ...differences];
}

/** The settings in force: the broker omits those that are off. */
function settingsOf({ config, cluster }: StreamInfo): Settings {
  return {
    storage: config.storage,
    retention: config.retention,
    discard: config.discard,
    // A single server accepts any number and keeps one copy.
    num_replicas: cluster?.name === undefined ? 1 : config.num_replicas,
    max_age: config.max_age,
    max_bytes: config.max_bytes,
    max_msgs: config.max_msgs,
    max_msgs_per_subject: config.max_msgs_per_subject,
    max_msg_size: config.max_msg_size,
    duplicate_window: config.duplicate_window,
    deny_delete: config.deny_delete,
    deny_purge: config.deny_purge,
    no_ack: config.no_ack ?? false,
    sealed: config.sealed,
  };
}

function isSetting(name: string): name is keyof Settings {
  return name in IS_SAFE;
}

type IsSafe = (found: StreamInfo, wanted: Settings, now: number) => boolean;
const always: IsSafe = () => true;
const never: IsSafe = () => false;

/** Whether the change removes nothing: no event, and no copy of one. */
const IS_SAFE: Readonly<Record<keyof Settings, IsSafe>> = {
  storage: never,
  // The broker itself refuses to change a work queue.
  retention: always,
  discard: always,
  num_replicas: ({ config, cluster }, wanted) =>
    cluster?.name !== undefined && wanted.num_replicas > config.num_replicas,
  max_age: ({ config, state }, wanted, now) =>
    (config.max_age !== 0 && wanted.max_age > config.max_age) ||
    state.messages === 0 ||
    Date.parse(state.first_ts) > now - millis(wanted.max_age),
  max_bytes: ({ state }, wanted) => state.bytes <= wanted.max_bytes,
  max_msgs: always,
  max_msgs_per_subject: always,
  // Somebody limited the message size on purpose; the relay quarantines larger events.
  max_msg_size: never,
  duplicate_window: always,
  deny_delete: always,
  deny_purge: always,
  no_ack: always,
  sealed: never,
};

/** Missing subjects are added. Additional subjects belong to somebody else and stay. */
function subjectDifferences(found: readonly string[], wanted: readonly string[]): StreamDifference[] {
  const missing = wanted.filter((subject) => !found.includes(subject));
  const foreign = found.filter((subject) => !wanted.includes(subject));
  const words = { setting: 'subjects', found: listed(found), wanted: listed(wanted) };
  return [
    ...(missing.length > 0 ? [{ ...words, change: { subjects: [...found, ...missing] } }] : []),
    ...(foreign.length > 0 ? [words] : []),
  ];
}

function listed(subjects: readonly string[]): string {
  return subjects.map((subject) => `[${subject}]`).join('');
}

function inWords(setting: keyof Settings, value: unknown): string {
  if (value === -1 || (setting === 'max_age' && value === 0)) return 'unlimited';
  const isTime = setting === 'max_age' || setting === 'duplicate_window';
  return isTime ? `${millis(Number(value)) / 1_000}s` : String(value);
}
