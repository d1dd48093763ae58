import { loggableText } from './loggable-text.ts';

/**
 * An error class of ours declares with this property that its messages contain only fields, rules, and ids. All other
 * messages may contain values: PostgreSQL quotes the value that it could not parse, a driver quotes the whole
 * statement, JSON.parse quotes its input. Of those errors, only the class, the code, the names of database objects, and
 * the stack frames are written.
 */
interface LoggableMessage {
  readonly messageIsLoggable: true;
}

export interface LoggedError {
  type: string;
  code?: string | number;
  message?: string;
  /** Names of database objects, such as `table: incidents`. */
  object?: Record<string, string>;
  frames: string[];
  cause?: LoggedError;
  errors?: LoggedError[];
}

const MAX_FRAMES = 20;
const DEEPEST = 4;
const OBJECT_NAMES = ['schema', 'table', 'column', 'constraint', 'routine'] as const;

/** What may be written of any thrown value. */
export function loggableError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: `thrown ${typeof thrown}`, frames: [] };
  const logged: LoggedError = { type: loggableText(typeName(thrown)), frames: frames(thrown) };
  const code = property(thrown, 'code');
  if (typeof code === 'number') logged.code = code;
  if (typeof code === 'string') logged.code = loggableText(code);
  if (saysMessageIsLoggable(thrown)) logged.message = thrown.message;
  const object = objectNames(thrown);
  if (object) logged.object = object;
  if (depth < DEEPEST && thrown.cause !== undefined) {
    logged.cause = loggableError(thrown.cause, depth + 1);
  }
  if (depth < DEEPEST && thrown instanceof AggregateError) {
    logged.errors = thrown.errors.slice(0, DEEPEST).map((error) => loggableError(error, depth + 1));
  }
  return logged;
}

function saysMessageIsLoggable(error: Error): error is Error & LoggableMessage {
  return property(error, 'messageIsLoggable') === true;
}

function typeName(error: Error): string {
  return error.constructor.name || error.name;
}

// A message may span lines and look like a frame, so only lines with the exact form of a frame are taken.
function frames(error: Error): string[] {
  const stack = error.stack ?? '';
  const afterMessage = error.message === '' ? stack : stack.split(error.message).at(-1);
  return (afterMessage ?? '')
    .split('\n')
    .map((line) => /^\s+at ([\w$.<># [\]()/:@+-]+:\d+:\d+\)?)$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, MAX_FRAMES);
}

function objectNames(error: Error): Record<string, string> | undefined {
  const found = OBJECT_NAMES.flatMap((name) => {
    const value = property(error, name);
    return typeof value === 'string' ? [[name, loggableText(value)] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function property(error: Error, name: string): unknown {
  return (error as unknown as Record<string, unknown>)[name];
}
