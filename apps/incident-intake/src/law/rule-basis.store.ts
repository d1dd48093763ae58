import type { DatedRule, LawStatus } from '../catalogue/module.ts';

/** The columns that every table of rules has. */
export const BASIS_COLUMNS = `
     valid_from date not null,
     valid_to date check (valid_to >= valid_from),
     source text not null check (source <> ''),
     status text not null check (status in ('confirmed', 'secondary', 'unconfirmed')),
     note text not null,
     version integer not null default 1,
     recorded_at timestamptz,
     caller text`;
export const BASIS = ['valid_to', 'source', 'status', 'note'] as const;

export interface BasisRow {
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly source: string;
  readonly status: LawStatus;
  readonly note: string;
}

export function toBasisRow({ validFrom, validTo, source, status, note }: DatedRule): BasisRow {
  return { valid_from: validFrom, valid_to: validTo === '' ? null : validTo, source, status, note };
}

export function basisOf({ valid_from: validFrom, valid_to, source, status, note }: BasisRow): DatedRule {
  return { validFrom, validTo: valid_to ?? '', source, status, note };
}

/** For the first rules only, which contain no quotes. */
export function literal(values: readonly unknown[]): string {
  const texts = values.map((value) => (Array.isArray(value) ? `{${value.join(',')}}` : value));
  return `(${texts.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ')})`;
}

/** The recorded law contradicts itself; the message lists all problems. It is public, so the log may contain it. */
export class InvalidLaw extends Error {
  override readonly name = 'InvalidLaw';
  readonly messageIsLoggable = true;
}
