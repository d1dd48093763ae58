import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { FIRST_CATEGORIES, type Category } from './category.ts';

export const CATEGORY_TABLES: readonly string[] = [
  `create table recording_category (
     code text not null,
     valid_from date not null,
     name_uk text not null,
     name_en text not null,
     retired boolean not null,
     source text not null,
     confirmed boolean not null,
     primary key (code, valid_from)
   )`,
  `insert into recording_category values ${FIRST_CATEGORIES.map(literal).join(', ')}`,
];

const NAMED = ['name_uk', 'name_en', 'retired', 'source', 'confirmed'];

export const CATEGORY_RIGHTS: Rights = {
  recording_category: { insert: true, update: NAMED, reader: { columns: ['code', 'valid_from', ...NAMED] } },
};

/** For the first categories only, which contain no quotes. */
function literal({ code, validFrom, nameUk, nameEn, source }: Category): string {
  return `('${code}', '${validFrom}', '${nameUk}', '${nameEn}', false, '${source}', false)`;
}

export async function saveCategory(tx: EntityManager, category: Category): Promise<Category> {
  const { code, validFrom, nameUk, nameEn, retired, source, confirmed } = category;
  await rows(tx, UPSERT, [code, validFrom, nameUk, nameEn, retired, source, confirmed]);
  return category;
}

const UPSERT = `
  insert into recording_category values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (code, valid_from) do update set (name_uk, name_en, retired, source, confirmed)
    = (excluded.name_uk, excluded.name_en, excluded.retired, excluded.source, excluded.confirmed)`;

/** The categories as of a day, by code; those that are retired as well. */
export function readCategories(em: EntityManager, day: Day): Promise<Category[]> {
  return rows<Category>(
    em,
    `select distinct on (code) code, name_uk as "nameUk", name_en as "nameEn", valid_from::text as "validFrom", retired,
       source, confirmed
     from recording_category where valid_from <= $1 order by code, valid_from desc`,
    [day],
  );
}

/** Codes of the categories that can be given on a day. */
export async function usableCategories(em: EntityManager, day: Day): Promise<ReadonlySet<string>> {
  const found = await readCategories(em, day);
  return new Set(found.filter(({ retired }) => !retired).map(({ code }) => code));
}
