import { rows, type EntityManager, type Rights } from '@safe-community/database';

export const FORM_TABLES: readonly string[] = [
  `create table public_form (
     digest bytea primary key,
     content bytea not null,
     kept_until timestamptz not null
   )`,
  // Needed by forgetForms (public-forms.store.ts).
  `create index public_form_due on public_form (kept_until)`,
];

export const FORM_RIGHTS: Rights = {
  public_form: { insert: true, update: ['content', 'kept_until'], delete: true },
};

export interface KeptForm {
  readonly digest: Uint8Array;
  readonly content: Uint8Array;
  readonly keptUntil: Date;
}

/** In place of what was kept under the digest; resolves to whether nothing was. */
export async function saveForm(em: EntityManager, { digest, content, keptUntil }: KeptForm): Promise<boolean> {
  const [saved] = await rows<{ readonly is_new: boolean }>(
    em,
    `insert into public_form (digest, content, kept_until) values ($1, $2, $3)
     on conflict (digest) do update set content = excluded.content, kept_until = excluded.kept_until
     returning xmax = 0 as is_new`,
    [digest, content, keptUntil],
  );
  return saved?.is_new === true;
}

/** Only in place of what was kept under the digest; resolves to whether something was. */
export async function replaceForm(em: EntityManager, { digest, content, keptUntil }: KeptForm): Promise<boolean> {
  const replaced = await rows<{ readonly digest: Buffer }>(
    em,
    'update public_form set content = $2, kept_until = $3 where digest = $1 returning digest',
    [digest, content, keptUntil],
  );
  return replaced.length > 0;
}

export async function countForms(em: EntityManager): Promise<number> {
  const [found] = await rows<{ readonly forms: number }>(em, 'select count(*)::int as forms from public_form');
  return found?.forms ?? 0;
}

export async function findForm(em: EntityManager, digest: Uint8Array, now: Date): Promise<Buffer | undefined> {
  const [row] = await rows<{ readonly content: Buffer }>(
    em,
    'select content from public_form where digest = $1 and kept_until > $2',
    [digest, now],
  );
  return row?.content;
}

/** Deletes at most `most` forms whose time is over; resolves to their number. */
export async function forgetForms(em: EntityManager, now: Date, most: number): Promise<number> {
  const gone = await rows<{ readonly digest: Buffer }>(
    em,
    `delete from public_form where digest in (
       select digest from public_form where kept_until <= least($1, now()) order by kept_until limit $2
     ) returning digest`,
    [now, most],
  );
  return gone.length;
}
