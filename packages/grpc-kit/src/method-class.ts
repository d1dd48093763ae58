/** Classes of methods with separate limits, so that overload of one class does not affect the others. */
export const METHOD_CLASSES = ['reads', 'writes', 'streams', 'imports'] as const;

/** `streams` are streams of responses, such as watches; `imports` are streams of requests. */
export type MethodClass = (typeof METHOD_CLASSES)[number];

/** A value for each class. */
export type PerClass<T> = Readonly<Record<MethodClass, T>>;
