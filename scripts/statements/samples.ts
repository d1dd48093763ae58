import { TypeFlags, type Checker, type Type } from 'typescript/unstable/sync';

const MAX_DEPTH = 2;
export const MAX_SAMPLES = 60;
/** What no statement may contain. */
export const OUTSIDE = '~from outside~';

/** All values of a type that has few; undefined for other types. */
export function closedValues(type: Type | undefined): unknown[] | undefined {
  if (type === undefined) return undefined;
  if (type.isUnionType()) {
    const each = type.getTypes().map(closedValues);
    return each.every((one) => one !== undefined) ? each.flat() : undefined;
  }
  if (type.flags & TypeFlags.Undefined) return [undefined];
  if (type.flags & TypeFlags.Null) return [null];
  return type.isStringLiteralType() || type.isBooleanLiteralType() ? [type.value] : undefined;
}

/** Values of a type for conditions: empty and given ones. Of an object, each property is varied by itself. */
export function samplesOf(checker: Checker, type: Type, depth = 0): unknown[] {
  const closed = closedValues(type);
  if (closed !== undefined) return closed;
  if (type.isUnionType()) return type.getTypes().flatMap((one) => samplesOf(checker, one, depth));
  if (type.flags & TypeFlags.String || type.isTemplateLiteralType()) return ['', OUTSIDE];
  if (type.flags & TypeFlags.Number) return [0, 1];
  if (type.flags & TypeFlags.BigInt) return [1n];
  if (checker.isArrayType(type) && type.isTypeReference()) {
    const [element] = checker.getTypeArguments(type);
    return [[], ...(element === undefined ? [] : samplesOf(checker, element, depth + 1).map((one) => [one]))];
  }
  if (type.getSymbol()?.name === 'Date') return [new Date(0)];
  if (!type.isObjectType() || depth > MAX_DEPTH) return [undefined];
  const choices = checker.getPropertiesOfType(type).map((property) => {
    const of = checker.getTypeOfSymbol(property);
    return [property.name, of === undefined ? [undefined] : samplesOf(checker, of, depth + 1)] as const;
  });
  const least = Object.fromEntries(choices.map(([name, values]) => [name, values[0]]));
  const most = Object.fromEntries(choices.map(([name, values]) => [name, values.at(-1)]));
  const varied = choices.flatMap(([name, values]) =>
    values.slice(1, depth === 0 ? undefined : 2).map((value) => ({ ...least, [name]: value })),
  );
  return [least, ...varied.slice(0, MAX_SAMPLES), most];
}
