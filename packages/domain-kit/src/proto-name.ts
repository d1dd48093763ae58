/** The proto name of a generated property: "incidentId" → "incident_id". */
type ProtoName<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${ProtoName<Rest>}`
  : Name;

/** Proto names of the fields of a message with values of that type. */
export type FieldOf<Message, Value> = {
  [Key in keyof Message & string]: Message[Key] extends Value ? ProtoName<Key> : never;
}[keyof Message & string];

/** "incident_id" → "incidentId" */
export function propertyName(protoName: string): string {
  return protoName.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
