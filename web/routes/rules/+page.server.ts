import { rules } from '#kit/documents/rules.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ document: rules[locals.locale] });
