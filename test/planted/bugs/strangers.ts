import { bugsIn } from '../bug.ts';

const fetchPageTest = 'src/platform/http/fetch-page.test.ts';
const signingTest = 'src/platform/signing.test.ts';

export const strangerBugs = [
  ...bugsIn('src/platform/signing.ts', [
    {
      id: 'notice-signature-not-checked',
      from: 'open-mercato PR 1311',
      says: 'The simulator’s notices count as signed whoever wrote them.',
      find: "return verify(null, noticeBytes(notice), check.publicKey, signature) ? 'ok' : 'wrong-signature';",
      put: "return signature.length > 0 ? 'ok' : 'wrong-signature';",
      caughtBy: signingTest,
    },
    {
      id: 'old-notice-told-again',
      from: 'Stripe: replayed webhooks',
      says: 'A signed notice that somebody listened to is good for ever.',
      find: '> signingWindowMs;',
      put: '> 365 * 24 * 60 * minuteMs;',
      caughtBy: signingTest,
    },
  ]),
  ...bugsIn('src/modules/payments/adapters/simulator.ts', [
    {
      id: 'nonce-used-twice',
      from: 'open-mercato PR 5306',
      says: 'What was shown once as a proof passes a second time.',
      find: "if (verdict !== 'ok' || !nonces.claim(notice.nonce, now)) return 'forged';",
      put: "if (verdict !== 'ok') return 'forged';",
      caughtBy: 'src/modules/payments/adapters/simulator.test.ts',
    },
  ]),
  ...bugsIn('src/modules/payments/adapters/wechat/wechat-notices.ts', [
    {
      id: 'wechat-signature-not-checked',
      from: 'open-mercato PR 1311',
      says: 'WeChat’s notices are believed without their signature, its own tests with wrong ones too.',
      find: "if (!key || !isSignedBy(key, signed, now)) return 'forged';",
      put: "if (!key) return 'forged';",
      caughtBy: 'src/modules/payments/adapters/wechat/wechat.test.ts',
    },
    {
      id: 'signature-test-not-noticed',
      from: 'WeChat Pay: deliberately bad signatures',
      says: 'The test whether wrong signatures are noticed is not told from a notice.',
      find: "    if (isSignatureProbe(signed.signature)) return 'probe';\n",
      put: '',
      caughtBy: 'src/modules/payments/adapters/wechat/wechat.test.ts',
    },
  ]),
  ...bugsIn('src/modules/payments/adapters/alipay/alipay-notices.ts', [
    {
      id: 'alipay-signature-not-checked',
      from: 'open-mercato PR 1311',
      says: 'Alipay’s notices are believed whoever signed them.',
      find: "    if (!caller.isSigned(fields)) return 'forged';\n",
      put: '',
      caughtBy: 'src/modules/payments/adapters/alipay/alipay.test.ts',
    },
  ]),
  ...bugsIn('src/modules/fulfilment/adapters/kuaidi100.ts', [
    {
      id: 'courier-signature-by-length',
      from: 'open-mercato PR 5306',
      says: 'A signature is taken for right when it merely looks like one.',
      find: 'given.length === wanted.length && timingSafeEqual(given, wanted)',
      put: 'given.length === wanted.length',
      caughtBy: 'src/modules/fulfilment/adapters/kuaidi100.test.ts',
    },
  ]),
  ...bugsIn('src/platform/http/fetch-page.ts', [
    {
      id: 'page-fetched-from-inside',
      from: 'EverShop #928',
      says: 'An address that members write is fetched wherever it leads, our own network included.',
      find: 'webPorts.has(port) && isPublicAddress(address)',
      put: 'webPorts.has(port) && address.length > 0',
      caughtBy: fetchPageTest,
    },
    {
      id: 'one-public-address-is-enough',
      from: 'Discourse GHSA-rcc5-28r3-23rr',
      says: 'A name passes when any of its addresses is public, and the connection goes to the other.',
      find: 'addresses.every((one) => fetching.mayReach(one, port))',
      put: 'addresses.some((one) => fetching.mayReach(one, port))',
      caughtBy: fetchPageTest,
    },
    {
      id: 'name-resolved-twice',
      from: 'Discourse GHSA-rcc5-28r3-23rr',
      says: 'The connection resolves the name once more, and it may answer otherwise.',
      find: '    host: address,\n',
      put: '    host,\n',
      caughtBy: fetchPageTest,
    },
  ]),
  ...bugsIn('src/modules/notifications/domain/endpoint.ts', [
    {
      id: 'push-endpoint-inside',
      from: 'EverShop #928',
      says: 'A browser may name an address of our own network to be rung at.',
      find: '? isPublicAddress(host)',
      put: '? true',
      caughtBy: 'src/modules/notifications/domain/endpoint.test.ts',
    },
  ]),
  ...bugsIn('src/platform/pictures/picture-type.ts', [
    {
      id: 'picture-that-is-a-page',
      from: 'Saleor CVE-2026-22849',
      says: 'A file passes for a picture whatever it begins with, script included.',
      find: "return isHeic(head) ? 'heic' : 'unsupported';",
      put: "return isHeic(head) ? 'heic' : 'png';",
      caughtBy: 'src/platform/pictures/picture-type.test.ts',
    },
  ]),
  ...bugsIn('src/platform/rate-limits.ts', [
    {
      id: 'batch-passes-the-limit',
      from: 'Saleor CVE-2026-33756',
      says: 'Many at once count as one against what may be done in a minute.',
      find: 'where (select count(*) from unnest(r.times) t',
      put: 'where (select least(count(*), 1) from unnest(r.times) t',
      caughtBy: 'src/platform/rate-limits.db.test.ts',
    },
  ]),
  ...bugsIn('src/modules/admin/store/second-factors.ts', [
    {
      id: 'second-factor-passes-twice',
      from: 'open-mercato PR 5306',
      says: 'A code of the second factor that was used passes again.',
      find: '      and (last_step is null or last_step < ${step}::bigint)',
      put: '      and (last_step is null or last_step < ${step + 1}::bigint)',
      caughtBy: 'src/modules/admin/admin.db.test.ts',
    },
  ]),
  ...bugsIn('src/modules/identity/store/addresses.ts', [
    {
      id: 'address-of-a-stranger',
      from: 'Spree GHSA-g268-72p7-9j6j',
      says: 'An address is read by its number alone, whoever’s it is.',
      find: 'where bucket = ${bucketOf(memberId)} and id = ${id} and member_id = ${memberId}`.execute(\n',
      put: 'where bucket = ${bucketOf(id)} and id = ${id} and ${memberId}::bigint > 0`.execute(\n',
      caughtBy: 'src/modules/identity/profile.db.test.ts',
    },
  ]),
  ...bugsIn('src/modules/identity/commands/sign-in.ts', [
    {
      id: 'sign-in-tells-who-has-joined',
      from: 'Saleor CVE-2026-39851',
      says: 'Whether a phone has joined is told before its code was right.',
      find: "  const checked = await checkCode(room, visit.ip, { ...input, purpose: 'sign-in' });\n",
      put: "  const checked = await checkCode(room, visit.ip, { ...input, purpose: 'sign-in' }).catch(() => refuse('identity/unknown-phone'));\n",
      caughtBy: 'src/modules/identity/signing.db.test.ts',
    },
  ]),
  ...bugsIn('src/modules/identity/store/codes.ts', [
    {
      id: 'code-spent-by-several',
      from: 'Sylius CVE-2026-31824',
      says: 'Of several who use one code at once more than one succeeds.',
      find: 'and code_fingerprint = ${codeFingerprint} and used_at is null\n',
      put: 'and code_fingerprint = ${codeFingerprint}\n',
      caughtBy: 'src/modules/identity/signing.db.test.ts',
    },
  ]),
];
