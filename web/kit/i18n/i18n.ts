import { createContext } from 'svelte';
import type { Formats } from './format.ts';
import type { Locale, Translate } from './texts.ts';

/** What a component needs to speak: its texts, its formatters and the time it is for members. */
export interface I18n {
  readonly locale: Locale;
  readonly t: Translate;
  readonly format: Formats;
  /** The server's time now; in the sandbox it may run ahead of the device's. */
  now(): Date;
}

/**
 * `useI18n()` inside any component; `provideI18n()` once, in the root layout.
 * A context and not a module variable: one server renders both languages at the same time.
 */
export const [useI18n, provideI18n] = createContext<I18n>();
