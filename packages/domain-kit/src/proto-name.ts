/** The name of a generated property as its proto spells it: "incidentId" → "incident_id". */
type ProtoName<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${ProtoName<Rest>}`
  : Name;

/** Names of the fields of a message that hold such a value. */
export type FieldOf<Message, Value> = {
  [Key in keyof Message & string]: Message[Key] extends Value ? ProtoName<Key> : never;
}[keyof Message & string];

/** "incident_id" → "incidentId" */
export function propertyName(protoName: string): string {
  return protoName.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
