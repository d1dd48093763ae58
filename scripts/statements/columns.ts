import type { CallExpression } from 'typescript/unstable/ast';
import { SymbolFlags, TypeFlags, type Checker, type Type } from 'typescript/unstable/sync';

/** What the code takes a property of a row for: "string", "number[]". */
interface Column {
  readonly type: string;
  readonly nullable: boolean;
  /** Not in every statement. */
  readonly optional: boolean;
}

export type Columns = Readonly<Record<string, Column>>;

/** The rows that a call resolves to; undefined if nobody reads them, 'given' if its callers say what they are. */
export function columnsOf(checker: Checker, call: CallExpression): Columns | 'given' | undefined {
  const signature = checker.getResolvedSignature(call);
  const promise = signature && checker.getReturnTypeOfSignature(signature);
  const row = promise && argumentOf(checker, argumentOf(checker, promise));
  if (row === undefined || row.flags & TypeFlags.AnyOrUnknown) return undefined;
  if (row.flags & TypeFlags.TypeParameter) return 'given';
  return Object.fromEntries(
    checker.getPropertiesOfType(row).map((property) => {
      const type = checker.getTypeOfSymbol(property) ?? checker.getUnknownType();
      const optional = (property.flags & SymbolFlags.Optional) !== 0;
      return [property.name, { type: nameOf(checker, type), nullable: isNullable(type), optional }];
    }),
  );
}

function argumentOf(checker: Checker, type: Type | undefined): Type | undefined {
  return type?.isTypeReference() === true ? checker.getTypeArguments(type)[0] : undefined;
}

function isNullable(type: Type): boolean {
  if (type.isUnionType()) return type.getTypes().some(isNullable);
  return (type.flags & (TypeFlags.Nullable | TypeFlags.AnyOrUnknown)) !== 0;
}

const PRIMITIVES = [
  ['string', TypeFlags.String | TypeFlags.StringLiteral | TypeFlags.TemplateLiteral],
  ['number', TypeFlags.Number | TypeFlags.NumberLiteral | TypeFlags.Enum | TypeFlags.EnumLiteral],
  ['boolean', TypeFlags.Boolean | TypeFlags.BooleanLiteral],
  ['bigint', TypeFlags.BigInt | TypeFlags.BigIntLiteral],
  ['unknown', TypeFlags.AnyOrUnknown | TypeFlags.TypeParameter],
  ['null', TypeFlags.Nullable],
] as const;

function nameOf(checker: Checker, type: Type): string {
  if (type.isUnionType()) {
    const names = new Set(type.getTypes().map((one) => nameOf(checker, one)));
    if (names.size > 1) names.delete('null');
    return [...names].join(' | ');
  }
  const primitive = PRIMITIVES.find(([, flags]) => type.flags & flags);
  if (primitive !== undefined) return primitive[0];
  if (checker.isArrayType(type)) return `${nameOf(checker, argumentOf(checker, type) ?? type)}[]`;
  const name = type.getSymbol()?.name ?? '';
  return ['Buffer', 'Uint8Array', 'Date'].includes(name) ? name : 'object';
}
