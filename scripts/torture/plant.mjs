// Preloaded (node --import) into a test and every process it starts: plants the bug named by
// TUCKSHOP_PLANTED_BUG in what is read, and touches no file.
import fsPromises from 'node:fs/promises';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bugs } from '../../test/planted/bugs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const id = process.env['TUCKSHOP_PLANTED_BUG'];
const bug = bugs.find((one) => one.id === id);
if (id && !bug) throw new Error(`no planted bug is called ${id}`);
if (bug?.file.endsWith('.sql')) plantInReads(resolve(root, bug.file), bug);
else if (bug) plantInModule(pathToFileURL(resolve(root, bug.file)).href, bug);

/** @typedef {import('../../test/planted/bug.ts').PlantedBug} Bug */

/** @param {string} url @param {Bug} planted */
function plantInModule(url, planted) {
  registerHooks({
    load(wanted, context, next) {
      const loaded = next(wanted, context);
      if (wanted.split('?')[0] !== url) return loaded;
      return { ...loaded, source: withBug(Buffer.from(loaded.source).toString(), planted) };
    },
  });
}

/**
 * A migration, as the product reads it and as the tests tell one template from another.
 * @param {string} path @param {Bug} planted
 */
function plantInReads(path, planted) {
  const read = fsPromises.readFile;
  fsPromises.readFile = async (file, options) => {
    const content = await read(file, options);
    if (typeof file !== 'string' || resolve(file) !== path) return content;
    const text = withBug(content.toString(), planted);
    return typeof content === 'string' ? text : Buffer.from(text);
  };
  syncBuiltinESMExports();
}

/** @param {string} text @param {Bug} planted */
function withBug(text, { id: name, find, put }) {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${name} does not fit its file any more`);
  return parts.join(put);
}
