/** What each method of the services answers, by its name; a method that is missing is unavailable. */
export type Answers = Readonly<Record<string, (request: object) => unknown>>;
