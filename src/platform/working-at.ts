import { channel } from 'node:diagnostics_channel';

const begun = channel('tuckshop:work');

/**
 * Says by name what is being worked at, for as long as it lasts: a request, an event that is told,
 * a deadline, a sweep. Nobody listens in a running product; the torture command does, from outside
 * (ADR 0031), to end the process at a chosen commit.
 */
export function workingAt<T>(name: string, work: () => Promise<T>): Promise<T> {
  return begun.runStores({ name }, work);
}
