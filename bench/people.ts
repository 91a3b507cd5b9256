import { createApp } from '../src/app.ts';
import { createFolderBlobStore } from '#platform/blobs/folder-blob-store.ts';
import { dayMs, systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { PictureProcessor } from '#platform/pictures/picture-processor.ts';
import type { Courier } from '#fulfilment';
import type { PaymentProvider } from '#payments';
import type { Ground } from './ground.ts';

export type BenchBuyer = { memberId: string; token: string; addressId: string };
export type BenchListing = { id: string; priceFen: number };

const region = { province: '上海市', city: '上海市', district: '徐汇区' };

/** Members who buy, signed in and with an address, made through the identity room's own door. */
export async function makeBuyers(ground: Ground, count: number): Promise<BenchBuyer[]> {
  const app = await createApp({
    config: readConfig({}),
    databaseUrl: ground.url,
    clock: systemClock,
    secretKey: ground.secretKey,
    blobs: createFolderBlobStore({ folder: ground.folder }),
    pictures: { close: async () => undefined } as PictureProcessor,
    messenger: { send: async () => undefined },
    paymentProvider: { name: 'simulator', merchantId: 'bench' } as PaymentProvider,
    courier: { name: 'none' } as Courier,
    realNameProvider: undefined,
  });
  const { identity } = app.rooms;
  const joinedAt = new Date(systemClock.now().getTime() - 400 * dayMs);
  const visit = { ip: '127.0.0.1', userAgent: 'bench', locale: 'zh-CN' as const };
  const buyers: BenchBuyer[] = [];
  for (let place = 0; place < count; place += 1) {
    const phone = `137${String(10_000_000 + place)}`;
    const session = await app.platform.database.transaction(async (tx) => {
      const memberId = await identity.registerMember(tx, {
        phone,
        nickname: `买家${place}`,
        joinedAt,
      });
      return identity.startSession(tx, memberId, visit);
    });
    const actor = { ...session, isOperator: false, secondFactorAt: null };
    const address = await identity.saveAddress(
      { actor, locale: 'zh-CN' },
      { name: '周予安', phone: '13900001111', region, detail: '衡山路 1 号' },
    );
    buyers.push({ memberId: session.memberId, token: session.token!, addressId: address.id });
  }
  await app.close();
  return buyers;
}

/** Sellers and their listings, generated in place: each listing has 99 pieces. */
export async function makeListings(
  ground: Ground,
  sellers: number,
  each: number,
): Promise<BenchListing[]> {
  await ground.query(
    `insert into identity.member (bucket, id, nickname, joined_at, verified_at, person_hash, pro_at,
       phone_sealed, phone_fingerprint)
     select platform.bucket_of(s.id), s.id, '卖家' || s.n, now() - interval '400 days', now(),
       md5('p' || s.n) || md5('q' || s.n), now(), '\\x00', md5('r' || s.n) || md5('s' || s.n)
     from (select n, platform.new_id(n % 1024) as id from generate_series(1, $1) n) s`,
    [sellers],
  );
  const rows = await ground.query<{ id: string; price_fen: string }>(
    `insert into catalog.listing (bucket, id, seller_id, title, description, price_fen, condition,
       delivery, freight_fen, ship_within_ms, picture_ids, stock, stock_added, published_at)
     select m.bucket, platform.new_id(m.bucket), m.id, '旁轴相机 ' || n, '成色如图', 100 + n * 37 % 900000,
       'new-unused', 'courier', 0, 259200000, '{}', 99, 99, now()
     from identity.member m, generate_series(1, $1) n where m.pro_at is not null
     returning id, price_fen`,
    [each],
  );
  return rows.map((row) => ({ id: row.id, priceFen: Number(row.price_fen) }));
}
