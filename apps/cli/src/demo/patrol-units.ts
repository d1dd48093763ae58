import { hromadas, oblasts, specialCities, transliterate, type Oblast } from '@safe-community/territory';
import { inventPerson, type InventedPerson } from './people.ts';
import { randomOf } from './random.ts';

/** An invented patrol unit with its officers and cameras. */
export interface PlannedUnit {
  /** "patrol-05": the digits of the oblast. */
  readonly code: string;
  readonly oblastCode: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly officers: readonly PlannedPatrolOfficer[];
  readonly serialNumbers: readonly string[];
  /** The first this many officers get a camera; the other cameras stay in stock. */
  readonly equipped: number;
}

interface PlannedPatrolOfficer extends InventedPerson {
  readonly serviceNumber: string;
}

const KYIV = 'UA80000000000093317';
/** Residents per patrol officer, within bounds: about 1,500 officers in total. */
const PEOPLE_PER_OFFICER = 27_000;
const STRENGTH = { least: 24, most: 120 };

/** A unit for each of the 24 oblasts and for Kyiv. */
export function planPatrolUnits(): PlannedUnit[] {
  const random = randomOf('patrol units');
  return oblasts()
    .filter(({ code, kind }) => kind === 'oblast' || code === KYIV)
    .map((oblast) => {
      const digits = oblast.code.slice(2, 4);
      const strength = strengthOf(oblast);
      const equipped = Math.round(strength * (0.88 + 0.09 * random.next()));
      const numbered = (count: number, prefix: string): string[] =>
        Array.from({ length: count }, (_, index) => `${prefix}-${digits}-${String(index + 1).padStart(4, '0')}`);
      return {
        code: `patrol-${digits}`,
        oblastCode: oblast.code,
        ...namesOf(oblast),
        officers: numbered(strength, 'DEMO-P').map((serviceNumber, index) => ({
          serviceNumber,
          ...inventPerson(random, Number(digits) * 10_000 + index + 1),
        })),
        serialNumbers: numbered(equipped + random.int(2, 6), 'DEMO-CAM'),
        equipped,
      };
    });
}

function strengthOf({ code }: Oblast): number {
  const places = [...hromadas(), ...specialCities()].filter(({ oblastCode }) => oblastCode === code);
  const people = places.reduce((sum, { population }) => sum + population, 0);
  return Math.min(STRENGTH.most, Math.max(STRENGTH.least, Math.round(people / PEOPLE_PER_OFFICER)));
}

function namesOf({ name, kind }: Oblast): { nameUk: string; nameEn: string } {
  const [where, whereEn] =
    kind === 'oblast'
      ? // The names of oblasts are adjectives: «Вінницька» → «у Вінницькій області».
        [`у ${name.replace(/а$/, 'ій')} області`, `of ${transliterate(name)} oblast`]
      : [`у місті ${name === 'Київ' ? 'Києві' : name}`, `of the city of ${transliterate(name)}`];
  return {
    nameUk: `Управління патрульної поліції ${where} (демонстрація)`,
    nameEn: `Patrol police ${whereEn} (demonstration)`,
  };
}
