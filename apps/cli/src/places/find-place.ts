import {
  foldName,
  oblasts,
  searchHromadas,
  spellings,
  transliterate,
  type Hromada,
  type HromadaKind,
  type Oblast,
} from '@safe-community/territory';
import { Problem } from '../terminal/problem.ts';
import { say, listed } from '../terminal/language.ts';

const MAX_CANDIDATES = 20;

/**
 * The one hromada or city with this code or name, in Ukrainian or Latin letters.
 * Throws a Problem when there is none, or several; the message lists them with oblast and raion.
 */
export function findHromadaByText(text: string): Hromada {
  return onlyOne(text, searchHromadas(text));
}

/** What tells a hromada from another one. The kind and the raion of one that was imported may be unknown. */
export type DescribedHromada = Pick<Hromada, 'code' | 'name' | 'raionName' | 'oblastName'> & {
  readonly kind: HromadaKind | undefined;
  /** "тимчасово окупована з 2014-02-20"; undefined where it is plain. */
  readonly control?: string | undefined;
};

/** Of what a search found. Throws a Problem as above. */
export function onlyOne<T extends DescribedHromada>(text: string, found: readonly T[]): T {
  const [only] = found;
  if (only === undefined)
    throw new Problem({
      uk: `Немає громади з кодом або назвою «${text}».`,
      en: `No hromada has the code or name “${text}”.`,
    });
  if (found.length === 1) return only;
  const candidates = found.slice(0, MAX_CANDIDATES).map((hromada) => `${hromada.code}  ${describeHromada(hromada)}`);
  const more = found.length - MAX_CANDIDATES;
  throw new Problem(
    listed(
      {
        uk: `Назву «${text}» мають кілька громад (${found.length}); вкажіть код:`,
        en: `“${text}” is the name of ${found.length} hromadas; use a code:`,
      },
      [...candidates, ...(more > 0 ? [say({ uk: `… і ще ${more}`, en: `… and ${more} more` })] : [])],
    ),
  );
}

export interface NamedDistrict {
  /** Ten digits. */
  readonly code: string;
  readonly name: string;
}

/** The one of the starosta districts of a hromada with this ten-digit code or name. Throws a Problem as above. */
export function findDistrictByText(
  hromada: DescribedHromada,
  districts: readonly NamedDistrict[],
  text: string,
): NamedDistrict {
  const wanted = foldName(text);
  const found = districts.filter(({ code, name }) => [code, ...spellings(name)].includes(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const where = describeHromada(hromada);
  const none = {
    uk: `${where} не має старостинського округу «${text}». Її округи:`,
    en: `${where} has no starosta district “${text}”. Its districts:`,
  };
  const several = {
    uk: `${where}: старостинських округів «${text}» – ${found.length}. Вкажіть код:`,
    en: `${where} has ${found.length} starosta districts “${text}”. Its districts:`,
  };
  const candidates = (found.length === 0 ? districts : found).map(({ code, name }) => `${code}  ${name}`);
  throw new Problem(listed(found.length === 0 ? none : several, candidates));
}

/** The oblast with this code or name, in Ukrainian or Latin letters. Throws a Problem that lists them if there is none. */
export function findOblastByText(text: string): Oblast {
  const wanted = foldName(text);
  const found = oblasts().find(({ code, name }) => [code.toLowerCase(), ...spellings(name)].includes(wanted));
  if (found !== undefined) return found;
  throw new Problem(
    listed(
      {
        uk: `Немає області з кодом або назвою «${text}». Області:`,
        en: `No oblast has the code or name “${text}”. The oblasts:`,
      },
      oblasts().map(({ code, name }) => `${code}  ${name}`),
    ),
  );
}

/** "Вінницька міська громада, Вінницький район, Вінницька область (Vinnytska)" */
export function describeHromada({ name, kind, raionName, oblastName, control }: DescribedHromada): string {
  const behind = control === undefined ? '' : `, ${control}`;
  if (kind === 'special-city') return `місто ${name} (${transliterate(name)})${behind}`;
  const kinds = { rural: 'сільська', settlement: 'селищна', urban: 'міська' } as const;
  const words = [name, ...(kind === undefined ? [] : [kinds[kind]]), 'громада'].join(' ');
  const raion = raionName === '' ? '' : `${raionName} район, `;
  return `${words}, ${raion}${oblastName} область (${transliterate(name)})${behind}`;
}
