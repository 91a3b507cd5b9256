import type { Id } from '#platform/ids.ts';
import type { Step, Tag } from '#reviews';
import { chanceOf } from './chance.ts';
import { ifAllowed } from './if-allowed.ts';
import type { Parties } from './seed-orders.ts';
import type { Seeding } from './seeding.ts';

type Said = { step: Step; tags: Tag[]; words?: string };

const ofSellers: readonly Said[] = [
  { step: 'good', tags: ['as-described', 'packed-well'], words: '和描述一样，裹了三层气泡膜。' },
  { step: 'good', tags: ['ships-fast'], words: '早上付款下午就寄了，谢谢。' },
  { step: 'good', tags: ['as-described', 'friendly'], words: '成色比照片还好，卖家很耐心。' },
  { step: 'good', tags: ['answers-fast', 'friendly'] },
  { step: 'good', tags: ['as-described'], words: '瑕疵都提前说了，很实在。' },
  { step: 'good', tags: ['packed-well', 'friendly'], words: '还送了一张手写卡片，心里一暖。' },
  { step: 'good', tags: ['as-described', 'ships-fast'] },
  { step: 'good', tags: ['friendly'], words: '当面看了货，还教我怎么保养。' },
  { step: 'good', tags: ['ships-fast', 'packed-well'], words: '孩子很喜欢，下次还来逛。' },
  { step: 'fair', tags: ['as-described', 'ships-slowly'], words: '东西没问题，就是等得久了点。' },
  { step: 'fair', tags: ['packed-badly'], words: '盒子压扁了一角，好在里面没事。' },
  {
    step: 'poor',
    tags: ['not-as-described', 'answers-slowly'],
    words: '背面有划痕没写，问了两天才回。',
  },
];

const ofBuyers: readonly Said[] = [
  { step: 'good', tags: ['pays-fast', 'easy-to-talk-to'] },
  { step: 'good', tags: ['confirms-fast'], words: '收到就确认了，爽快。' },
  {
    step: 'good',
    tags: ['easy-to-talk-to', 'friendly'],
    words: '聊得很愉快，希望它在新家好好的。',
  },
  { step: 'good', tags: ['pays-fast', 'trustworthy'] },
  { step: 'good', tags: ['trustworthy'], words: '约好的时间一分不差。' },
  { step: 'fair', tags: ['confirms-late'] },
];

const thanks = [
  '谢谢喜欢！',
  '谢谢支持，欢迎常来。',
  '合适就好～',
  '不好意思，下次一定注意。',
] as const;

const pickOf = <T>(list: readonly T[], name: string): T =>
  list[Math.floor(chanceOf(name) * list.length)]!;

/**
 * What the two of a finished trade say of each other: most do, some buyers only, some say nothing.
 * What is said goes by the goods' title, the same in every town.
 */
export async function seedReviews(
  { app }: Seeding,
  { buyer, seller, named }: Parties,
  { orderId, title }: { orderId: Id; title: string },
): Promise<void> {
  const { reviews } = app.rooms;
  const mood = chanceOf(`${title}/mood`);
  if (mood < 0.1) return;
  const said = pickOf(ofSellers, `${title}/of-seller`);
  const filed = await ifAllowed(
    reviews.reviewOrder(named(buyer, 'review'), { orderId, ...said, pictureIds: [] }),
  );
  if (mood < 0.2) return;
  const back = pickOf(ofBuyers, `${title}/of-buyer`);
  await ifAllowed(
    reviews.reviewOrder(named(seller, 'review-back'), { orderId, ...back, pictureIds: [] }),
  );
  if (!filed || chanceOf(`${title}/thanks`) < 0.6) return;
  const words = said.step === 'good' ? pickOf(thanks.slice(0, 3), title) : thanks[3];
  await ifAllowed(
    reviews.replyToReview(named(seller, 'thanks'), { reviewId: filed.reviewId, words }),
  );
}
