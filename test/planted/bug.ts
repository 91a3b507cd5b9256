/** A bug that others had, written into our own sources so that our tests must find it. */
export type PlantedBug = {
  /** Words with hyphens between them, once in the list. */
  id: string;
  /** The public issue it is re-created from. */
  from: string;
  /** What is wrong, in a sentence. */
  says: string;
  /** Where it is planted: a source or a migration, from the root of the clone. */
  file: string;
  /** What stands there now, once in the file. */
  find: string;
  /** What stands there instead. */
  put: string;
  /** The quickest test file that finds it. */
  caughtBy: string;
};

/** The same for several bugs of one file. */
export function bugsIn(file: string, some: Omit<PlantedBug, 'file'>[]): PlantedBug[] {
  return some.map((bug) => ({ ...bug, file }));
}
