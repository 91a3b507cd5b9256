import type { PageServerLoad } from './$types';

/** Whether this reader's connection is one that browsers trust with their comforts. */
export const load: PageServerLoad = ({ url }) => ({
  isSecure: url.protocol === 'https:' || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname),
});
