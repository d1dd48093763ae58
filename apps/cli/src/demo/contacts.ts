import type { Certification, PersonnelRecord, RankHeld } from '@safe-community/contracts/officers/v1/officer_record.ts';
import { Weekday, type PublicProfile } from '@safe-community/contracts/officers/v1/public_profile.ts';
import { inventedPhone } from './people.ts';
import { randomOf, type Random } from './random.ts';
import type { PlannedOfficer } from './staffing.ts';

/** Added to phone numbers, so that those on duty differ from the private ones of all invented people. */
const OF_DUTY = { 'DEMO-H': 5_000_000, 'DEMO-D': 5_100_000 } as const;
const OF_STATIONS = 5_200_000;

const DAY_MS = 24 * 3_600_000;
/** About as many days as a rank is held until the next one. */
const RANK_DAYS = 1_100;
const CERTIFIED_FOR = 3 * 365;
/** Of the certifications, those that end within about a quarter of the anchor day. */
const ENDING_SOON = 0.1;

/** Languages that are spoken beside Ukrainian, by the first digits of the code of an oblast. */
const NEIGHBOURS: Readonly<Record<string, string>> = { '21': 'hu', '51': 'bg', '73': 'ro' };

/** What residents see of an invented officer: never the private phone. */
export function inventProfile({ serviceNumber, fullName, hromadaCode }: PlannedOfficer): PublicProfile {
  const random = randomOf(`profile of ${serviceNumber}`);
  const [first, second] = random.pick(DAYS);
  const opens = random.int(8, 10);
  const hours = { opens: clock(opens), closes: clock(opens + 4) };
  return {
    name: fullName,
    photoReference: '',
    dutyPhone: dutyPhoneOf(serviceNumber),
    officeHours: [
      { weekday: first, ...hours },
      { weekday: second, opens: '15:00', closes: '19:00' },
    ],
    languages: languagesOf(random, hromadaCode),
  };
}

const DAYS: readonly (readonly [Weekday, Weekday])[] = [
  [Weekday.MONDAY, Weekday.THURSDAY],
  [Weekday.TUESDAY, Weekday.FRIDAY],
  [Weekday.WEDNESDAY, Weekday.SATURDAY],
];

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Empty for people without a place of duty. */
function dutyPhoneOf(serviceNumber: string): string {
  const [, kind, number] = /^(DEMO-[HD])-(\d+)$/.exec(serviceNumber) ?? [];
  return kind === 'DEMO-H' || kind === 'DEMO-D' ? inventedPhone(OF_DUTY[kind] + Number(number)) : '';
}

export function stationPhone(index: number): string {
  return inventedPhone(OF_STATIONS + index + 1);
}

function languagesOf(random: Random, hromadaCode: string): string[] {
  const neighbour = NEIGHBOURS[hromadaCode.slice(2, 4)];
  return ['uk', ...(random.chance(0.3) ? ['en'] : []), ...(neighbour && random.chance(0.5) ? [neighbour] : [])];
}

/** Ranks, languages, and certifications of an invented officer who serves. */
export function inventRecord({ serviceNumber, hromadaCode }: PlannedOfficer, anchorDay: Date): PersonnelRecord {
  const random = randomOf(`record of ${serviceNumber}`);
  return {
    policeUnit: 'Вигадане районне управління поліції (демонстрація)',
    ranks: ranksOf(random, anchorDay),
    languages: languagesOf(random, hromadaCode),
    certifications: CERTIFICATIONS.map((code) => certified(random, code, anchorDay)),
  };
}

const RANKS = ['sergeant', 'senior-sergeant', 'junior-lieutenant', 'lieutenant', 'senior-lieutenant', 'captain'];

/** Two of them in their order, which is the same for everybody. */
function ranksOf(random: Random, anchorDay: Date): RankHeld[] {
  const lower = random.int(0, RANKS.length - 2);
  const held = [random.int(RANK_DAYS, 2 * RANK_DAYS), random.int(30, RANK_DAYS - 30)];
  return held.map((days, index) => ({
    rankCode: RANKS[lower + index] ?? '',
    since: dayBefore(anchorDay, days),
    source: 'Вигаданий наказ (демонстрація)',
  }));
}

const CERTIFICATIONS = ['community-policing', 'first-aid'];

function certified(random: Random, certificationCode: string, anchorDay: Date): Certification {
  const days = random.chance(ENDING_SOON) ? CERTIFIED_FOR - random.int(1, 90) : random.int(30, CERTIFIED_FOR - 365);
  return {
    certificationCode,
    issued: dayBefore(anchorDay, days),
    expires: dayBefore(anchorDay, days - CERTIFIED_FOR),
  };
}

function dayBefore(anchorDay: Date, days: number): string {
  return new Date(anchorDay.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}
