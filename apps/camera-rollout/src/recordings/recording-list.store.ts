import { rows, type EntityManager } from '@safe-community/database';
import {
  expiryColumns,
  isFrozen,
  STATE,
  toExpiry,
  type ExpiryRow,
  type RecordingExpiry,
} from './recording-expiry.store.ts';
import { toRecording, type RecordingRow } from './recording.store.ts';
import { STORED_OBJECTS, type ExpiryState, type LinkState, type ListedRecording } from './recording.ts';

export const RECORDING_FLAGS = ['not_held', 'overlap', 'clock_skew', 'split'] as const;
type RecordingFlag = (typeof RECORDING_FLAGS)[number];

/** Parts of one recording: how far the end of one and the start of the next may be apart. */
const SPLIT = `interval '2 seconds'`;
/** Cameras round times: two recordings overlap if they share more. */
const ROUNDING = `interval '2 seconds'`;
/** No recording is longer, so nothing that began earlier reaches into this one. */
const LONGEST = `interval '1 day'`;

const END = (recording: string): string => `${recording}.started_at + ${recording}.duration_ms * interval '1 ms'`;

/** Recordings that share time with `r`, of the same camera or the same officer. Each uses an index of its own. */
const OVERLAPPING = (column: 'camera_id' | 'officer_id'): string => `
  select o.recording_id from recording o
  where o.${column} = r.${column} and o.recording_id <> r.recording_id
    and o.started_at > r.started_at - ${LONGEST} and o.started_at < ${END('r')} - ${ROUNDING}
    and ${END('o')} > r.started_at + ${ROUNDING}`;

const OVERLAPS = `(exists (${OVERLAPPING('camera_id')}) or exists (${OVERLAPPING('officer_id')}))`;

const CONTINUES = `(
  select o.recording_id from recording o
  where o.camera_id = r.camera_id and o.officer_id = r.officer_id and o.recording_id <> r.recording_id
    and o.started_at > r.started_at - ${LONGEST} - ${SPLIT} and o.started_at < r.started_at
    and ${END('o')} between r.started_at - ${SPLIT} and r.started_at + ${SPLIT}
  order by o.started_at desc limit 1)`;

const CONTINUED_BY = `(
  select o.recording_id from recording o
  where o.camera_id = r.camera_id and o.officer_id = r.officer_id and o.recording_id <> r.recording_id
    and o.started_at > r.started_at and o.started_at between ${END('r')} - ${SPLIT} and ${END('r')} + ${SPLIT}
  order by o.started_at limit 1)`;

const LISTED = (expiry: RecordingExpiry): string => `
  select r.*, ${OVERLAPS} as overlaps, ${CONTINUES} as continues_id, ${CONTINUED_BY} as continued_by_id,
    ${expiryColumns(expiry)}
  from recording r ${expiry.join.partText}`;

const HAS_FLAG = `case $10
    when 'not_held' then r.not_held
    when 'clock_skew' then r.clock_skew
    when 'overlap' then ${OVERLAPS}
    when 'split' then ${CONTINUES} is not null or ${CONTINUED_BY} is not null
    else true
  end`;

/** A recording that was deleted for good has no object any more, whatever was compared before. */
export const LISTED_OBJECTS = [...STORED_OBJECTS, 'deleted'] as const;
type ListedObject = (typeof LISTED_OBJECTS)[number];

/** What is empty or undefined matches every recording. */
export interface RecordingFilter {
  readonly cameraId: string;
  readonly officerId: string;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly category: string;
  readonly uncategorisedOnly: boolean;
  readonly flag: RecordingFlag | undefined;
  readonly linkState: LinkState | undefined;
  /** Of those that were not deleted. */
  readonly storedObject: ListedObject | undefined;
  readonly expiryState: ExpiryState | undefined;
  readonly frozenOnly: boolean;
  /** Patterns of the codes of the places that the caller may see. */
  readonly visible: readonly string[];
}

/** Recordings, newest start first: their ids begin with it. */
export async function listRecordings(
  em: EntityManager,
  expiry: RecordingExpiry,
  filter: RecordingFilter,
  before: string | undefined,
  most: number,
): Promise<ListedRecording[]> {
  const values = [
    filter.visible,
    filter.cameraId || null,
    filter.officerId || null,
    filter.unitCode,
    filter.oblastCode,
    filter.from ?? null,
    filter.to ?? null,
    filter.category,
    filter.uncategorisedOnly,
    filter.flag ?? null,
    filter.linkState ?? null,
    filter.storedObject ?? null,
    before ?? null,
    most,
    filter.expiryState ?? null,
    filter.frozenOnly,
  ];
  return (await rows<ListedRow>(em, listOf(expiry), values)).map(toListed);
}

/** Not prepared: the plan depends on which parts of the filter are given. */
const listOf = (expiry: RecordingExpiry): string => `${LISTED(expiry)}
  where (r.oblast_code like any ($1::text[]) or r.hromada_code like any ($1::text[]))
    and ($2::uuid is null or r.camera_id = $2) and ($3::uuid is null or r.officer_id = $3)
    and ($4 = '' or r.unit_code = $4) and ($5 = '' or r.oblast_code = $5)
    and ($6::timestamptz is null or r.started_at >= $6) and ($7::timestamptz is null or r.started_at < $7)
    and ($8 = '' or r.category = $8) and (not $9::boolean or r.category = '')
    and ${HAS_FLAG}
    and ($11::text is null or r.link_state = $11) and ($12::text is null or ${OBJECT} = $12)
    and ($15::text is null or ${STATE} = $15) and (not $16::boolean or ${isFrozen(expiry)})
    and ($13::uuid is null or r.recording_id < $13)
  order by r.recording_id desc limit $14`;

const OBJECT = `case when e.state = 'deleted' then 'deleted' else r.stored_object end`;

export async function findRecording(
  em: EntityManager,
  expiry: RecordingExpiry,
  recordingId: string,
): Promise<ListedRecording | undefined> {
  const [row] = await rows<ListedRow>(em, `${LISTED(expiry)} where r.recording_id = $1`, [recordingId]);
  return row && toListed(row);
}

/** At most 20. */
export async function findOverlapping(em: EntityManager, recordingId: string): Promise<string[]> {
  const found = await rows<{ recording_id: string }>(
    em,
    `select other.recording_id from recording r, lateral (
       ${OVERLAPPING('camera_id')} union ${OVERLAPPING('officer_id')}
     ) other where r.recording_id = $1 order by other.recording_id limit 20`,
    [recordingId],
  );
  return found.map(({ recording_id }) => recording_id);
}

interface ListedRow extends RecordingRow, ExpiryRow {
  readonly overlaps: boolean;
  readonly continues_id: string | null;
  readonly continued_by_id: string | null;
}

function toListed(row: ListedRow): ListedRecording {
  return {
    ...toRecording(row),
    overlaps: row.overlaps,
    continuesId: row.continues_id ?? '',
    continuedById: row.continued_by_id ?? '',
    expiry: toExpiry(row),
  };
}
