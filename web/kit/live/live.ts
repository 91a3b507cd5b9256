import { getContext, onMount, setContext } from 'svelte';
import { createLiveLine, type Hear, type LiveLine } from './live-line.ts';

const key = Symbol('live');

/** The outermost layout makes the page's one live line, and opens it for a member. */
export const provideLive = (): LiveLine => setContext(key, createLiveLine());

/**
 * Hears wakes of these types as long as the component that calls it is on the page. To be called
 * while a component is set up.
 */
export function useWakes(types: RegExp, hear: Hear): void {
  const line = getContext<LiveLine>(key);
  onMount(() => line.on(types, hear));
}
