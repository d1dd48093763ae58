import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { CAMERA_CUSTODY_ROWS, CAMERA_ROWS, FIRMWARE_ROWS } from '../cameras/module.ts';
import type { Fault, Observed, Then } from './fault.ts';

export const FAULT_TABLES: readonly string[] = [
  `create table camera_fault (
     fault_id uuid primary key,
     camera_id uuid not null references camera,
     kind text not null,
     description text not null,
     model text not null,
     -- when it was noticed; empty if it is not known
     firmware_version text not null,
     -- whether an officer had the camera when it was noticed
     was_issued boolean not null,
     unit_code text not null,
     oblast_code text not null,
     noticed_at timestamptz not null,
     reported_at timestamptz not null
   )`,
  // Needed by RATES (fault.store.ts).
  'create index camera_fault_noticed on camera_fault (noticed_at)',
];

export const FAULT_RIGHTS: Rights = {
  camera_fault: {
    insert: true,
    reader: {
      columns: [
        'fault_id',
        'camera_id',
        'kind',
        'model',
        'firmware_version',
        'was_issued',
        'unit_code',
        'oblast_code',
        'noticed_at',
        'reported_at',
      ],
    },
  },
};

/** The camera at an instant; undefined before it was registered. */
export async function cameraThen(em: EntityManager, cameraId: string, at: Date): Promise<Then | undefined> {
  const [found] = await rows<{ firmware_version: string; is_issued: boolean }>(em, THEN, [cameraId, at]);
  return found && { firmwareVersion: found.firmware_version, isIssued: found.is_issued };
}

const THEN = `
  select coalesce(firmware_version, '') as firmware_version, state = 'issued' as is_issued
  from ${CAMERA_CUSTODY_ROWS} custody left join ${FIRMWARE_ROWS} firmware on firmware.camera_id = custody.camera_id
    and firmware.start_at <= $2 and (firmware.end_at is null or firmware.end_at > $2)
  where custody.camera_id = $1 and custody.start_at <= $2 and (custody.end_at is null or custody.end_at > $2)`;

export async function addFault(tx: EntityManager, fault: Fault): Promise<Fault> {
  await rows(tx, 'insert into camera_fault values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
    fault.faultId,
    fault.cameraId,
    fault.kind,
    fault.description,
    fault.model,
    fault.firmwareVersion,
    fault.wasIssued,
    fault.unitCode,
    fault.oblastCode,
    fault.noticedAt,
    fault.reportedAt,
  ]);
  return fault;
}

export interface Period {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Empty: all. */
  readonly model: string;
  /** The period ends now if its last day is today. */
  readonly now: Date;
}

/** Faults and days in the hands of officers, by model and firmware version. */
export async function observeFaults(em: EntityManager, { firstDay, lastDay, model, now }: Period): Promise<Observed[]> {
  const found = await rows<RateRow>(em, RATES, [firstDay, lastDay, now, model]);
  return found.map((row) => ({
    model: row.model,
    firmwareVersion: row.firmware_version,
    issuedDays: row.issued_days,
    faults: row.faults,
    otherFaults: row.other_faults,
  }));
}

interface RateRow {
  readonly model: string;
  readonly firmware_version: string;
  readonly issued_days: number;
  readonly faults: number;
  readonly other_faults: number;
}

// What happens now is of a period that goes on; what happens at the end of one is of the next.
const PERIOD = `
  period as (
    select start_at, least(next_at, $3::timestamptz) as end_at, next_at
    from (values ($1::date::timestamp at time zone 'Europe/Kyiv', ($2::date + 1)::timestamp at time zone 'Europe/Kyiv'))
      as days (start_at, next_at)
  )`;
const isInPeriod = (time: string) => `(${time} >= period.start_at and ${time} < period.next_at and ${time} <= $3)`;

// An issue with two firmware versions counts for each while the camera had it.
const RATES = `
  with ${PERIOD}, exposure as (
    select model, firmware.firmware_version, sum(extract(epoch from
        least(period.end_at, custody.end_at, firmware.end_at)
          - greatest(period.start_at, custody.start_at, firmware.start_at))) / 86400 as days
    from period
    join ${CAMERA_CUSTODY_ROWS} custody on custody.state = 'issued' and custody.start_at < period.end_at
      and (custody.end_at is null or custody.end_at > period.start_at)
    join ${FIRMWARE_ROWS} firmware on firmware.camera_id = custody.camera_id
      and firmware.start_at < coalesce(custody.end_at, period.end_at) and firmware.start_at < period.end_at
      and (firmware.end_at is null or firmware.end_at > greatest(custody.start_at, period.start_at))
    join ${CAMERA_ROWS} camera on camera.camera_id = custody.camera_id
    where $4 = '' or model = $4
    group by model, firmware.firmware_version
  ), fault as (
    select model, firmware_version, count(*) filter (where was_issued) as faults,
      count(*) filter (where not was_issued) as other_faults
    from camera_fault, period
    where ${isInPeriod('noticed_at')} and ($4 = '' or model = $4)
    group by model, firmware_version
  )
  select model, firmware_version, coalesce(days, 0)::float8 as issued_days, coalesce(faults, 0)::int as faults,
    coalesce(other_faults, 0)::int as other_faults
  from exposure full join fault using (model, firmware_version)
  order by model, firmware_version`;

/** How long repairs take. */
export interface RepairTime {
  readonly model: string;
  readonly completed: number;
  readonly medianDays: number;
  readonly p90Days: number;
  readonly inRepair: number;
  readonly longestOpenDays: number;
}

/** By model. A camera that was lost or retired from repair was not repaired. */
export function observeRepairs(em: EntityManager, { firstDay, lastDay, model, now }: Period): Promise<RepairTime[]> {
  return rows<RepairTime>(em, REPAIRS, [firstDay, lastDay, now, model]);
}

const REPAIRS = `
  with ${PERIOD}, repair as (
    select model, extract(epoch from custody.end_at - custody.start_at) / 86400 as days,
      extract(epoch from $3::timestamptz - custody.start_at) / 86400 as open_days, custody.end_at
    from period
    join ${CAMERA_CUSTODY_ROWS} custody on custody.state = 'in_repair'
    join ${CAMERA_ROWS} camera using (camera_id)
    left join ${CAMERA_CUSTODY_ROWS} after
      on after.camera_id = custody.camera_id and after.number = custody.number + 1 and after.step = 'complete_repair'
    where ($4 = '' or model = $4) and (custody.end_at is null
      or (after.number is not null and ${isInPeriod('custody.end_at')}))
  )
  select model, (count(*) filter (where end_at is not null))::int as completed,
    coalesce(percentile_cont(0.5) within group (order by days), 0)::float8 as "medianDays",
    coalesce(percentile_cont(0.9) within group (order by days), 0)::float8 as "p90Days",
    (count(*) filter (where end_at is null))::int as "inRepair",
    coalesce(max(open_days) filter (where end_at is null), 0)::float8 as "longestOpenDays"
  from repair group by model order by model`;
