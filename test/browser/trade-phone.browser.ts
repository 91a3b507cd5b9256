// Real: the whole product, its pages in a real browser, two people with a browser each, PostgreSQL,
// the payment and courier simulators as services. Simulated: the bank, the courier, the phone, the
// passing of days.
import { test } from 'node:test';
import { inEnglish } from '../support/tellings.ts';
import { wholeTrade } from '../support/whole-trade-by-hand.ts';

test('a whole trade by hand on a phone in English', () => wholeTrade(inEnglish));
