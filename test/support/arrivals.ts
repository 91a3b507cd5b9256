import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';
import type { Hand } from './hand.ts';
import { passTime } from './people.ts';
import type { Product } from './product.ts';

let phones = 0;

/** A mobile number nobody has used yet in this file. */
export function newPhone(): string {
  phones += 1;
  return `138${String(20_000_000 + phones)}`;
}

/** Asks for a code with a phone number and types the one the sandbox's message page shows. */
async function passCode(hand: Hand, phone: string): Promise<void> {
  const { page, t } = hand;
  await hand.type(t('signin/phone'), phone);
  await hand.tap(hand.button(t('signin/send-code')));
  await page.getByLabel(t('signin/code'), { exact: true }).waitFor();
  const opened = page.context().waitForEvent('page');
  await hand.tap(hand.link(t('signin/sandbox-open')));
  const messages = await opened;
  const code = await codeOn(messages, phone);
  await messages.close();
  await hand.type(t('signin/code'), code);
  await hand.tap(
    page.locator('form').getByRole('button', { name: t('signin/enter'), exact: true }),
  );
}

/** The newest code for a number on the sandbox's message page. */
async function codeOn(messages: Page, phone: string): Promise<string> {
  const newest = messages.getByRole('listitem').filter({ hasText: phone }).first();
  const code = await newest.locator('.code').textContent();
  assert.match(code ?? '', /^\d{6}$/);
  return code!;
}

/** From the sign-in page to a new account, agreeing to terms and privacy on the way. */
export async function signUp(hand: Hand, phone: string, nickname: string): Promise<void> {
  const { page, t } = hand;
  await passCode(hand, phone);
  await page.getByText(t('signin/join-title')).waitFor();
  await hand.type(t('signin/nickname'), nickname);
  await hand.look();
  await page.getByRole('checkbox').check();
  await hand.tap(hand.button(t('signin/join')));
}

/** Signs a member in by hand, a minute after anything before: codes are sent no faster. */
export async function signIn(hand: Hand, product: Product, phone: string): Promise<void> {
  await passTime(product.client(), 61_000);
  await passCode(hand, phone);
}
