import type { IconName } from '#kit/icons/icon-names.ts';

/** How a notice looks before it is read: persimmon asks to act, green says that all is well. */
type Look = { icon: IconName; tone: 'trust' | 'warn' | 'brand' | 'plain' };

const askedAgain: Look = { icon: 'undo-2', tone: 'brand' };

const looks: readonly (readonly [RegExp, Look])[] = [
  [/^orders\/pay/, { icon: 'banknote', tone: 'brand' }],
  [
    /^orders\/(?:void-shipment|lose-parcel|drop-parcel|stand-still|arrive-elsewhere)/,
    { icon: 'triangle-alert', tone: 'warn' },
  ],
  [/^orders\/report-problem/, { icon: 'triangle-alert', tone: 'warn' }],
  [/^aftersale\/refunded/, { icon: 'undo-2', tone: 'trust' }],
  [/^aftersale\/(?:confirm-replacement|closed)/, { icon: 'circle-check', tone: 'trust' }],
  [/^aftersale\/(?:ship|take-for-exchange)/, { icon: 'truck', tone: 'trust' }],
  [/^aftersale\/(?:return-arrives|replacement-arrives)/, { icon: 'package-check', tone: 'trust' }],
  [/^aftersale\/duty\.check/, { icon: 'package-check', tone: 'brand' }],
  [/^aftersale\/duty\.send/, { icon: 'truck', tone: 'brand' }],
  [/^aftersale\/(?:open|counter|accept-return|give-return-address|duty)/, askedAgain],
  [/^aftersale\//, { icon: 'triangle-alert', tone: 'warn' }],
  [/^orders\/extend/, { icon: 'clock', tone: 'brand' }],
  [/^orders\/(?:ship|correct-waybill|add-parcel)/, { icon: 'truck', tone: 'trust' }],
  [/^orders\/(?:deliver|hand-over)/, { icon: 'package-check', tone: 'trust' }],
  [/^orders\/confirm-.*\.seller/, { icon: 'wallet', tone: 'trust' }],
  [/^orders\/(?:confirm|resume)/, { icon: 'circle-check', tone: 'trust' }],
  [/^orders\/expire-unpaid/, { icon: 'clock', tone: 'plain' }],
  [/^orders\//, { icon: 'undo-2', tone: 'plain' }],
  [/^payments\/refund/, { icon: 'undo-2', tone: 'trust' }],
  [/^payments\/payout-returned/, { icon: 'wallet', tone: 'warn' }],
  [/^payments\//, { icon: 'wallet', tone: 'trust' }],
  [/^moderation\//, { icon: 'flag', tone: 'plain' }],
  [/^identity\/new-device/, { icon: 'monitor-smartphone', tone: 'warn' }],
  [/^identity\/phone/, { icon: 'smartphone', tone: 'plain' }],
  [/^identity\/real-name-refused/, { icon: 'id-card', tone: 'warn' }],
  [/^identity\/real-name/, { icon: 'id-card', tone: 'trust' }],
  [/^identity\/pro/, { icon: 'badge-check', tone: 'trust' }],
  [/^reactions\/(?:liked|saved)/, { icon: 'heart', tone: 'brand' }],
  [/^reactions\//, { icon: 'message-circle', tone: 'brand' }],
  [/^ties\//, { icon: 'user', tone: 'brand' }],
  [/^search\//, { icon: 'search', tone: 'trust' }],
  [/^identity\/signed-up/, { icon: 'store', tone: 'brand' }],
];

/** The look of a type of notice; one that is not known yet rings the bell. */
export function noticeLook(type: string): Look {
  const found = looks.find(([types]) => types.test(type));
  return found?.[1] ?? { icon: 'bell', tone: 'plain' };
}
