create or replace view audit.payout as
select id, member_id as user_id, amount_fen as amount, state, transfer_id as tx_id,
  (provider_finished_at at time zone 'Asia/Shanghai')::date as day, provider
from payments.payout;
