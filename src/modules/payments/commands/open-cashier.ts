import type { Id } from '#platform/ids.ts';
import { log } from '#platform/log.ts';
import { Outage, refuse } from '#platform/refusal.ts';
import type { PaymentsDeps } from '../deps.ts';
import { noticeUrlOf } from '../domain/notice-url.ts';
import { clientOf, type Visit } from '../domain/payer-client.ts';
import { firstQueryMs } from '../domain/rules.ts';
import type { Cashier, PayerClient } from '../provider.ts';
import { keepCashier, markAsked, type AttemptRow } from '../store/attempt-store.ts';

/**
 * Opens the provider's cashier for an attempt, as often as asked: the provider answers the same
 * payment for the same number. We note that it was asked before asking, so that a crash in
 * between leaves an attempt that is queried and not one that is forgotten.
 * @returns where to send the payer; our own page where there is a code to scan
 * @throws Outage when the provider does not answer; payments/attempt-ended
 */
export async function openCashier(
  deps: PaymentsDeps,
  attemptId: Id,
  input: { returnUrl: string; visit?: Visit | undefined },
): Promise<{ cashierUrl: string }> {
  const { platform, providers } = deps;
  const handle = platform.database.sql;
  const now = platform.clock.now();
  const nextQueryAt = new Date(now.getTime() + firstQueryMs);
  const client = clientOf(input.visit);
  const wanted = providers.forPayer(client).name;
  const attempt = await markAsked(handle, attemptId, { provider: wanted, now, nextQueryAt });
  if (!attempt) refuse('payments/attempt-ended');
  const opened = await openOrKept(deps, attempt, { returnUrl: input.returnUrl, client });
  if (opened.cashier !== attempt.cashier_url) await keepCashier(handle, attemptId, opened);
  const ownPage = `${platform.config.publicOrigin}/orders/${attempt.order_id}/pay`;
  return { cashierUrl: isPage(opened.cashier) ? opened.cashier : ownPage };
}

type Opened = { cashier: string; providerRef: string };

/** A provider that will not open the same payment in another form has opened it before. */
async function openOrKept(
  deps: PaymentsDeps,
  attempt: AttemptRow,
  { returnUrl, client }: { returnUrl: string; client: PayerClient },
): Promise<Opened> {
  const provider = deps.providers.of(attempt);
  try {
    const { providerRef, cashier } = await provider.createPayment({
      outTradeNo: attempt.id,
      amountFen: BigInt(attempt.amount_fen),
      description: `Tuckshop ${attempt.order_id}`,
      notifyUrl: noticeUrlOf(deps, provider),
      returnUrl,
      expiresAt: attempt.expires_at,
      client,
    });
    return { providerRef, cashier: keptForm(cashier) };
  } catch (error) {
    if (error instanceof Outage || !attempt.cashier_url) throw error;
    log.warn('payments/cashier-opened-before', { attemptId: attempt.id, error });
    return { providerRef: attempt.provider_ref ?? '', cashier: attempt.cashier_url };
  }
}

const isPage = (kept: string) => /^https?:/.test(kept);

/** A page is kept as its address, anything else as what our own page shows. */
const keptForm = (cashier: Cashier) =>
  cashier.kind === 'page' ? cashier.url : JSON.stringify(cashier);
