/** Kinds of methods that are limited each by itself: a flood of one kind must not hold up the others. */
export const METHOD_CLASSES = ['reads', 'writes', 'streams', 'imports'] as const;

/** `streams` are streams of answers, such as watches; `imports` are streams of requests. */
export type MethodClass = (typeof METHOD_CLASSES)[number];

/** What of each class. */
export type PerClass<T> = Readonly<Record<MethodClass, T>>;
