import { randomOf, type Random } from '../src/demo/random.ts';

/** An export of another system, as text, with the further files that its mapping names. */
export interface ForeignExport {
  readonly rows: readonly string[];
  readonly files: Readonly<Record<string, readonly string[]>>;
}

const HOUR = 3_600_000;
const START = Date.UTC(2025, 0, 6);

/** Service requests of a city: American dates, kinds in free text of which a few are not in the mapping. */
export function cityRequests(count: number): ForeignExport {
  const random = randomOf('city requests');
  const kinds = [
    ['Street Condition', 'Pothole'],
    ['Street Light', 'Street Light Out'],
    ['Noise - Residential', 'Loud Music/Party'],
    ['Noise - Street/Sidewalk', 'Loud Talking'],
    ['Sidewalk Condition', 'No Ramp'],
    ['Gas Leak', 'Smell in Lobby'],
  ] as const;
  const others = ['Missed Collection', 'Rodent', 'Illegal Parking', 'Graffiti'];
  const rows = Array.from({ length: count }, (_, index) => {
    const created = START + index * 3 * HOUR + random.int(0, 3_599) * 1_000;
    const isDone = random.chance(0.7);
    // Some are closed before they were created, as in the real exports of cities.
    const closed = isDone ? created + random.int(random.chance(0.03) ? -48 : 1, 240) * HOUR : undefined;
    const [type, detail] = random.chance(0.08) ? [random.pick(others), 'Other'] : random.pick(kinds);
    const written = random.chance(0.02) ? new Date(created).toISOString() : american(created);
    const status = random.chance(0.04) ? 'Duplicate' : isDone ? 'Closed' : 'Open';
    const [latitude, longitude] = random.chance(0.3) ? ['', ''] : ['40.6782', '-73.9442'];
    const place = random.chance(0.05) ? 'WEST' : random.pick(['NORTH', 'SOUTH']);
    const end = closed === undefined ? '' : american(closed);
    return [10_000_000 + index, written, end, type, detail, place, latitude, longitude, status].join(',');
  });
  return { rows: ['Request ID,Created,Closed,Type,Detail,Borough,Latitude,Longitude,Status', ...rows], files: {} };
}

/** Road accidents with one row for each casualty in a second file; a few points are abroad, a few keys are there twice. */
export function roadCrashes(count: number): ForeignExport {
  const random = randomOf('road crashes');
  const rows: string[] = [];
  const casualties: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = 2_025_020_000_000 + (random.chance(0.01) ? Math.max(0, index - 1) : index);
    const at = new Date(START + index * 7 * HOUR + random.int(0, 59) * 60_000);
    const [longitude, latitude] = random.chance(0.02)
      ? [21.01, 52.23]
      : [28.4 + random.next() / 10, 49.2 + random.next() / 20];
    const time = random.chance(0.02) ? 'unknown' : at.toISOString().slice(11, 16);
    const kind = random.int(1, 4);
    rows.push([key, day(at), time, longitude.toFixed(4), latitude.toFixed(4), kind, random.int(1, 4)].join(','));
    for (let casualty = 1; casualty <= random.int(0, 3); casualty += 1) {
      const severity = random.pick([1, 2, 2, 3, 3, 3, 3]);
      casualties.push([key, casualty, severity, random.chance(0.1) ? '' : random.int(1, 90)].join(';'));
    }
  }
  return {
    rows: ['accident_index,date,time,longitude,latitude,kind,vehicles', ...rows],
    files: { casualties: ['accident_index;casualty;severity;age', ...casualties] },
  };
}

/** A fire service's run sheet with a row for each vehicle; the rows of runs at the same time are mixed. */
export function vehicleRuns(count: number): ForeignExport {
  const random = randomOf('vehicle runs');
  const rows: { readonly sort: number; readonly text: string }[] = [];
  for (let run = 1; rows.length < count; run += 1) {
    const received = START + run * 5 * HOUR + random.int(0, 3_599) * 1_000;
    const event = random.chance(0.05)
      ? 'Cat in tree'
      : random.pick(['Building fire', 'Vehicle fire', 'Smoke', 'Collision']);
    const place = random.chance(0.03) ? 'Бохоники' : random.pick(['Стрижавка', 'Вороновиця', 'Вінницька громада']);
    const vehicles = Math.min(random.int(1, 4), count - rows.length);
    for (let vehicle = 1; vehicle <= vehicles; vehicle += 1) {
      rows.push(vehicleRow(random, { run, received, event, place, vehicle }));
    }
  }
  const texts = rows.toSorted((a, b) => a.sort - b.sort).map(({ text }) => text);
  return { rows: ['run,received,event,place,casualty,vehicle,dispatched,on_scene,back', ...texts], files: {} };
}

interface Sent {
  readonly run: number;
  readonly received: number;
  readonly event: string;
  readonly place: string;
  readonly vehicle: number;
}

function vehicleRow(random: Random, { run, received, event, place, vehicle }: Sent) {
  const dispatched = received + random.int(30, 240) * 1_000;
  // A clock of a vehicle may be wrong.
  const there = dispatched + (random.chance(0.01) ? -600 : random.int(180, 1_500)) * 1_000;
  const back = there + random.int(1_200, 9_000) * 1_000;
  const noted = random.chance(0.01) ? received + 60_000 : received;
  const casualty = random.pick(['', '', '', '', '', 'Slight', 'Serious', 'Fatal']);
  const written = [dispatched, random.chance(0.1) ? undefined : there, back].map((time) =>
    time === undefined ? '' : postgres(time),
  );
  const text = [`R-${run}`, postgres(noted), event, place, casualty, `АЦ-${vehicle}`, ...written].join(',');
  // Sheets are often sorted by the dispatch: a run may begin before another one has ended.
  return { sort: dispatched + random.int(0, 8) * HOUR, text };
}

/** "01/31/2025 06:05:00 PM" */
function american(time: number): string {
  const at = new Date(time);
  const hour = at.getUTCHours();
  const clock = [(hour % 12 || 12).toString().padStart(2, '0'), at.toISOString().slice(14, 19)].join(':');
  const [year, month, date] = at.toISOString().slice(0, 10).split('-');
  return `${month}/${date}/${year} ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** "31/01/2025" */
function day(at: Date): string {
  return at.toISOString().slice(0, 10).split('-').toReversed().join('/');
}

/** "2025-01-31 18:05:00+02" */
function postgres(time: number): string {
  return `${new Date(time + 2 * HOUR).toISOString().slice(0, 19).replace('T', ' ')}+02`;
}
