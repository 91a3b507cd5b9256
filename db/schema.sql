-- Generated from the migrations; read its difference in every change.

table admin.audit_entry (
  bucket smallint not null,
  id bigint not null,
  operator_id bigint not null,
  seq integer not null,
  action text not null,
  subject text not null,
  reason text,
  details jsonb not null,
  at timestamp with time zone not null,
  hash text not null,
  constraint audit_entry_action_check CHECK (((char_length(action) >= 3) AND (char_length(action) <= 80))),
  constraint audit_entry_bucket_operator_id_seq_key UNIQUE (bucket, operator_id, seq),
  constraint audit_entry_check CHECK ((bucket = platform.bucket_of(operator_id))),
  constraint audit_entry_details_check CHECK ((jsonb_typeof(details) = 'object'::text)),
  constraint audit_entry_hash_check CHECK ((char_length(hash) = 64)),
  constraint audit_entry_pkey PRIMARY KEY (bucket, id),
  constraint audit_entry_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500))),
  constraint audit_entry_seq_check CHECK ((seq > 0)),
  constraint audit_entry_subject_check CHECK (((char_length(subject) >= 1) AND (char_length(subject) <= 120)))
);

table admin.audit_head (
  bucket smallint not null,
  operator_id bigint not null,
  seq integer not null,
  hash text not null,
  constraint audit_head_check CHECK ((bucket = platform.bucket_of(operator_id))),
  constraint audit_head_hash_check CHECK ((char_length(hash) <= 64)),
  constraint audit_head_pkey PRIMARY KEY (bucket, operator_id),
  constraint audit_head_seq_check CHECK ((seq >= 0))
);

table admin.second_factor (
  bucket smallint not null,
  member_id bigint not null,
  secret_sealed bytea not null,
  issued_by text not null,
  issued_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint,
  failures integer not null default 0,
  failures_from timestamp with time zone,
  constraint second_factor_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint second_factor_check1 CHECK (((confirmed_at IS NULL) = (last_step IS NULL))),
  constraint second_factor_failures_check CHECK ((failures >= 0)),
  constraint second_factor_issued_by_check CHECK ((issued_by = ANY (ARRAY['command'::text, 'console'::text]))),
  constraint second_factor_pkey PRIMARY KEY (bucket, member_id)
);

table aftersale.after_sale (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  buyer_id bigint not null,
  seller_id bigint not null,
  type text not null,
  reason text not null,
  state text not null,
  order_state text not null,
  asked_fen bigint not null,
  most_fen bigint not null,
  offered_fen bigint,
  counters integer not null default 0,
  return_freight_fen bigint not null default 0,
  is_by_hand boolean not null default false,
  parcel_tracked boolean,
  parcel_sent_at timestamp with time zone,
  parcel_delivered_at timestamp with time zone,
  replacement_id bigint,
  return_address_sealed bytea,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  refunded_fen bigint not null default 0,
  ended_at timestamp with time zone,
  end_reason text,
  event_count integer not null default 1,
  line_nos smallint[],
  constraint after_sale_check CHECK (((asked_fen >= 0) AND (asked_fen <= most_fen))),
  constraint after_sale_check1 CHECK (((offered_fen >= 1) AND (offered_fen <= most_fen))),
  constraint after_sale_check2 CHECK (((refunded_fen >= 0) AND (refunded_fen <= most_fen))),
  constraint after_sale_check3 CHECK (((bucket = platform.bucket_of(order_id)) AND (bucket = platform.bucket_of(id)))),
  constraint after_sale_check4 CHECK ((buyer_id <> seller_id)),
  constraint after_sale_check5 CHECK (((state = ANY (ARRAY['REFUNDED'::text, 'EXCHANGED'::text, 'CLOSED'::text])) = (ended_at IS NOT NULL))),
  constraint after_sale_check6 CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint after_sale_check7 CHECK (((state = 'REFUNDED'::text) = (refunded_fen > 0))),
  constraint after_sale_check8 CHECK (((parcel_sent_at IS NULL) = (parcel_tracked IS NULL))),
  constraint after_sale_check9 CHECK (((due_at IS NULL) = (state = ANY (ARRAY['DISPUTED'::text, 'REFUNDED'::text, 'EXCHANGED'::text, 'CLOSED'::text])))),
  constraint after_sale_counters_check CHECK (((counters >= 0) AND (counters <= 3))),
  constraint after_sale_event_count_check CHECK ((event_count > 0)),
  constraint after_sale_line_nos_check CHECK ((((cardinality(line_nos) >= 1) AND (cardinality(line_nos) <= 19)) AND (array_position(line_nos, NULL::smallint) IS NULL))),
  constraint after_sale_most_fen_check CHECK ((most_fen >= 0)),
  constraint after_sale_order_state_check CHECK ((order_state = ANY (ARRAY['WAIT_SHIP'::text, 'SHIPPED'::text, 'DELIVERED'::text, 'COMPLETED'::text]))),
  constraint after_sale_pkey PRIMARY KEY (bucket, id),
  constraint after_sale_reason_check CHECK ((reason = ANY (ARRAY['not-received'::text, 'not-as-described'::text, 'damaged'::text, 'fake'::text, 'missing-parts'::text, 'hidden-fault'::text, 'seller-late'::text, 'changed-mind'::text, 'other'::text]))),
  constraint after_sale_return_freight_fen_check CHECK ((return_freight_fen >= 0)),
  constraint after_sale_state_check CHECK ((state = ANY (ARRAY['WAIT_SELLER'::text, 'WAIT_BUYER'::text, 'WAIT_RETURN_ADDRESS'::text, 'WAIT_BUYER_RETURN'::text, 'WAIT_SELLER_RECEIVE'::text, 'WAIT_REPLACEMENT'::text, 'WAIT_REPLACEMENT_RECEIPT'::text, 'REFUSED'::text, 'DISPUTED'::text, 'REFUNDED'::text, 'EXCHANGED'::text, 'CLOSED'::text]))),
  constraint after_sale_type_check CHECK ((type = ANY (ARRAY['CANCEL'::text, 'REFUND_ONLY'::text, 'RETURN_REFUND'::text, 'EXCHANGE'::text, 'PARTIAL'::text])))
);

table aftersale.after_sale_event (
  bucket smallint not null,
  after_sale_id bigint not null,
  seq integer not null,
  command text not null,
  from_state text not null,
  to_state text not null,
  actor_role text not null,
  actor_id bigint,
  amount_fen bigint,
  words text,
  picture_ids bigint[] not null default '{}'::bigint[],
  at timestamp with time zone not null,
  constraint after_sale_event_actor_role_check CHECK ((actor_role = ANY (ARRAY['buyer'::text, 'seller'::text, 'clock'::text, 'courier'::text, 'operator'::text]))),
  constraint after_sale_event_picture_ids_check CHECK ((cardinality(picture_ids) <= 9)),
  constraint after_sale_event_pkey PRIMARY KEY (bucket, after_sale_id, seq),
  constraint after_sale_event_seq_check CHECK ((seq > 0)),
  constraint after_sale_event_words_check CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
);

table aftersale.capture (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  member_id bigint not null,
  stage text not null,
  code text not null,
  opened_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  picture_ids bigint[] not null default '{}'::bigint[],
  serial text,
  weight_grams integer,
  seal bytea,
  constraint capture_check CHECK (((taken_at IS NULL) = (seal IS NULL))),
  constraint capture_check1 CHECK (((taken_at IS NULL) = (cardinality(picture_ids) = 0))),
  constraint capture_code_check CHECK ((code ~ '^[0-9A-Z]{6}$'::text)),
  constraint capture_picture_ids_check CHECK ((cardinality(picture_ids) <= 9)),
  constraint capture_pkey PRIMARY KEY (bucket, id),
  constraint capture_seal_check CHECK ((octet_length(seal) = 32)),
  constraint capture_serial_check CHECK (((length(serial) >= 1) AND (length(serial) <= 60))),
  constraint capture_stage_check CHECK ((stage = ANY (ARRAY['packing'::text, 'opening'::text, 'return-packing'::text, 'return-opening'::text]))),
  constraint capture_weight_grams_check CHECK (((weight_grams >= 1) AND (weight_grams <= 200000)))
);

table catalog.bundle_tier (
  bucket smallint not null,
  seller_id bigint not null,
  pieces integer not null,
  discount_bps integer not null,
  constraint bundle_tier_discount_bps_check CHECK (((discount_bps >= 1) AND (discount_bps <= 5000))),
  constraint bundle_tier_pieces_check CHECK (((pieces >= 2) AND (pieces <= 20))),
  constraint bundle_tier_pkey PRIMARY KEY (bucket, seller_id, pieces)
);

table catalog.freight_rate (
  bucket smallint not null,
  template_id bigint not null,
  province text not null,
  first_fen bigint,
  further_fen bigint,
  constraint freight_rate_bucket_template_id_fkey FOREIGN KEY (bucket, template_id) REFERENCES catalog.freight_template(bucket, id),
  constraint freight_rate_first_fen_check CHECK (((first_fen >= 0) AND (first_fen <= 50000))),
  constraint freight_rate_further_at_most_first CHECK (((further_fen >= 0) AND (further_fen <= first_fen))),
  constraint freight_rate_pkey PRIMARY KEY (bucket, template_id, province),
  constraint freight_rate_province_check CHECK ((province ~ '^[A-Z]{2}$'::text)),
  constraint freight_rate_whole CHECK (((first_fen IS NULL) = (further_fen IS NULL)))
);

table catalog.freight_template (
  bucket smallint not null,
  id bigint not null,
  seller_id bigint not null,
  name text not null,
  basis text not null,
  first_fen bigint not null,
  further_fen bigint not null,
  free_over_fen bigint,
  free_pieces integer,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint freight_template_basis_check CHECK ((basis = ANY (ARRAY['order'::text, 'piece'::text]))),
  constraint freight_template_check CHECK ((bucket = platform.bucket_of(id))),
  constraint freight_template_first_fen_check CHECK (((first_fen >= 0) AND (first_fen <= 50000))),
  constraint freight_template_free_over_fen_check CHECK (((free_over_fen >= 1) AND (free_over_fen <= 1000000))),
  constraint freight_template_free_pieces_check CHECK (((free_pieces >= 2) AND (free_pieces <= 99))),
  constraint freight_template_further_at_most_first CHECK (((further_fen >= 0) AND (further_fen <= first_fen))),
  constraint freight_template_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 30))),
  constraint freight_template_order_has_one_rate CHECK (((basis = 'piece'::text) OR (further_fen = 0))),
  constraint freight_template_pkey PRIMARY KEY (bucket, id),
  constraint freight_template_version_check CHECK ((version >= 1))
);

table catalog.listing (
  bucket smallint not null,
  id bigint not null,
  seller_id bigint not null,
  note_id bigint,
  title text not null,
  description text not null,
  price_fen bigint not null,
  condition text not null,
  flaw text,
  delivery text not null,
  freight_fen bigint not null,
  ship_within_ms bigint not null,
  picture_ids bigint[] not null,
  cover_url text,
  stock integer not null,
  sold integer not null default 0,
  stock_added integer not null,
  version integer not null default 1,
  published_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  taken_down_at timestamp with time zone,
  take_down_reason text,
  visibility text not null default 'public'::text,
  circle_id bigint,
  freight_template_id bigint,
  freight_most_fen bigint,
  reserved integer not null default 0,
  retitled_at timestamp with time zone,
  constraint listing_audience_whole CHECK (((visibility = 'circle'::text) = (circle_id IS NOT NULL))),
  constraint listing_check CHECK ((bucket = platform.bucket_of(id))),
  constraint listing_condition_known CHECK ((condition = ANY (ARRAY['new-sealed'::text, 'new-unused'::text, '95'::text, '9'::text, '8'::text, '7'::text, 'parts'::text]))),
  constraint listing_cover_is_a_picture CHECK (((cover_url IS NULL) OR (cardinality(picture_ids) > 0))),
  constraint listing_cover_url_check CHECK (((char_length(cover_url) >= 1) AND (char_length(cover_url) <= 500))),
  constraint listing_delivery_known CHECK ((delivery = ANY (ARRAY['courier'::text, 'pickup'::text, 'virtual'::text]))),
  constraint listing_description_check CHECK ((char_length(description) <= 2000)),
  constraint listing_flaw_check CHECK (((char_length(flaw) >= 1) AND (char_length(flaw) <= 300))),
  constraint listing_flaw_only_when_used CHECK (((flaw IS NULL) OR (condition <> ALL (ARRAY['new-sealed'::text, 'new-unused'::text])))),
  constraint listing_freight_only_by_courier CHECK (((freight_fen = 0) OR (delivery = 'courier'::text))),
  constraint listing_freight_range CHECK (((freight_fen >= 0) AND (freight_fen <= 50000))),
  constraint listing_freight_range_runs_up CHECK (((freight_most_fen >= freight_fen) AND (freight_most_fen <= 50000))),
  constraint listing_freight_template_known FOREIGN KEY (bucket, freight_template_id) REFERENCES catalog.freight_template(bucket, id),
  constraint listing_freight_template_whole CHECK (((freight_template_id IS NULL) = (freight_most_fen IS NULL))),
  constraint listing_pictures_few CHECK ((cardinality(picture_ids) <= 18)),
  constraint listing_pkey PRIMARY KEY (bucket, id),
  constraint listing_price_range CHECK (((price_fen >= 1) AND (price_fen <= 1000000))),
  constraint listing_reserved_there CHECK (((reserved >= 0) AND (reserved <= stock))),
  constraint listing_ship_within_known CHECK ((ship_within_ms = ANY (ARRAY[(600000)::bigint, (86400000)::bigint, (172800000)::bigint, (259200000)::bigint, (604800000)::bigint]))),
  constraint listing_sold_not_negative CHECK ((sold >= 0)),
  constraint listing_stock_added_up CHECK (((stock + sold) = stock_added)),
  constraint listing_stock_not_negative CHECK ((stock >= 0)),
  constraint listing_take_down_explained CHECK (((taken_down_at IS NULL) = (take_down_reason IS NULL))),
  constraint listing_take_down_reason_check CHECK (((char_length(take_down_reason) >= 1) AND (char_length(take_down_reason) <= 500))),
  constraint listing_template_only_by_courier CHECK (((freight_template_id IS NULL) OR (delivery = 'courier'::text))),
  constraint listing_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 60))),
  constraint listing_version_check CHECK ((version >= 1)),
  constraint listing_visibility_known CHECK ((visibility = ANY (ARRAY['public'::text, 'followers'::text, 'circle'::text])))
);

table catalog.listing_day (
  bucket smallint not null,
  listing_id bigint not null,
  day date not null,
  views integer not null,
  constraint listing_day_counted CHECK ((views >= 1)),
  constraint listing_day_in_bucket CHECK ((bucket = platform.bucket_of(listing_id))),
  constraint listing_day_pkey PRIMARY KEY (bucket, listing_id, day)
);

table catalog.price (
  bucket smallint not null,
  listing_id bigint not null,
  version integer not null,
  price_fen bigint not null,
  since timestamp with time zone not null,
  constraint price_pkey PRIMARY KEY (bucket, listing_id, version),
  constraint price_price_fen_check CHECK (((price_fen >= 1) AND (price_fen <= 1000000))),
  constraint price_version_check CHECK ((version >= 1))
);

table catalog.reservation (
  bucket smallint not null,
  id bigint not null,
  listing_id bigint not null,
  seller_id bigint not null,
  member_id bigint not null,
  quantity integer not null,
  made_at timestamp with time zone not null,
  until timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  constraint reservation_end_known CHECK ((end_reason = ANY (ARRAY['bought'::text, 'lifted'::text, 'lapsed'::text]))),
  constraint reservation_end_whole CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint reservation_has_time CHECK ((made_at < until)),
  constraint reservation_in_bucket CHECK ((bucket = platform.bucket_of(id))),
  constraint reservation_of_some CHECK (((quantity >= 1) AND (quantity <= 99))),
  constraint reservation_pkey PRIMARY KEY (bucket, id)
);

table catalog.shop (
  bucket smallint not null,
  member_id bigint not null,
  opened_at timestamp with time zone not null,
  bundle_most_fen bigint,
  holiday_from timestamp with time zone,
  holiday_until timestamp with time zone,
  holiday_note text,
  away_since timestamp with time zone,
  constraint shop_bundle_most_fen_check CHECK (((bundle_most_fen >= 1) AND (bundle_most_fen <= 1000000))),
  constraint shop_holiday_note_short CHECK (((char_length(holiday_note) >= 1) AND (char_length(holiday_note) <= 200))),
  constraint shop_holiday_span CHECK ((holiday_from < holiday_until)),
  constraint shop_holiday_whole CHECK ((((holiday_from IS NULL) = (holiday_until IS NULL)) AND ((holiday_from IS NOT NULL) OR ((holiday_note IS NULL) AND (away_since IS NULL))))),
  constraint shop_pkey PRIMARY KEY (bucket, member_id)
);

table chat.conversation (
  bucket smallint not null,
  id bigint not null,
  low_id bigint not null,
  high_id bigint not null,
  started_by bigint not null,
  started_at timestamp with time zone not null,
  last_seq integer not null default 0,
  about_kind text,
  about_ref text,
  about_at timestamp with time zone,
  constraint conversation_about_kind_check CHECK (((char_length(about_kind) >= 1) AND (char_length(about_kind) <= 20))),
  constraint conversation_about_ref_check CHECK (((char_length(about_ref) >= 1) AND (char_length(about_ref) <= 40))),
  constraint conversation_check CHECK ((low_id < high_id)),
  constraint conversation_check1 CHECK (((started_by = low_id) OR (started_by = high_id))),
  constraint conversation_check2 CHECK ((((about_kind IS NULL) = (about_ref IS NULL)) AND ((about_kind IS NULL) = (about_at IS NULL)))),
  constraint conversation_last_seq_check CHECK ((last_seq >= 0)),
  constraint conversation_pkey PRIMARY KEY (bucket, id)
);

table chat.message (
  bucket smallint not null,
  id bigint not null,
  conversation_id bigint not null,
  seq integer not null,
  sender_id bigint not null,
  client_id text not null,
  body text,
  card_kind text,
  card_ref text,
  sent_at timestamp with time zone not null,
  warned_at timestamp with time zone,
  picture_id bigint,
  taken_down_at timestamp with time zone,
  constraint message_body_check CHECK (((char_length(body) >= 1) AND (char_length(body) <= 2000))),
  constraint message_bucket_conversation_id_sender_id_fkey FOREIGN KEY (bucket, conversation_id, sender_id) REFERENCES chat.participant(bucket, conversation_id, member_id),
  constraint message_card_kind_check CHECK (((char_length(card_kind) >= 1) AND (char_length(card_kind) <= 20))),
  constraint message_card_ref_check CHECK (((char_length(card_ref) >= 1) AND (char_length(card_ref) <= 40))),
  constraint message_card_whole CHECK (((card_kind IS NULL) = (card_ref IS NULL))),
  constraint message_client_id_check CHECK (((char_length(client_id) >= 1) AND (char_length(client_id) <= 64))),
  constraint message_pkey PRIMARY KEY (bucket, id),
  constraint message_says_one_thing CHECK (((card_kind IS NULL) = ((body IS NOT NULL) OR (picture_id IS NOT NULL)))),
  constraint message_seq_check CHECK ((seq > 0))
);

table chat.participant (
  bucket smallint not null,
  conversation_id bigint not null,
  member_id bigint not null,
  read_seq integer not null default 0,
  unread integer not null default 0,
  active_at timestamp with time zone,
  constraint participant_bucket_conversation_id_fkey FOREIGN KEY (bucket, conversation_id) REFERENCES chat.conversation(bucket, id),
  constraint participant_pkey PRIMARY KEY (bucket, conversation_id, member_id),
  constraint participant_read_seq_check CHECK ((read_seq >= 0)),
  constraint participant_unread_check CHECK ((unread >= 0))
);

table circles.circle (
  bucket smallint not null,
  id bigint not null,
  kind text not null,
  name text not null,
  description text not null,
  city text,
  join_rule text not null,
  mail_domains text[] not null default '{}'::text[],
  invite_code_sealed bytea not null,
  founder_id bigint not null,
  member_count integer not null default 0,
  founded_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint circle_check CHECK ((bucket = platform.bucket_of(id))),
  constraint circle_city_check CHECK (((char_length(city) >= 1) AND (char_length(city) <= 30))),
  constraint circle_description_check CHECK ((char_length(description) <= 500)),
  constraint circle_join_rule_check CHECK ((join_rule = ANY (ARRAY['open'::text, 'code'::text, 'request'::text, 'mail'::text]))),
  constraint circle_kind_check CHECK ((kind = ANY (ARRAY['campus'::text, 'building'::text, 'city'::text, 'fandom'::text]))),
  constraint circle_mail_domains_check CHECK ((cardinality(mail_domains) <= 10)),
  constraint circle_mail_has_domains CHECK (((join_rule = 'mail'::text) <= (cardinality(mail_domains) > 0))),
  constraint circle_member_count_check CHECK ((member_count >= 0)),
  constraint circle_name_check CHECK (((char_length(name) >= 2) AND (char_length(name) <= 30))),
  constraint circle_pkey PRIMARY KEY (bucket, id)
);

table circles.mail_box (
  bucket smallint not null,
  mail_fingerprint text not null,
  circle_id bigint not null,
  window_started_at timestamp with time zone not null,
  sends integer not null,
  last_sent_at timestamp with time zone not null,
  member_id bigint,
  claimed_at timestamp with time zone,
  constraint mail_box_claimed_whole CHECK (((member_id IS NULL) = (claimed_at IS NULL))),
  constraint mail_box_mail_fingerprint_check CHECK ((char_length(mail_fingerprint) = 64)),
  constraint mail_box_pkey PRIMARY KEY (bucket, mail_fingerprint, circle_id),
  constraint mail_box_sends_check CHECK ((sends >= 1))
);

table circles.mail_code (
  bucket smallint not null,
  member_id bigint not null,
  circle_id bigint not null,
  mail_fingerprint text not null,
  code_fingerprint text not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries integer not null default 0,
  used_at timestamp with time zone,
  constraint mail_code_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint mail_code_check1 CHECK ((expires_at > sent_at)),
  constraint mail_code_code_fingerprint_check CHECK ((char_length(code_fingerprint) = 64)),
  constraint mail_code_mail_fingerprint_check CHECK ((char_length(mail_fingerprint) = 64)),
  constraint mail_code_pkey PRIMARY KEY (bucket, member_id, circle_id),
  constraint mail_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

table circles.membership (
  bucket smallint not null,
  member_id bigint not null,
  circle_id bigint not null,
  joined_at timestamp with time zone not null,
  keeper_at timestamp with time zone,
  constraint membership_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint membership_pkey PRIMARY KEY (bucket, member_id, circle_id)
);

table circles.pickup_point (
  bucket smallint not null,
  id bigint not null,
  circle_id bigint not null,
  name text not null,
  description text not null,
  hours text not null,
  set_up_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint pickup_point_bucket_circle_id_fkey FOREIGN KEY (bucket, circle_id) REFERENCES circles.circle(bucket, id),
  constraint pickup_point_check CHECK ((bucket = platform.bucket_of(circle_id))),
  constraint pickup_point_description_check CHECK ((char_length(description) <= 300)),
  constraint pickup_point_hours_check CHECK ((char_length(hours) <= 60)),
  constraint pickup_point_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 40))),
  constraint pickup_point_pkey PRIMARY KEY (bucket, id)
);

table circles.removal (
  bucket smallint not null,
  member_id bigint not null,
  circle_id bigint not null,
  removed_by bigint not null,
  removed_at timestamp with time zone not null,
  constraint removal_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint removal_check1 CHECK ((removed_by <> member_id)),
  constraint removal_pkey PRIMARY KEY (bucket, member_id, circle_id)
);

table circles.request (
  bucket smallint not null,
  id bigint not null,
  circle_id bigint not null,
  member_id bigint not null,
  words text not null,
  asked_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by bigint,
  outcome text,
  constraint request_bucket_circle_id_fkey FOREIGN KEY (bucket, circle_id) REFERENCES circles.circle(bucket, id),
  constraint request_check CHECK ((bucket = platform.bucket_of(circle_id))),
  constraint request_decided_by_somebody CHECK (((decided_by IS NOT NULL) = (COALESCE(outcome, 'taken-back'::text) <> 'taken-back'::text))),
  constraint request_decided_whole CHECK (((decided_at IS NULL) = (outcome IS NULL))),
  constraint request_not_own CHECK ((decided_by <> member_id)),
  constraint request_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'declined'::text, 'taken-back'::text]))),
  constraint request_pkey PRIMARY KEY (bucket, id),
  constraint request_words_check CHECK ((char_length(words) <= 200))
);

table community.draft (
  bucket smallint not null,
  member_id bigint not null,
  key text not null,
  content jsonb not null,
  revision integer not null,
  saved_at timestamp with time zone not null,
  constraint draft_content_check CHECK ((octet_length((content)::text) <= 65536)),
  constraint draft_key_check CHECK ((key ~ '^[0-9a-z-]{8,40}$'::text)),
  constraint draft_pkey PRIMARY KEY (bucket, member_id, key),
  constraint draft_revision_check CHECK ((revision >= 1))
);

table community.fetched_author (
  bucket smallint not null,
  member_id bigint not null,
  since timestamp with time zone not null,
  constraint fetched_author_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint fetched_author_pkey PRIMARY KEY (bucket, member_id)
);

table community.impression (
  bucket smallint not null,
  request bigint not null,
  position integer not null,
  note_id bigint not null,
  member_id bigint,
  kind text not null,
  source text not null,
  served_at timestamp with time zone not null,
  dwell_ms integer not null,
  opened_at timestamp with time zone,
  constraint impression_bucket_check CHECK (((bucket >= 0) AND (bucket <= 1023))),
  constraint impression_dwell_ms_check CHECK (((dwell_ms >= 1000) AND (dwell_ms <= 600000))),
  constraint impression_kind_check CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 20))),
  constraint impression_pkey PRIMARY KEY (bucket, request, "position"),
  constraint impression_position_check CHECK ((("position" >= 0) AND ("position" <= 100000))),
  constraint impression_source_check CHECK (((char_length(source) >= 1) AND (char_length(source) <= 40)))
);

table community.interest (
  bucket smallint not null,
  member_id bigint not null,
  topic text not null,
  weight double precision not null,
  touched_at timestamp with time zone not null,
  constraint interest_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint interest_pkey PRIMARY KEY (bucket, member_id, topic),
  constraint interest_topic_check CHECK (((char_length(topic) >= 1) AND (char_length(topic) <= 30))),
  constraint interest_weight_check CHECK ((weight > (0)::double precision))
);

table community.note (
  bucket smallint not null,
  id bigint not null,
  author_id bigint not null,
  title text not null,
  body jsonb not null,
  topics text[] not null,
  city text,
  picture_ids bigint[] not null,
  card json not null,
  attachments_version integer not null default 0,
  published_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  taken_down_at timestamp with time zone,
  taken_down_code text,
  taken_down_words text,
  visibility text not null default 'public'::text,
  circle_id bigint,
  place_circle_id bigint,
  mentions jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  like_count integer not null default 0,
  comment_count integer not null default 0,
  save_count integer not null default 0,
  sells_since timestamp with time zone,
  constraint note_attachments_version_check CHECK ((attachments_version >= 0)),
  constraint note_audience_whole CHECK (((visibility = 'circle'::text) = (circle_id IS NOT NULL))),
  constraint note_body_check CHECK (((jsonb_typeof(body) = 'array'::text) AND (jsonb_array_length(body) <= 200))),
  constraint note_city_check CHECK (((char_length(city) >= 1) AND (char_length(city) <= 30))),
  constraint note_comment_count_check CHECK ((comment_count >= 0)),
  constraint note_like_count_check CHECK ((like_count >= 0)),
  constraint note_mentions_check CHECK (((jsonb_typeof(mentions) = 'array'::text) AND (jsonb_array_length(mentions) <= 20))),
  constraint note_one_place CHECK (((city IS NULL) OR (place_circle_id IS NULL))),
  constraint note_picture_ids_check CHECK (((cardinality(picture_ids) >= 1) AND (cardinality(picture_ids) <= 18))),
  constraint note_pkey PRIMARY KEY (bucket, id),
  constraint note_save_count_check CHECK ((save_count >= 0)),
  constraint note_taken_down_code_check CHECK (((char_length(taken_down_code) >= 1) AND (char_length(taken_down_code) <= 40))),
  constraint note_taken_down_whole CHECK ((((taken_down_at IS NULL) = (taken_down_code IS NULL)) AND ((taken_down_at IS NULL) = (taken_down_words IS NULL)))),
  constraint note_taken_down_words_check CHECK (((char_length(taken_down_words) >= 1) AND (char_length(taken_down_words) <= 300))),
  constraint note_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 60))),
  constraint note_topics_check CHECK ((cardinality(topics) <= 10)),
  constraint note_version_check CHECK (((version >= 1) AND (version <= 101))),
  constraint note_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'followers'::text, 'circle'::text])))
);

table community.note_edit (
  bucket smallint not null,
  note_id bigint not null,
  version integer not null,
  title text not null,
  body jsonb not null,
  mentions jsonb not null,
  picture_ids bigint[] not null,
  visibility text not null,
  circle_id bigint,
  replaced_at timestamp with time zone not null,
  constraint note_edit_audience_whole CHECK (((visibility = 'circle'::text) = (circle_id IS NOT NULL))),
  constraint note_edit_body_check CHECK (((jsonb_typeof(body) = 'array'::text) AND (jsonb_array_length(body) <= 200))),
  constraint note_edit_mentions_check CHECK ((jsonb_typeof(mentions) = 'array'::text)),
  constraint note_edit_picture_ids_check CHECK (((cardinality(picture_ids) >= 1) AND (cardinality(picture_ids) <= 18))),
  constraint note_edit_pkey PRIMARY KEY (bucket, note_id, version),
  constraint note_edit_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 60))),
  constraint note_edit_version_check CHECK (((version >= 1) AND (version <= 100))),
  constraint note_edit_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'followers'::text, 'circle'::text])))
);

table community.note_topic (
  bucket smallint not null,
  note_id bigint not null,
  topic text not null,
  published_at timestamp with time zone not null,
  sells_since timestamp with time zone,
  author_id bigint not null,
  constraint note_topic_check CHECK ((bucket = platform.bucket_of(author_id))),
  constraint note_topic_pkey PRIMARY KEY (bucket, note_id, topic),
  constraint note_topic_topic_check CHECK (((char_length(topic) >= 1) AND (char_length(topic) <= 30)))
);

table community.timeline (
  bucket smallint not null,
  member_id bigint not null,
  note_id bigint not null,
  author_id bigint not null,
  published_at timestamp with time zone not null,
  constraint timeline_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint timeline_pkey PRIMARY KEY (bucket, member_id, note_id)
);

table community.timeline_reader (
  bucket smallint not null,
  member_id bigint not null,
  active_at timestamp with time zone not null,
  floor_at timestamp with time zone,
  floor_id bigint,
  fetched_ids bigint[] not null default '{}'::bigint[],
  constraint timeline_floor_whole CHECK (((floor_at IS NULL) = (floor_id IS NULL))),
  constraint timeline_reader_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint timeline_reader_fetched_ids_check CHECK ((cardinality(fetched_ids) <= 5000)),
  constraint timeline_reader_pkey PRIMARY KEY (bucket, member_id)
);

table fulfilment.label (
  bucket smallint not null,
  order_id bigint not null,
  label_no integer not null,
  seller_id bigint not null,
  carrier text not null,
  price_fen bigint not null,
  sealed_way bytea,
  asked_at timestamp with time zone not null,
  waybill_no text,
  collection_code text,
  bought_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  back_asked_at timestamp with time zone,
  constraint label_carrier_check CHECK (((char_length(carrier) >= 2) AND (char_length(carrier) <= 10))),
  constraint label_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint label_check1 CHECK (((bought_at IS NULL) = (waybill_no IS NULL))),
  constraint label_check2 CHECK (((bought_at IS NULL) = (collection_code IS NULL))),
  constraint label_collection_code_check CHECK (((char_length(collection_code) >= 1) AND (char_length(collection_code) <= 20))),
  constraint label_label_no_check CHECK (((label_no >= 1) AND (label_no <= 100))),
  constraint label_pkey PRIMARY KEY (bucket, order_id, label_no),
  constraint label_price_fen_check CHECK (((price_fen >= 0) AND (price_fen <= 100000))),
  constraint label_way_kept CHECK (((sealed_way IS NOT NULL) OR (bought_at IS NOT NULL) OR (cancelled_at IS NOT NULL) OR (back_asked_at IS NOT NULL))),
  constraint label_waybill_no_check CHECK (((char_length(waybill_no) >= 6) AND (char_length(waybill_no) <= 32)))
);

table fulfilment.pickup_code (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  sealed_code bytea not null,
  made_at timestamp with time zone not null,
  tries integer not null default 0,
  pauses integer not null default 0,
  paused_until timestamp with time zone,
  redeemed_at timestamp with time zone,
  constraint pickup_code_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint pickup_code_check1 CHECK (((redeemed_at IS NULL) OR (redeemed_at >= made_at))),
  constraint pickup_code_pauses_check CHECK ((pauses >= 0)),
  constraint pickup_code_pkey PRIMARY KEY (bucket, order_id),
  constraint pickup_code_sealed_code_check CHECK (((octet_length(sealed_code) >= 30) AND (octet_length(sealed_code) <= 100))),
  constraint pickup_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

table fulfilment.shipment (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  waybill_seq integer not null,
  first_waybill_seq integer not null,
  carrier text not null,
  waybill_no text not null,
  to_phone_tail text,
  to_city text,
  shipped_at timestamp with time zone not null,
  registered_at timestamp with time zone,
  state text not null default 'NONE'::text,
  first_scan_at timestamp with time zone,
  last_movement_at timestamp with time zone,
  delivered_at timestamp with time zone,
  arrived_elsewhere_at timestamp with time zone,
  heard_at timestamp with time zone,
  next_query_at timestamp with time zone,
  asked_at timestamp with time zone,
  parcel_no integer not null,
  corrections integer not null default 0,
  standstill_told_at timestamp with time zone,
  constraint shipment_carrier_check CHECK (((char_length(carrier) >= 1) AND (char_length(carrier) <= 20))),
  constraint shipment_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint shipment_check2 CHECK ((seller_id <> buyer_id)),
  constraint shipment_corrections_check CHECK (((corrections >= 0) AND (corrections <= 3))),
  constraint shipment_delivered_when_it_says_so CHECK (((delivered_at IS NULL) OR (state = 'DELIVERED'::text))),
  constraint shipment_first_waybill_seq_check CHECK (((first_waybill_seq >= 1) AND (first_waybill_seq <= 1000))),
  constraint shipment_parcel_no_check CHECK (((parcel_no >= 1) AND (parcel_no <= 1000))),
  constraint shipment_pkey PRIMARY KEY (bucket, order_id, parcel_no),
  constraint shipment_scanned_before_delivered CHECK (((delivered_at IS NULL) OR (first_scan_at IS NOT NULL))),
  constraint shipment_state_known CHECK ((state = ANY (ARRAY['NONE'::text, 'PICKED_UP'::text, 'IN_TRANSIT'::text, 'OUT_FOR_DELIVERY'::text, 'DELIVERED'::text, 'LOST'::text, 'RETURNED'::text]))),
  constraint shipment_to_city_check CHECK (((char_length(to_city) >= 1) AND (char_length(to_city) <= 50))),
  constraint shipment_to_phone_tail_check CHECK ((to_phone_tail ~ '^[0-9]{4}$'::text)),
  constraint shipment_waybill_no_check CHECK (((char_length(waybill_no) >= 6) AND (char_length(waybill_no) <= 32))),
  constraint shipment_waybill_seq_check CHECK (((waybill_seq >= 1) AND (waybill_seq <= 1003)))
);

table fulfilment.tracking_event (
  bucket smallint not null,
  order_id bigint not null,
  waybill_seq integer not null,
  event_key text not null,
  at timestamp with time zone not null,
  code text not null,
  text_zh text not null,
  text_en text not null,
  city text not null,
  stored_at timestamp with time zone not null,
  constraint tracking_event_city_check CHECK ((char_length(city) <= 60)),
  constraint tracking_event_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 60))),
  constraint tracking_event_event_key_check CHECK (((char_length(event_key) >= 16) AND (char_length(event_key) <= 64))),
  constraint tracking_event_pkey PRIMARY KEY (bucket, order_id, waybill_seq, event_key),
  constraint tracking_event_text_en_check CHECK ((char_length(text_en) <= 500)),
  constraint tracking_event_text_zh_check CHECK ((char_length(text_zh) <= 500))
);

table fulfilment.virtual_file (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  blob_key text not null,
  name text not null,
  size_bytes integer not null,
  sha256 bytea not null,
  put_at timestamp with time zone not null,
  given_at timestamp with time zone,
  first_opened_at timestamp with time zone,
  constraint virtual_file_blob_key_check CHECK (((char_length(blob_key) >= 10) AND (char_length(blob_key) <= 200))),
  constraint virtual_file_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint virtual_file_check1 CHECK (((given_at IS NULL) OR (given_at >= put_at))),
  constraint virtual_file_check2 CHECK (((first_opened_at IS NULL) OR (given_at IS NOT NULL))),
  constraint virtual_file_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120))),
  constraint virtual_file_pkey PRIMARY KEY (bucket, order_id),
  constraint virtual_file_sha256_check CHECK ((octet_length(sha256) = 32)),
  constraint virtual_file_size_bytes_check CHECK (((size_bytes >= 1) AND (size_bytes <= 20971520)))
);

table fulfilment.virtual_goods (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  sealed_text bytea not null,
  put_at timestamp with time zone not null,
  constraint virtual_goods_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint virtual_goods_pkey PRIMARY KEY (bucket, order_id),
  constraint virtual_goods_sealed_text_check CHECK (((octet_length(sealed_text) >= 29) AND (octet_length(sealed_text) <= 20100)))
);

table fulfilment.waybill (
  bucket smallint not null,
  order_id bigint not null,
  seq integer not null,
  carrier text not null,
  waybill_no text not null,
  given_at timestamp with time zone not null,
  replaced_at timestamp with time zone,
  parcel_no integer not null,
  constraint waybill_carrier_check CHECK (((char_length(carrier) >= 1) AND (char_length(carrier) <= 20))),
  constraint waybill_check CHECK (((replaced_at IS NULL) OR (replaced_at >= given_at))),
  constraint waybill_parcel_no_check CHECK (((parcel_no >= 1) AND (parcel_no <= 1000))),
  constraint waybill_pkey PRIMARY KEY (bucket, order_id, seq),
  constraint waybill_seq_check CHECK (((seq >= 1) AND (seq <= 1003))),
  constraint waybill_waybill_no_check CHECK (((char_length(waybill_no) >= 6) AND (char_length(waybill_no) <= 32)))
);

table fulfilment.waybill_claim (
  bucket smallint not null,
  carrier text not null,
  waybill_no text not null,
  order_id bigint not null,
  claimed_at timestamp with time zone not null,
  constraint waybill_claim_carrier_check CHECK (((char_length(carrier) >= 1) AND (char_length(carrier) <= 20))),
  constraint waybill_claim_pkey PRIMARY KEY (bucket, carrier, waybill_no),
  constraint waybill_claim_waybill_no_check CHECK (((char_length(waybill_no) >= 6) AND (char_length(waybill_no) <= 32)))
);

table identity.address (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  province text not null,
  city text not null,
  district text not null,
  contact_sealed bytea not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  default_at timestamp with time zone,
  constraint address_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint address_city_check CHECK (((char_length(city) >= 1) AND (char_length(city) <= 30))),
  constraint address_district_check CHECK ((char_length(district) <= 30)),
  constraint address_pkey PRIMARY KEY (bucket, id),
  constraint address_province_check CHECK (((char_length(province) >= 1) AND (char_length(province) <= 30)))
);

table identity.consent (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  document text not null,
  version text not null,
  agreed_at timestamp with time zone not null,
  constraint consent_bucket_member_id_document_version_key UNIQUE (bucket, member_id, document, version),
  constraint consent_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint consent_document_check CHECK ((document = ANY (ARRAY['terms'::text, 'privacy'::text]))),
  constraint consent_pkey PRIMARY KEY (bucket, id),
  constraint consent_version_check CHECK (((char_length(version) >= 1) AND (char_length(version) <= 20)))
);

table identity.mail (
  bucket smallint not null,
  member_id bigint not null,
  mail_sealed bytea not null,
  mail_fingerprint text not null,
  confirmed_at timestamp with time zone not null,
  constraint mail_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint mail_mail_fingerprint_check CHECK ((char_length(mail_fingerprint) = 64)),
  constraint mail_pkey PRIMARY KEY (bucket, member_id)
);

table identity.mail_claim (
  bucket smallint not null,
  mail_fingerprint text not null,
  member_id bigint not null,
  claimed_at timestamp with time zone not null,
  constraint mail_claim_mail_fingerprint_check CHECK ((char_length(mail_fingerprint) = 64)),
  constraint mail_claim_pkey PRIMARY KEY (bucket, mail_fingerprint)
);

table identity.mail_code (
  bucket smallint not null,
  member_id bigint not null,
  mail_sealed bytea not null,
  mail_fingerprint text not null,
  code_fingerprint text not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries integer not null default 0,
  used_at timestamp with time zone,
  constraint mail_code_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint mail_code_check1 CHECK ((expires_at > sent_at)),
  constraint mail_code_code_fingerprint_check CHECK ((char_length(code_fingerprint) = 64)),
  constraint mail_code_mail_fingerprint_check CHECK ((char_length(mail_fingerprint) = 64)),
  constraint mail_code_pkey PRIMARY KEY (bucket, member_id),
  constraint mail_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

table identity.member (
  bucket smallint not null,
  id bigint not null,
  nickname text not null,
  bio text not null default ''::text,
  city text not null default ''::text,
  avatar_picture_id bigint,
  avatar_url text,
  phone_sealed bytea,
  phone_fingerprint text,
  joined_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  person_hash text,
  pro_at timestamp with time zone,
  operator_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint member_avatar_url_check CHECK ((char_length(avatar_url) <= 500)),
  constraint member_bio_check CHECK ((char_length(bio) <= 300)),
  constraint member_check CHECK ((bucket = platform.bucket_of(id))),
  constraint member_check1 CHECK (((verified_at IS NULL) = (person_hash IS NULL))),
  constraint member_check2 CHECK (((phone_sealed IS NULL) = (phone_fingerprint IS NULL))),
  constraint member_check3 CHECK (((erased_at IS NOT NULL) OR (phone_sealed IS NOT NULL))),
  constraint member_city_check CHECK ((char_length(city) <= 40)),
  constraint member_nickname_check CHECK (((char_length(nickname) >= 1) AND (char_length(nickname) <= 30))),
  constraint member_person_hash_check CHECK ((char_length(person_hash) = 64)),
  constraint member_phone_fingerprint_check CHECK ((char_length(phone_fingerprint) = 64)),
  constraint member_pkey PRIMARY KEY (bucket, id),
  constraint member_pro_is_verified CHECK (((pro_at IS NULL) OR (verified_at IS NOT NULL)))
);

table identity.phone_claim (
  bucket smallint not null,
  phone_fingerprint text not null,
  member_id bigint not null,
  claimed_at timestamp with time zone not null,
  constraint phone_claim_phone_fingerprint_check CHECK ((char_length(phone_fingerprint) = 64)),
  constraint phone_claim_pkey PRIMARY KEY (bucket, phone_fingerprint)
);

table identity.rate (
  bucket smallint not null,
  scope text not null,
  key text not null,
  started_at timestamp with time zone not null,
  hits integer not null,
  constraint rate_hits_check CHECK ((hits > 0)),
  constraint rate_key_check CHECK ((char_length(key) <= 64)),
  constraint rate_pkey PRIMARY KEY (bucket, scope, key),
  constraint rate_scope_check CHECK ((char_length(scope) <= 40))
);

table identity.real_name_claim (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  name_sealed bytea not null,
  id_number_sealed bytea not null,
  person_hash text not null,
  submitted_at timestamp with time zone not null,
  queued_at timestamp with time zone,
  verified_at timestamp with time zone,
  refused_at timestamp with time zone,
  operator_id bigint,
  reason text,
  constraint real_name_claim_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint real_name_claim_check1 CHECK (((verified_at IS NULL) OR (refused_at IS NULL))),
  constraint real_name_claim_check2 CHECK (((refused_at IS NULL) OR (reason IS NOT NULL))),
  constraint real_name_claim_person_hash_check CHECK ((char_length(person_hash) = 64)),
  constraint real_name_claim_pkey PRIMARY KEY (bucket, id),
  constraint real_name_claim_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300)))
);

table identity.selling_person (
  bucket smallint not null,
  person_hash text not null,
  member_id bigint not null,
  claimed_at timestamp with time zone not null,
  constraint selling_person_person_hash_check CHECK ((char_length(person_hash) = 64)),
  constraint selling_person_pkey PRIMARY KEY (bucket, person_hash)
);

table identity.session (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  token_hash text not null,
  transport text not null,
  device text not null,
  ip_prefix text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  constraint session_check CHECK ((bucket = platform.bucket_of(id))),
  constraint session_check1 CHECK ((last_used_at >= created_at)),
  constraint session_device_check CHECK (((char_length(device) >= 1) AND (char_length(device) <= 60))),
  constraint session_ip_prefix_check CHECK ((char_length(ip_prefix) <= 45)),
  constraint session_pkey PRIMARY KEY (bucket, id),
  constraint session_token_hash_check CHECK ((char_length(token_hash) = 64)),
  constraint session_transport_check CHECK ((transport = ANY (ARRAY['cookie'::text, 'bearer'::text]))),
  constraint session_unused_after_end CHECK (((revoked_at IS NULL) OR (last_used_at <= revoked_at)))
);

table identity.sign_in_code (
  bucket smallint not null,
  phone_fingerprint text not null,
  purpose text not null,
  code_fingerprint text not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries integer not null default 0,
  used_at timestamp with time zone,
  constraint sign_in_code_check CHECK ((expires_at > sent_at)),
  constraint sign_in_code_code_fingerprint_check CHECK ((char_length(code_fingerprint) = 64)),
  constraint sign_in_code_phone_fingerprint_check CHECK ((char_length(phone_fingerprint) = 64)),
  constraint sign_in_code_pkey PRIMARY KEY (bucket, phone_fingerprint, purpose),
  constraint sign_in_code_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'change-phone'::text]))),
  constraint sign_in_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

table ledger.account_balance (
  account text not null,
  balance_fen bigint not null,
  constraint account_balance_pkey PRIMARY KEY (account)
);

table ledger.debt (
  bucket smallint not null,
  member_id bigint not null,
  owed_fen bigint not null,
  line_count integer not null,
  changed_at timestamp with time zone not null,
  constraint debt_line_count_check CHECK ((line_count > 0)),
  constraint debt_owed_fen_check CHECK ((owed_fen >= 0)),
  constraint debt_pkey PRIMARY KEY (bucket, member_id)
);

table ledger.debt_line (
  bucket smallint not null,
  member_id bigint not null,
  seq integer not null,
  transfer_id bigint not null,
  order_id bigint,
  amount_fen bigint not null,
  owed_fen bigint not null,
  at timestamp with time zone not null,
  constraint debt_line_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint debt_line_owed_fen_check CHECK ((owed_fen >= 0)),
  constraint debt_line_pkey PRIMARY KEY (bucket, member_id, seq),
  constraint debt_line_seq_check CHECK ((seq > 0))
);

table ledger.disputed (
  bucket smallint not null,
  ref bigint not null,
  order_id bigint not null,
  amount_fen bigint not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  cause text not null,
  constraint disputed_amount_fen_check CHECK ((amount_fen > 0)),
  constraint disputed_cause_check CHECK ((cause = ANY (ARRAY['provider'::text, 'after-sale'::text]))),
  constraint disputed_pkey PRIMARY KEY (bucket, ref)
);

table ledger.entry (
  bucket smallint not null,
  transfer_id bigint not null,
  seq smallint not null,
  account text not null,
  amount_fen bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint entry_account_check CHECK ((account ~ '^(world:[a-z0-9-]{1,30}|wallet:[0-9]{1,19}|(escrow|due-back|in-transit|fee):[0-9]{1,4})$'::text)),
  constraint entry_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint entry_pkey PRIMARY KEY (bucket, transfer_id, seq)
);

table ledger.fold_mark (
  only_one boolean not null default true,
  upto xid8 not null,
  constraint fold_mark_only_one_check CHECK (only_one),
  constraint fold_mark_pkey PRIMARY KEY (only_one)
);

table ledger.freeze (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  order_id bigint,
  reason text not null,
  review_at timestamp with time zone not null,
  frozen_by bigint not null,
  frozen_at timestamp with time zone not null,
  released_by bigint,
  released_at timestamp with time zone,
  release_reason text,
  constraint freeze_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint freeze_check1 CHECK ((review_at > frozen_at)),
  constraint freeze_check2 CHECK (((released_at IS NULL) = (released_by IS NULL))),
  constraint freeze_check3 CHECK (((released_at IS NULL) = (release_reason IS NULL))),
  constraint freeze_pkey PRIMARY KEY (bucket, id),
  constraint freeze_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300))),
  constraint freeze_release_reason_check CHECK (((char_length(release_reason) >= 1) AND (char_length(release_reason) <= 300)))
);

table ledger.hold (
  bucket smallint not null,
  order_id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  provider text not null,
  amount_fen bigint not null,
  transfer_id bigint not null,
  held_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  released_fen bigint not null default 0,
  constraint hold_amount_fen_check CHECK ((amount_fen > 0)),
  constraint hold_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint hold_ended_by_check CHECK ((ended_by = ANY (ARRAY['settle'::text, 'release'::text]))),
  constraint hold_pkey PRIMARY KEY (bucket, order_id),
  constraint hold_released_in_part CHECK (((released_fen >= 0) AND (released_fen < amount_fen)))
);

table ledger.maturing (
  bucket smallint not null,
  member_id bigint not null,
  transfer_id bigint not null,
  order_id bigint not null,
  amount_fen bigint not null,
  reason text not null,
  available_at timestamp with time zone not null,
  constraint maturing_amount_fen_check CHECK ((amount_fen > 0)),
  constraint maturing_pkey PRIMARY KEY (bucket, transfer_id),
  constraint maturing_reason_check CHECK ((reason = 'first-sales'::text))
);

table ledger.payout_stop (
  bucket smallint not null,
  id bigint not null,
  reason text not null,
  stopped_by bigint,
  stopped_at timestamp with time zone not null,
  lifted_by bigint,
  lifted_at timestamp with time zone,
  lift_reason text,
  constraint payout_stop_check CHECK (((lifted_at IS NULL) = (lifted_by IS NULL))),
  constraint payout_stop_check1 CHECK (((lifted_at IS NULL) = (lift_reason IS NULL))),
  constraint payout_stop_lift_reason_check CHECK (((char_length(lift_reason) >= 1) AND (char_length(lift_reason) <= 300))),
  constraint payout_stop_pkey PRIMARY KEY (bucket, id),
  constraint payout_stop_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300)))
);

table ledger.transfer (
  bucket smallint not null,
  id bigint not null,
  kind text not null,
  ref bigint not null,
  order_id bigint,
  at timestamp with time zone not null,
  actor_id bigint,
  constraint transfer_kind_check CHECK ((kind = ANY (ARRAY['hold'::text, 'hold-due-back'::text, 'settle'::text, 'release'::text, 'release-part'::text, 'take-back'::text, 'compensate'::text, 'repay-debt'::text, 'refund-paid'::text, 'refund-unpaid'::text, 'withdraw'::text, 'withdraw-paid'::text, 'withdraw-returned'::text, 'withdraw-undone'::text, 'withdraw-late'::text, 'charge-back'::text, 'goodwill'::text, 'goodwill-back'::text, 'correction'::text, 'debt-forgiven'::text]))),
  constraint transfer_pkey PRIMARY KEY (bucket, id)
);

table ledger.wallet (
  bucket smallint not null,
  member_id bigint not null,
  available_fen bigint not null default 0,
  line_count integer not null,
  changed_at timestamp with time zone not null,
  constraint wallet_available_fen_check CHECK ((available_fen >= 0)),
  constraint wallet_line_count_check CHECK ((line_count > 0)),
  constraint wallet_pkey PRIMARY KEY (bucket, member_id)
);

table ledger.wallet_line (
  bucket smallint not null,
  member_id bigint not null,
  seq integer not null,
  transfer_id bigint not null,
  kind text not null,
  order_id bigint,
  amount_fen bigint not null,
  gross_fen bigint,
  fee_fen bigint,
  balance_fen bigint not null,
  at timestamp with time zone not null,
  constraint wallet_line_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint wallet_line_balance_fen_check CHECK ((balance_fen >= 0)),
  constraint wallet_line_check1 CHECK (((kind <> 'settle'::text) OR (amount_fen = (gross_fen - fee_fen)))),
  constraint wallet_line_of_sale CHECK (((kind = 'settle'::text) = ((gross_fen IS NOT NULL) AND (fee_fen IS NOT NULL)))),
  constraint wallet_line_pkey PRIMARY KEY (bucket, member_id, seq),
  constraint wallet_line_seq_check CHECK ((seq > 0))
);

table moderation.case_file (
  bucket smallint not null,
  id bigint not null,
  subject_kind text not null,
  subject_id bigint not null,
  owner_id bigint not null,
  opened_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by bigint,
  outcome text,
  reason_code text,
  words text,
  constraint case_file_decided_whole CHECK ((((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (outcome IS NULL)))),
  constraint case_file_not_own_matter CHECK ((decided_by <> owner_id)),
  constraint case_file_outcome_check CHECK ((outcome = ANY (ARRAY['taken-down'::text, 'dismissed'::text]))),
  constraint case_file_pkey PRIMARY KEY (bucket, id),
  constraint case_file_reason_code_check CHECK (((char_length(reason_code) >= 1) AND (char_length(reason_code) <= 40))),
  constraint case_file_reason_of_take_down CHECK ((((reason_code IS NOT NULL) = (NOT (outcome IS DISTINCT FROM 'taken-down'::text))) AND ((words IS NOT NULL) OR (outcome IS DISTINCT FROM 'taken-down'::text)))),
  constraint case_file_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['note'::text, 'listing'::text, 'comment'::text, 'member'::text, 'message'::text, 'review'::text]))),
  constraint case_file_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 300)))
);

table moderation.report (
  bucket smallint not null,
  id bigint not null,
  case_id bigint not null,
  reporter_id bigint not null,
  reason_code text not null,
  words text,
  snapshot jsonb not null,
  reported_at timestamp with time zone not null,
  constraint report_bucket_case_id_fkey FOREIGN KEY (bucket, case_id) REFERENCES moderation.case_file(bucket, id),
  constraint report_pkey PRIMARY KEY (bucket, id),
  constraint report_reason_code_check CHECK (((char_length(reason_code) >= 1) AND (char_length(reason_code) <= 40))),
  constraint report_snapshot_check CHECK ((jsonb_typeof(snapshot) = 'object'::text)),
  constraint report_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 500)))
);

table notifications.delivery (
  bucket smallint not null,
  notification_id bigint not null,
  channel text not null,
  target_id bigint not null,
  raise integer not null,
  member_id bigint not null,
  importance text not null,
  due_at timestamp with time zone not null,
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  dropped_at timestamp with time zone,
  last_error text,
  constraint delivery_attempts_check CHECK ((attempts >= 0)),
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'mail'::text]))),
  constraint delivery_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint delivery_check1 CHECK (((target_id = 0) = (channel = 'mail'::text))),
  constraint delivery_check2 CHECK (((sent_at IS NULL) OR (dropped_at IS NULL))),
  constraint delivery_importance_check CHECK ((importance = ANY (ARRAY['sure'::text, 'once'::text]))),
  constraint delivery_last_error_check CHECK ((char_length(last_error) <= 200)),
  constraint delivery_pkey PRIMARY KEY (bucket, notification_id, channel, target_id, raise),
  constraint delivery_raise_check CHECK ((raise >= 1))
);

table notifications.digest (
  bucket smallint not null,
  member_id bigint not null,
  period text not null,
  claimed_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  dropped_at timestamp with time zone,
  constraint digest_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint digest_check1 CHECK (((sent_at IS NULL) OR (dropped_at IS NULL))),
  constraint digest_period_check CHECK ((period ~ '^(daily|weekly):\d{4}-\d{2}-\d{2}$'::text)),
  constraint digest_pkey PRIMARY KEY (bucket, member_id, period)
);

table notifications.notification (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  type text not null,
  category text not null,
  params jsonb not null,
  link text,
  dedupe_key text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  group_key text,
  group_closed_at timestamp with time zone,
  actor_ids bigint[] not null default '{}'::bigint[],
  actors_count integer not null default 0,
  raises integer not null default 1,
  raised_at timestamp with time zone not null,
  constraint notification_actor_ids_check CHECK ((cardinality(actor_ids) <= 3)),
  constraint notification_bucket_member_id_dedupe_key_key UNIQUE (bucket, member_id, dedupe_key),
  constraint notification_category_check CHECK ((category = ANY (ARRAY['trade'::text, 'people'::text, 'house'::text, 'talk'::text]))),
  constraint notification_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint notification_check1 CHECK ((actors_count >= cardinality(actor_ids))),
  constraint notification_check2 CHECK ((raised_at >= created_at)),
  constraint notification_check3 CHECK (((group_closed_at IS NULL) OR (group_key IS NOT NULL))),
  constraint notification_dedupe_key_check CHECK (((char_length(dedupe_key) >= 1) AND (char_length(dedupe_key) <= 200))),
  constraint notification_group_key_check CHECK (((char_length(group_key) >= 1) AND (char_length(group_key) <= 120))),
  constraint notification_link_check CHECK (((link ~ '^/'::text) AND (char_length(link) <= 300))),
  constraint notification_params_check CHECK ((jsonb_typeof(params) = 'object'::text)),
  constraint notification_pkey PRIMARY KEY (bucket, id),
  constraint notification_raises_check CHECK ((raises >= 1)),
  constraint notification_type_check CHECK (((char_length(type) >= 3) AND (char_length(type) <= 80)))
);

table notifications.preference (
  bucket smallint not null,
  member_id bigint not null,
  choices jsonb not null default '{}'::jsonb,
  quiet_from smallint not null default 1320,
  quiet_to smallint not null default 480,
  quiet_off_at timestamp with time zone,
  duties_pass_at timestamp with time zone,
  digest text not null default 'never'::text,
  next_digest_at timestamp with time zone,
  locale text not null,
  changed_at timestamp with time zone not null,
  constraint preference_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint preference_check1 CHECK (((digest = 'never'::text) = (next_digest_at IS NULL))),
  constraint preference_choices_check CHECK ((jsonb_typeof(choices) = 'object'::text)),
  constraint preference_digest_check CHECK ((digest = ANY (ARRAY['never'::text, 'daily'::text, 'weekly'::text]))),
  constraint preference_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint preference_pkey PRIMARY KEY (bucket, member_id),
  constraint preference_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
  constraint preference_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439)))
);

table notifications.push_claim (
  bucket smallint not null,
  endpoint_fingerprint text not null,
  member_id bigint not null,
  claimed_at timestamp with time zone not null,
  constraint push_claim_endpoint_fingerprint_check CHECK ((char_length(endpoint_fingerprint) = 64)),
  constraint push_claim_pkey PRIMARY KEY (bucket, endpoint_fingerprint)
);

table notifications.push_key (
  bucket smallint not null,
  id smallint not null,
  public_key text not null,
  private_key_sealed bytea not null,
  made_at timestamp with time zone not null,
  constraint push_key_bucket_check CHECK ((bucket = 0)),
  constraint push_key_id_check CHECK ((id = 1)),
  constraint push_key_pkey PRIMARY KEY (bucket, id),
  constraint push_key_public_key_check CHECK (((char_length(public_key) >= 80) AND (char_length(public_key) <= 100)))
);

table notifications.push_subscription (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  session_id bigint not null,
  endpoint_fingerprint text not null,
  subscription_sealed bytea not null,
  created_at timestamp with time zone not null,
  constraint push_subscription_bucket_member_id_endpoint_fingerprint_key UNIQUE (bucket, member_id, endpoint_fingerprint),
  constraint push_subscription_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint push_subscription_endpoint_fingerprint_check CHECK ((char_length(endpoint_fingerprint) = 64)),
  constraint push_subscription_pkey PRIMARY KEY (bucket, id)
);

table notifications.told (
  bucket smallint not null,
  member_id bigint not null,
  dedupe_key text not null,
  actor_id bigint,
  notification_id bigint,
  told_at timestamp with time zone not null,
  constraint told_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint told_dedupe_key_check CHECK (((char_length(dedupe_key) >= 1) AND (char_length(dedupe_key) <= 200))),
  constraint told_pkey PRIMARY KEY (bucket, member_id, dedupe_key)
);

table office.money_move (
  bucket smallint not null,
  id bigint not null,
  kind text not null,
  from_id bigint,
  to_id bigint,
  order_id bigint,
  payout_id bigint,
  amount_fen bigint not null,
  reason text not null,
  state text not null default 'PROPOSED'::text,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  approved_by bigint,
  approved_at timestamp with time zone,
  transfer_id bigint,
  closed_by bigint,
  closed_at timestamp with time zone,
  close_reason text,
  constraint money_move_amount_fen_check CHECK ((amount_fen > 0)),
  constraint money_move_carried_out CHECK ((((state = 'CARRIED_OUT'::text) = (approved_by IS NOT NULL)) AND ((approved_by IS NULL) = (approved_at IS NULL)) AND ((approved_by IS NULL) = (transfer_id IS NULL)))),
  constraint money_move_check CHECK ((bucket = platform.bucket_of(id))),
  constraint money_move_close_reason_check CHECK (((char_length(close_reason) >= 1) AND (char_length(close_reason) <= 300))),
  constraint money_move_closed CHECK ((((state = 'WITHDRAWN'::text) = (closed_by IS NOT NULL)) AND ((closed_by IS NULL) = (closed_at IS NULL)) AND ((closed_by IS NULL) = (close_reason IS NULL)))),
  constraint money_move_in_time CHECK ((approved_at < expires_at)),
  constraint money_move_kind_check CHECK ((kind = ANY (ARRAY['goodwill'::text, 'goodwill-back'::text, 'correction'::text, 'debt-forgiven'::text, 'payout-cancelled'::text]))),
  constraint money_move_payout CHECK (((kind = 'payout-cancelled'::text) = (payout_id IS NOT NULL))),
  constraint money_move_pkey PRIMARY KEY (bucket, id),
  constraint money_move_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300))),
  constraint money_move_runs_out CHECK ((expires_at > proposed_at)),
  constraint money_move_sides CHECK (
CASE kind
    WHEN 'goodwill'::text THEN ((from_id IS NULL) AND (to_id IS NOT NULL))
    WHEN 'goodwill-back'::text THEN ((from_id IS NOT NULL) AND (to_id IS NULL))
    WHEN 'correction'::text THEN ((from_id IS NOT NULL) AND (to_id IS NOT NULL) AND (from_id <> to_id))
    ELSE ((from_id IS NOT NULL) AND (to_id IS NULL))
END),
  constraint money_move_state_check CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'CARRIED_OUT'::text, 'WITHDRAWN'::text]))),
  constraint money_move_takes_two CHECK ((approved_by <> proposed_by))
);

table office.reading (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  operator_id bigint not null,
  what text not null,
  reason text not null,
  first_seq integer,
  last_seq integer,
  at timestamp with time zone not null,
  constraint reading_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint reading_check1 CHECK (((first_seq IS NULL) = (last_seq IS NULL))),
  constraint reading_check2 CHECK ((first_seq <= last_seq)),
  constraint reading_pkey PRIMARY KEY (bucket, id),
  constraint reading_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300))),
  constraint reading_what_check CHECK ((what = ANY (ARRAY['messages'::text, 'address'::text])))
);

table orders.buyer_order (
  bucket smallint not null,
  buyer_id bigint not null,
  order_id bigint not null,
  state text not null,
  event_count integer not null,
  placed_at timestamp with time zone not null,
  constraint buyer_order_pkey PRIMARY KEY (bucket, buyer_id, order_id)
);

table orders.offer (
  bucket smallint not null,
  id bigint not null,
  listing_id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  quantity integer not null,
  state text not null,
  round smallint not null,
  asking_fen bigint not null,
  freight_fen bigint not null,
  delivery text not null,
  buyer_fen bigint not null,
  seller_fen bigint not null,
  address_sealed bytea,
  step_count integer not null default 1,
  made_at timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  ended_at timestamp with time zone,
  order_id bigint,
  constraint offer_address_while_open CHECK (((address_sealed IS NOT NULL) = ((state = 'open'::text) AND (delivery = 'courier'::text)))),
  constraint offer_asking_fen_check CHECK (((asking_fen >= 1) AND (asking_fen <= 1000000))),
  constraint offer_delivery_check CHECK ((delivery = ANY (ARRAY['courier'::text, 'pickup'::text, 'virtual'::text]))),
  constraint offer_end_said CHECK (((state = 'open'::text) = (ended_at IS NULL))),
  constraint offer_freight_fen_check CHECK ((freight_fen >= 0)),
  constraint offer_of_two CHECK ((buyer_id <> seller_id)),
  constraint offer_order_when_accepted CHECK (((state = 'accepted'::text) = (order_id IS NOT NULL))),
  constraint offer_pkey PRIMARY KEY (bucket, id),
  constraint offer_prices_come_closer CHECK (((0 < buyer_fen) AND (buyer_fen < seller_fen) AND (seller_fen <= asking_fen))),
  constraint offer_quantity_check CHECK (((quantity >= 1) AND (quantity <= 99))),
  constraint offer_round_check CHECK (((round >= 1) AND (round <= 3))),
  constraint offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'lapsed'::text]))),
  constraint offer_step_count_check CHECK ((step_count >= 1)),
  constraint offer_time_runs CHECK ((valid_until > made_at))
);

table orders.offer_step (
  bucket smallint not null,
  offer_id bigint not null,
  seq integer not null,
  command text not null,
  actor_role text not null,
  actor_id bigint,
  unit_price_fen bigint,
  at timestamp with time zone not null,
  constraint offer_step_actor_role_check CHECK ((actor_role = ANY (ARRAY['buyer'::text, 'seller'::text, 'clock'::text]))),
  constraint offer_step_bucket_offer_id_fkey FOREIGN KEY (bucket, offer_id) REFERENCES orders.offer(bucket, id),
  constraint offer_step_by_somebody CHECK (((actor_id IS NULL) = (actor_role = 'clock'::text))),
  constraint offer_step_command_check CHECK ((command = ANY (ARRAY['make'::text, 'counter'::text, 'accept'::text, 'decline'::text, 'withdraw'::text, 'lapse'::text]))),
  constraint offer_step_names_a_price CHECK (((unit_price_fen IS NOT NULL) = (command = ANY (ARRAY['make'::text, 'counter'::text])))),
  constraint offer_step_pkey PRIMARY KEY (bucket, offer_id, seq),
  constraint offer_step_seq_check CHECK ((seq > 0)),
  constraint offer_step_unit_price_fen_check CHECK ((unit_price_fen > 0))
);

table orders.order (
  bucket smallint not null,
  id bigint not null,
  seller_id bigint not null,
  buyer_id bigint not null,
  state text not null,
  delivery text not null,
  goods_fen bigint not null,
  freight_fen bigint not null,
  total_fen bigint not null,
  paid_fen bigint not null default 0,
  refunded_fen bigint not null default 0,
  fee_bps integer not null,
  fee_fen bigint,
  created_at timestamp with time zone not null,
  pay_by timestamp with time zone not null,
  paid_at timestamp with time zone,
  ship_within_ms bigint not null,
  ship_by timestamp with time zone,
  refund_unshipped_at timestamp with time zone,
  ship_extension_days integer not null default 0,
  shipped_at timestamp with time zone,
  tracking text,
  scan_by timestamp with time zone,
  last_moved_at timestamp with time zone,
  move_by timestamp with time zone,
  void_shipments integer not null default 0,
  delivered_at timestamp with time zone,
  confirm_by timestamp with time zone,
  receipt_extensions integer not null default 0,
  after_sale_opened_at timestamp with time zone,
  clock_left_ms bigint,
  completed_at timestamp with time zone,
  closed_at timestamp with time zone,
  refunded_at timestamp with time zone,
  end_reason text,
  event_count integer not null default 1,
  address_sealed bytea,
  buyer_note text,
  discount_fen bigint not null default 0,
  charged_fen bigint not null default 0,
  constraint order_buyer_note_check CHECK ((length(buyer_note) <= 200)),
  constraint order_charged_of_what_is_left CHECK (((charged_fen >= 0) AND (charged_fen <= (paid_fen - refunded_fen)))),
  constraint order_check1 CHECK (((paid_fen = 0) OR (paid_fen = total_fen))),
  constraint order_check2 CHECK (((refunded_fen >= 0) AND (refunded_fen <= paid_fen))),
  constraint order_check3 CHECK (((fee_fen >= 0) AND (fee_fen <= total_fen))),
  constraint order_check4 CHECK ((buyer_id <> seller_id)),
  constraint order_check5 CHECK (((paid_fen = 0) = (state = ANY (ARRAY['WAIT_PAY'::text, 'CLOSED'::text])))),
  constraint order_check6 CHECK (((fee_fen IS NOT NULL) = (state = 'COMPLETED'::text))),
  constraint order_delivery_check CHECK ((delivery = ANY (ARRAY['courier'::text, 'pickup'::text, 'virtual'::text]))),
  constraint order_discount_below_goods CHECK (((discount_fen >= 0) AND (discount_fen <= (goods_fen - 1)))),
  constraint order_fee_bps_check CHECK (((fee_bps >= 0) AND (fee_bps <= 10000))),
  constraint order_freight_fen_check CHECK ((freight_fen >= 0)),
  constraint order_goods_fen_check CHECK ((goods_fen > 0)),
  constraint order_goods_have_one_clock CHECK (((state <> ALL (ARRAY['SHIPPED'::text, 'DELIVERED'::text])) OR (num_nonnulls(scan_by, move_by, confirm_by, after_sale_opened_at) = 1))),
  constraint order_pkey PRIMARY KEY (bucket, id),
  constraint order_receipt_extensions_check CHECK (((receipt_extensions >= 0) AND (receipt_extensions <= 2))),
  constraint order_ship_extension_days_check CHECK (((ship_extension_days >= 0) AND (ship_extension_days <= 21))),
  constraint order_ship_within_ms_check CHECK ((ship_within_ms > 0)),
  constraint order_state_check CHECK ((state = ANY (ARRAY['WAIT_PAY'::text, 'WAIT_SHIP'::text, 'SHIPPED'::text, 'DELIVERED'::text, 'COMPLETED'::text, 'CLOSED'::text, 'REFUNDED'::text]))),
  constraint order_total_adds_up CHECK ((total_fen = ((goods_fen - discount_fen) + freight_fen))),
  constraint order_tracking_check CHECK ((tracking = ANY (ARRAY['tracked'::text, 'untracked'::text]))),
  constraint order_void_shipments_check CHECK ((void_shipments >= 0))
);

table orders.order_event (
  bucket smallint not null,
  order_id bigint not null,
  seq integer not null,
  command text not null,
  from_state text not null,
  to_state text not null,
  actor_role text not null,
  actor_id bigint,
  at timestamp with time zone not null,
  constraint order_event_pkey PRIMARY KEY (bucket, order_id, seq),
  constraint order_event_seq_check CHECK ((seq > 0))
);

table orders.order_line (
  bucket smallint not null,
  order_id bigint not null,
  line_no smallint not null,
  listing_id bigint not null,
  quantity integer not null,
  unit_price_fen bigint not null,
  snapshot jsonb not null,
  discount_fen bigint not null default 0,
  constraint order_line_discount_within CHECK (((discount_fen >= 0) AND (discount_fen <= (quantity * unit_price_fen)))),
  constraint order_line_pkey PRIMARY KEY (bucket, order_id, line_no),
  constraint order_line_quantity_check CHECK (((quantity >= 1) AND (quantity <= 99))),
  constraint order_line_unit_price_fen_check CHECK (((unit_price_fen >= 1) AND (unit_price_fen <= 1000000)))
);

table orders.reminder (
  bucket smallint not null,
  order_id bigint not null,
  no integer not null,
  role text not null,
  at timestamp with time zone not null,
  constraint reminder_counted CHECK ((no >= 1)),
  constraint reminder_in_bucket CHECK ((bucket = platform.bucket_of(order_id))),
  constraint reminder_pkey PRIMARY KEY (bucket, order_id, role, no),
  constraint reminder_role_known CHECK ((role = ANY (ARRAY['buyer'::text, 'seller'::text])))
);

table payments.attempt (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  payer_id bigint not null,
  amount_fen bigint not null,
  state text not null default 'OPEN'::text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  cashier_url text,
  next_query_at timestamp with time zone,
  queries integer not null default 0,
  provider text,
  merchant_id text,
  transaction_id text,
  paid_at timestamp with time zone,
  provider_paid_at timestamp with time zone,
  outcome text,
  closed_at timestamp with time zone,
  asked_provider text,
  provider_ref text,
  constraint attempt_amount_fen_check CHECK ((amount_fen > 0)),
  constraint attempt_check CHECK (((state = 'PAID'::text) = (paid_at IS NOT NULL))),
  constraint attempt_check1 CHECK (((state = 'PAID'::text) = (outcome IS NOT NULL))),
  constraint attempt_outcome_check CHECK ((outcome = ANY (ARRAY['held'::text, 'due-back'::text]))),
  constraint attempt_pkey PRIMARY KEY (bucket, id),
  constraint attempt_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'PAID'::text, 'CLOSED'::text])))
);

table payments.bill_day (
  provider text not null,
  day date not null,
  fetched_at timestamp with time zone not null,
  compared_at timestamp with time zone,
  constraint bill_day_pkey PRIMARY KEY (provider, day)
);

table payments.bill_line (
  provider text not null,
  day date not null,
  transaction_id text not null,
  kind text not null,
  out_no text not null,
  amount_fen bigint not null,
  at timestamp with time zone not null,
  merchant_id text,
  fee_fen bigint,
  constraint bill_line_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'transfer'::text]))),
  constraint bill_line_pkey PRIMARY KEY (provider, day, kind, transaction_id)
);

table payments.inbox (
  bucket smallint not null,
  id bigint not null,
  provider text not null,
  event_id text not null,
  kind text not null,
  out_no text not null,
  sig_ok boolean not null,
  outcome text not null,
  received_at timestamp with time zone not null,
  constraint inbox_pkey PRIMARY KEY (bucket, id)
);

table payments.merchant (
  provider text not null,
  merchant_id text not null,
  since timestamp with time zone not null,
  constraint merchant_pkey PRIMARY KEY (provider, merchant_id)
);

table payments.payout (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  amount_fen bigint not null,
  bank_name text not null,
  account_tail text not null,
  account_sealed bytea not null,
  holder_sealed bytea not null,
  state text not null default 'REQUESTED'::text,
  transfer_id bigint not null,
  provider_ref text,
  failure text,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  provider_finished_at timestamp with time zone,
  provider text,
  recheck_at timestamp with time zone,
  handed_at timestamp with time zone,
  constraint payout_amount_fen_check CHECK ((amount_fen > 0)),
  constraint payout_check CHECK (((state = ANY (ARRAY['PAID'::text, 'RETURNED'::text])) = (finished_at IS NOT NULL))),
  constraint payout_check1 CHECK (((state = 'RETURNED'::text) = (failure IS NOT NULL))),
  constraint payout_pkey PRIMARY KEY (bucket, id),
  constraint payout_state_check CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'SENT'::text, 'PAID'::text, 'RETURNED'::text])))
);

table payments.payout_account (
  bucket smallint not null,
  member_id bigint not null,
  bank_name text not null,
  account_sealed bytea not null,
  account_tail text not null,
  holder_sealed bytea not null,
  bound_at timestamp with time zone not null,
  constraint payout_account_account_tail_check CHECK ((length(account_tail) = 4)),
  constraint payout_account_bank_name_check CHECK (((length(bank_name) >= 2) AND (length(bank_name) <= 40))),
  constraint payout_account_pkey PRIMARY KEY (bucket, member_id)
);

table payments.put_back (
  bucket smallint not null,
  transfer_id bigint not null,
  kind text not null,
  ref bigint not null,
  provider text not null,
  amount_fen bigint not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint put_back_amount_fen_check CHECK ((amount_fen > 0)),
  constraint put_back_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'transfer'::text]))),
  constraint put_back_pkey PRIMARY KEY (bucket, transfer_id)
);

table payments.reconciliation_case (
  bucket smallint not null,
  id bigint not null,
  provider text not null,
  kind text not null,
  subject text not null,
  out_no text not null,
  day date,
  provider_ref text,
  our_fen bigint,
  their_fen bigint,
  order_id bigint,
  member_id bigint,
  repair text not null,
  state text not null default 'OPEN'::text,
  evidence_by timestamp with time zone,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by bigint,
  reason text,
  constraint reconciliation_case_check CHECK (((state = 'OPEN'::text) = (closed_at IS NULL))),
  constraint reconciliation_case_check1 CHECK (((state = 'OPEN'::text) = (reason IS NULL))),
  constraint reconciliation_case_check2 CHECK (((state = ANY (ARRAY['REPAIRED'::text, 'DISMISSED'::text])) = (closed_by IS NOT NULL))),
  constraint reconciliation_case_kind_check CHECK ((kind = ANY (ARRAY['not-in-books'::text, 'not-on-bill'::text, 'amount-differs'::text, 'state-differs'::text, 'foreign-merchant'::text, 'fee-differs'::text, 'transfer-returned'::text, 'disputed'::text]))),
  constraint reconciliation_case_pkey PRIMARY KEY (bucket, id),
  constraint reconciliation_case_repair_check CHECK ((repair = ANY (ARRAY['ask-again'::text, 'send-back'::text, 'put-back-refund'::text, 'return-payout'::text, 'charge-payee'::text, 'await-verdict'::text, 'charge-seller'::text, 'note'::text]))),
  constraint reconciliation_case_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'REPAIRED'::text, 'DISMISSED'::text, 'EXPLAINED'::text]))),
  constraint reconciliation_case_subject_check CHECK ((subject = ANY (ARRAY['payment'::text, 'refund'::text, 'transfer'::text, 'fee'::text, 'return'::text, 'dispute'::text])))
);

table payments.refund (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  attempt_id bigint not null,
  buyer_id bigint not null,
  amount_fen bigint not null,
  reason text not null,
  state text not null default 'PENDING'::text,
  failures integer not null default 0,
  last_failure text,
  provider_ref text,
  transfer_id bigint,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  provider_finished_at timestamp with time zone,
  cause_id bigint not null default 0,
  put_back_id bigint,
  recheck_at timestamp with time zone,
  constraint refund_amount_fen_check CHECK ((amount_fen > 0)),
  constraint refund_check CHECK (((state = 'SUCCEEDED'::text) = (transfer_id IS NOT NULL))),
  constraint refund_check1 CHECK (((state = 'SUCCEEDED'::text) = (finished_at IS NOT NULL))),
  constraint refund_pkey PRIMARY KEY (bucket, id),
  constraint refund_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'SENT'::text, 'SUCCEEDED'::text])))
);

table payments.transaction_claim (
  bucket smallint not null,
  provider text not null,
  transaction_id text not null,
  attempt_id bigint not null,
  amount_fen bigint not null,
  constraint transaction_claim_amount_fen_check CHECK ((amount_fen > 0)),
  constraint transaction_claim_pkey PRIMARY KEY (bucket, provider, transaction_id)
);

table platform.captured_message (
  number integer not null,
  receiver text not null,
  sealed bytea not null,
  constraint captured_message_pkey PRIMARY KEY (number)
);

table platform.deadline (
  bucket smallint not null,
  id bigint not null,
  kind text not null,
  ref bigint not null,
  run_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  attempts integer not null default 0,
  done_at timestamp with time zone,
  last_error text,
  constraint deadline_attempts_check CHECK ((attempts >= 0)),
  constraint deadline_pkey PRIMARY KEY (bucket, id)
);

table platform.idempotency (
  bucket smallint not null,
  actor_id bigint not null,
  key text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (bucket, actor_id, key)
);

table platform.link_preview (
  bucket smallint not null,
  url_hash text not null,
  url text not null,
  asked_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  settled_at timestamp with time zone,
  title text,
  site text,
  constraint link_preview_pkey PRIMARY KEY (bucket, url_hash),
  constraint link_preview_site_check CHECK (((char_length(site) >= 1) AND (char_length(site) <= 255))),
  constraint link_preview_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200))),
  constraint link_preview_url_check CHECK (((char_length(url) >= 8) AND (char_length(url) <= 1100))),
  constraint link_preview_url_hash_check CHECK ((url_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint link_preview_whole CHECK ((((title IS NULL) = (site IS NULL)) AND ((title IS NULL) OR (settled_at IS NOT NULL))))
);

table platform.migration (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

table platform.outbox (
  bucket smallint not null,
  id bigint not null,
  topic text not null,
  ref text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  attempts integer not null default 0,
  sent_at timestamp with time zone,
  dead_at timestamp with time zone,
  last_error text,
  constraint outbox_attempts_check CHECK ((attempts >= 0)),
  constraint outbox_pkey PRIMARY KEY (bucket, id)
);

table platform.picture (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  width integer not null,
  height integer not null,
  variants jsonb not null,
  thumbhash text not null,
  colour text not null,
  sha256 text not null,
  phash text not null,
  alt text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint picture_alt_check CHECK ((char_length(alt) <= 200)),
  constraint picture_colour_check CHECK ((colour ~ '^#[0-9a-f]{6}$'::text)),
  constraint picture_height_check CHECK ((height > 0)),
  constraint picture_phash_check CHECK ((phash ~ '^[0-9a-f]{16}$'::text)),
  constraint picture_pkey PRIMARY KEY (bucket, id),
  constraint picture_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint picture_thumbhash_check CHECK (((char_length(thumbhash) >= 1) AND (char_length(thumbhash) <= 100))),
  constraint picture_variants_check CHECK (((jsonb_array_length(variants) >= 1) AND (jsonb_array_length(variants) <= 20))),
  constraint picture_width_check CHECK ((width > 0))
);

table platform.rate_limit (
  bucket smallint not null,
  member_id bigint not null,
  kind text not null,
  times timestamp with time zone[] not null,
  constraint rate_limit_kind_check CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 60))),
  constraint rate_limit_pkey PRIMARY KEY (bucket, member_id, kind),
  constraint rate_limit_times_check CHECK ((cardinality(times) <= 1000))
);

table platform.setting (
  name text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (name)
);

table reactions.collection (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  name text,
  public_at timestamp with time zone,
  made_at timestamp with time zone not null,
  constraint collection_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint collection_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 20))),
  constraint collection_pkey PRIMARY KEY (bucket, id)
);

table reactions.comment (
  bucket smallint not null,
  id bigint not null,
  note_id bigint not null,
  top_id bigint,
  answers_id bigint,
  answers_member_id bigint,
  member_id bigint not null,
  body jsonb not null,
  like_count integer not null default 0,
  reply_count integer not null default 0,
  pinned_at timestamp with time zone,
  written_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  deleted_by bigint,
  taken_down_at timestamp with time zone,
  constraint comment_answers_whole CHECK ((((answers_id IS NULL) = (answers_member_id IS NULL)) AND ((answers_id IS NULL) OR (top_id IS NOT NULL)))),
  constraint comment_body_check CHECK (((jsonb_typeof(body) = 'array'::text) AND ((jsonb_array_length(body) >= 1) AND (jsonb_array_length(body) <= 20)))),
  constraint comment_bucket_top_id_fkey FOREIGN KEY (bucket, top_id) REFERENCES reactions.comment(bucket, id),
  constraint comment_check CHECK ((bucket = platform.bucket_of(note_id))),
  constraint comment_deleted_whole CHECK (((deleted_at IS NULL) = (deleted_by IS NULL))),
  constraint comment_like_count_check CHECK ((like_count >= 0)),
  constraint comment_pinned_is_there CHECK (((pinned_at IS NULL) OR ((top_id IS NULL) AND (deleted_at IS NULL) AND (taken_down_at IS NULL)))),
  constraint comment_pkey PRIMARY KEY (bucket, id),
  constraint comment_replies_have_none CHECK (((top_id IS NULL) OR (reply_count = 0))),
  constraint comment_reply_count_check CHECK ((reply_count >= 0))
);

table reactions.comment_like (
  bucket smallint not null,
  comment_id bigint not null,
  member_id bigint not null,
  liked_at timestamp with time zone not null,
  constraint comment_like_bucket_comment_id_fkey FOREIGN KEY (bucket, comment_id) REFERENCES reactions.comment(bucket, id),
  constraint comment_like_check CHECK ((bucket = platform.bucket_of(comment_id))),
  constraint comment_like_pkey PRIMARY KEY (bucket, comment_id, member_id)
);

table reactions.note_like (
  bucket smallint not null,
  note_id bigint not null,
  member_id bigint not null,
  liked_at timestamp with time zone not null,
  constraint note_like_check CHECK ((bucket = platform.bucket_of(note_id))),
  constraint note_like_pkey PRIMARY KEY (bucket, note_id, member_id)
);

table reactions.save (
  bucket smallint not null,
  member_id bigint not null,
  note_id bigint not null,
  collection_id bigint not null,
  saved_at timestamp with time zone not null,
  constraint save_bucket_collection_id_fkey FOREIGN KEY (bucket, collection_id) REFERENCES reactions.collection(bucket, id),
  constraint save_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint save_pkey PRIMARY KEY (bucket, member_id, note_id)
);

table reviews.exchange (
  bucket smallint not null,
  order_id bigint not null,
  buyer_id bigint not null,
  seller_id bigint not null,
  opened_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  revealed_at timestamp with time zone,
  constraint exchange_check CHECK ((bucket = platform.bucket_of(order_id))),
  constraint exchange_check1 CHECK ((closes_at > opened_at)),
  constraint exchange_check2 CHECK ((buyer_id <> seller_id)),
  constraint exchange_pkey PRIMARY KEY (bucket, order_id)
);

table reviews.review (
  bucket smallint not null,
  id bigint not null,
  order_id bigint not null,
  by_side text not null,
  author_id bigint not null,
  subject_id bigint not null,
  step text not null,
  tags text[] not null,
  words text,
  picture_ids bigint[] not null,
  filed_at timestamp with time zone not null,
  held_at timestamp with time zone,
  revealed_at timestamp with time zone,
  reply text,
  replied_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  taken_down_at timestamp with time zone,
  constraint review_by_side_check CHECK ((by_side = ANY (ARRAY['buyer'::text, 'seller'::text]))),
  constraint review_check CHECK ((bucket = platform.bucket_of(subject_id))),
  constraint review_check1 CHECK ((subject_id <> author_id)),
  constraint review_picture_ids_check CHECK ((cardinality(picture_ids) <= 9)),
  constraint review_pkey PRIMARY KEY (bucket, id),
  constraint review_reply_after_reveal CHECK (((replied_at IS NULL) OR (revealed_at IS NOT NULL))),
  constraint review_reply_check CHECK (((char_length(reply) >= 1) AND (char_length(reply) <= 500))),
  constraint review_reply_whole CHECK (((reply IS NULL) = (replied_at IS NULL))),
  constraint review_step_check CHECK ((step = ANY (ARRAY['good'::text, 'fair'::text, 'poor'::text]))),
  constraint review_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint review_withdrawn_says_nothing CHECK (((withdrawn_at IS NULL) OR ((words IS NULL) AND (cardinality(picture_ids) = 0)))),
  constraint review_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 500)))
);

table search.history (
  bucket smallint not null,
  member_id bigint not null,
  key text not null,
  q text not null,
  searched_at timestamp with time zone not null,
  constraint history_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint history_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 200))),
  constraint history_pkey PRIMARY KEY (bucket, member_id, key),
  constraint history_q_check CHECK (((char_length(q) >= 1) AND (char_length(q) <= 100)))
);

table search.hit (
  bucket smallint not null,
  saved_id bigint not null,
  listing_id bigint not null,
  found_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint hit_check CHECK ((bucket = platform.bucket_of(saved_id))),
  constraint hit_pkey PRIMARY KEY (bucket, saved_id, listing_id)
);

table search.listing (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  audience text not null,
  circle_id bigint,
  words text not null,
  title_grams tsvector not null,
  all_grams tsvector not null,
  price_fen bigint not null,
  condition text not null,
  delivery text not null,
  city text not null,
  sold_out_at timestamp with time zone,
  published_at timestamp with time zone not null,
  indexed_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  constraint listing_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'followers'::text, 'circle'::text]))),
  constraint listing_check CHECK ((bucket = platform.bucket_of(id))),
  constraint listing_circle_named CHECK (((audience = 'circle'::text) = (circle_id IS NOT NULL))),
  constraint listing_city_check CHECK ((char_length(city) <= 60)),
  constraint listing_condition_check CHECK (((char_length(condition) >= 1) AND (char_length(condition) <= 20))),
  constraint listing_delivery_check CHECK (((char_length(delivery) >= 1) AND (char_length(delivery) <= 20))),
  constraint listing_pkey PRIMARY KEY (bucket, id),
  constraint listing_price_fen_check CHECK ((price_fen >= 1)),
  constraint listing_words_check CHECK ((char_length(words) <= 400))
);

table search.member (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  audience text not null default 'public'::text,
  circle_id bigint,
  words text not null,
  title_grams tsvector not null,
  all_grams tsvector not null,
  published_at timestamp with time zone not null,
  indexed_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  constraint member_audience_check CHECK ((audience = 'public'::text)),
  constraint member_check CHECK ((owner_id = id)),
  constraint member_check1 CHECK ((bucket = platform.bucket_of(id))),
  constraint member_circle_id_check CHECK ((circle_id IS NULL)),
  constraint member_pkey PRIMARY KEY (bucket, id),
  constraint member_words_check CHECK ((char_length(words) <= 400))
);

table search.note (
  bucket smallint not null,
  id bigint not null,
  owner_id bigint not null,
  audience text not null,
  circle_id bigint,
  words text not null,
  title_grams tsvector not null,
  all_grams tsvector not null,
  topics text[] not null,
  published_at timestamp with time zone not null,
  indexed_at timestamp with time zone not null,
  constraint note_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'followers'::text, 'circle'::text]))),
  constraint note_check CHECK ((bucket = platform.bucket_of(id))),
  constraint note_circle_named CHECK (((audience = 'circle'::text) = (circle_id IS NOT NULL))),
  constraint note_pkey PRIMARY KEY (bucket, id),
  constraint note_topics_check CHECK ((cardinality(topics) <= 10)),
  constraint note_words_check CHECK ((char_length(words) <= 400))
);

table search.rebuild (
  kind text not null,
  version integer not null,
  started_at timestamp with time zone not null,
  read_after bigint,
  swept_after bigint,
  read_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint rebuild_in_order CHECK (((done_at IS NULL) OR (read_at IS NOT NULL))),
  constraint rebuild_kind_check CHECK ((kind = ANY (ARRAY['note'::text, 'listing'::text, 'member'::text]))),
  constraint rebuild_pkey PRIMARY KEY (kind),
  constraint rebuild_version_check CHECK ((version >= 1))
);

table search.saved (
  bucket smallint not null,
  id bigint not null,
  member_id bigint not null,
  q text not null,
  key text not null,
  exact tsquery not null,
  needle text not null,
  price_fen_min bigint,
  price_fen_max bigint,
  conditions text[] not null,
  deliveries text[] not null,
  city text not null,
  saved_at timestamp with time zone not null,
  told_at timestamp with time zone,
  verified_only boolean not null default false,
  constraint saved_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint saved_city_check CHECK ((char_length(city) <= 60)),
  constraint saved_conditions_check CHECK ((cardinality(conditions) <= 10)),
  constraint saved_deliveries_check CHECK ((cardinality(deliveries) <= 10)),
  constraint saved_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 500))),
  constraint saved_needle_check CHECK (((char_length(needle) >= 1) AND (char_length(needle) <= 3))),
  constraint saved_once UNIQUE (bucket, member_id, key),
  constraint saved_pkey PRIMARY KEY (bucket, id),
  constraint saved_price_fen_max_check CHECK ((price_fen_max >= 0)),
  constraint saved_price_fen_min_check CHECK ((price_fen_min >= 0)),
  constraint saved_q_check CHECK (((char_length(q) >= 1) AND (char_length(q) <= 100)))
);

table search.topic (
  bucket smallint not null,
  topic text not null,
  grams tsvector not null,
  notes integer not null,
  changed_at timestamp with time zone not null,
  constraint topic_notes_check CHECK ((notes >= 0)),
  constraint topic_pkey PRIMARY KEY (bucket, topic),
  constraint topic_topic_check CHECK (((char_length(topic) >= 1) AND (char_length(topic) <= 30)))
);

table ties.block (
  bucket smallint not null,
  blocker_id bigint not null,
  blocked_id bigint not null,
  blocked_at timestamp with time zone not null,
  constraint block_check CHECK ((bucket = platform.bucket_of(blocker_id))),
  constraint block_not_oneself CHECK ((blocker_id <> blocked_id)),
  constraint block_pkey PRIMARY KEY (bucket, blocker_id, blocked_id)
);

table ties.follow (
  bucket smallint not null,
  follower_id bigint not null,
  followee_id bigint not null,
  followed_at timestamp with time zone not null,
  constraint follow_check CHECK ((bucket = platform.bucket_of(follower_id))),
  constraint follow_not_oneself CHECK ((follower_id <> followee_id)),
  constraint follow_pkey PRIMARY KEY (bucket, follower_id, followee_id)
);

table ties.member (
  bucket smallint not null,
  member_id bigint not null,
  followers integer not null default 0,
  following integer not null default 0,
  counted_at timestamp with time zone not null,
  constraint member_check CHECK ((bucket = platform.bucket_of(member_id))),
  constraint member_followers_check CHECK ((followers >= 0)),
  constraint member_following_check CHECK (((following >= 0) AND (following <= 5000))),
  constraint member_pkey PRIMARY KEY (bucket, member_id)
);

table ties.mute (
  bucket smallint not null,
  muter_id bigint not null,
  muted_id bigint not null,
  muted_at timestamp with time zone not null,
  constraint mute_check CHECK ((bucket = platform.bucket_of(muter_id))),
  constraint mute_not_oneself CHECK ((muter_id <> muted_id)),
  constraint mute_pkey PRIMARY KEY (bucket, muter_id, muted_id)
);

index admin.audit_entry_newest
CREATE INDEX audit_entry_newest ON admin.audit_entry USING btree (at DESC, id DESC);

index admin.audit_entry_subject
CREATE INDEX audit_entry_subject ON admin.audit_entry USING btree (subject);

index aftersale.after_sale_disputed
CREATE INDEX after_sale_disputed ON aftersale.after_sale USING btree (opened_at, id) WHERE (state = 'DISPUTED'::text);

index aftersale.after_sale_of_buyer
CREATE INDEX after_sale_of_buyer ON aftersale.after_sale USING btree (buyer_id) WHERE (ended_at IS NULL);

index aftersale.after_sale_of_order
CREATE INDEX after_sale_of_order ON aftersale.after_sale USING btree (bucket, order_id, opened_at);

index aftersale.after_sale_of_replacement
CREATE UNIQUE INDEX after_sale_of_replacement ON aftersale.after_sale USING btree (bucket, replacement_id) WHERE (replacement_id IS NOT NULL);

index aftersale.after_sale_of_seller
CREATE INDEX after_sale_of_seller ON aftersale.after_sale USING btree (bucket, seller_id) WHERE (ended_at IS NULL);

index aftersale.after_sale_one_open
CREATE UNIQUE INDEX after_sale_one_open ON aftersale.after_sale USING btree (bucket, order_id) WHERE (ended_at IS NULL);

index aftersale.capture_of_order
CREATE INDEX capture_of_order ON aftersale.capture USING btree (bucket, order_id, opened_at);

index catalog.freight_template_of_seller
CREATE INDEX freight_template_of_seller ON catalog.freight_template USING btree (bucket, seller_id, id) WHERE (removed_at IS NULL);

index catalog.listing_of_circle
CREATE INDEX listing_of_circle ON catalog.listing USING btree (circle_id, published_at DESC, id DESC) WHERE ((visibility = 'circle'::text) AND (withdrawn_at IS NULL) AND (taken_down_at IS NULL));

index catalog.listing_of_note
CREATE INDEX listing_of_note ON catalog.listing USING btree (note_id, id) WHERE (note_id IS NOT NULL);

index catalog.listing_of_seller
CREATE INDEX listing_of_seller ON catalog.listing USING btree (bucket, seller_id, published_at DESC, id DESC);

index catalog.reservation_one_open
CREATE UNIQUE INDEX reservation_one_open ON catalog.reservation USING btree (bucket, listing_id, member_id) WHERE (ended_at IS NULL);

index chat.conversation_one_a_pair
CREATE UNIQUE INDEX conversation_one_a_pair ON chat.conversation USING btree (bucket, low_id, high_id);

index chat.message_once
CREATE UNIQUE INDEX message_once ON chat.message USING btree (bucket, conversation_id, sender_id, client_id);

index chat.message_seq
CREATE UNIQUE INDEX message_seq ON chat.message USING btree (bucket, conversation_id, seq);

index chat.participant_list
CREATE INDEX participant_list ON chat.participant USING btree (member_id, active_at DESC, conversation_id DESC) WHERE (active_at IS NOT NULL);

index chat.participant_unread
CREATE INDEX participant_unread ON chat.participant USING btree (member_id) WHERE (unread > 0);

index circles.circle_by_founder
CREATE INDEX circle_by_founder ON circles.circle USING btree (founder_id) WHERE (closed_at IS NULL);

index circles.circle_newest
CREATE INDEX circle_newest ON circles.circle USING btree (founded_at DESC, id DESC) WHERE (closed_at IS NULL);

index circles.mail_box_of_member
CREATE UNIQUE INDEX mail_box_of_member ON circles.mail_box USING btree (circle_id, member_id) WHERE (member_id IS NOT NULL);

index circles.mail_code_age
CREATE INDEX mail_code_age ON circles.mail_code USING btree (expires_at);

index circles.membership_keeper
CREATE INDEX membership_keeper ON circles.membership USING btree (circle_id) WHERE (keeper_at IS NOT NULL);

index circles.membership_of_circle
CREATE INDEX membership_of_circle ON circles.membership USING btree (circle_id, joined_at DESC, member_id DESC);

index circles.pickup_point_of_circle
CREATE INDEX pickup_point_of_circle ON circles.pickup_point USING btree (bucket, circle_id, id) WHERE (removed_at IS NULL);

index circles.request_of_member
CREATE INDEX request_of_member ON circles.request USING btree (member_id, circle_id) WHERE (decided_at IS NULL);

index circles.request_one_open
CREATE UNIQUE INDEX request_one_open ON circles.request USING btree (bucket, circle_id, member_id) WHERE (decided_at IS NULL);

index circles.request_waiting
CREATE INDEX request_waiting ON circles.request USING btree (bucket, circle_id, asked_at, id) WHERE (decided_at IS NULL);

index community.impression_age
CREATE INDEX impression_age ON community.impression USING btree (served_at);

index community.interest_strongest
CREATE INDEX interest_strongest ON community.interest USING btree (bucket, member_id, weight DESC, topic);

index community.note_by_author
CREATE INDEX note_by_author ON community.note USING btree (bucket, author_id, published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL));

index community.note_by_circle
CREATE INDEX note_by_circle ON community.note USING btree (circle_id, published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL) AND (visibility = 'circle'::text));

index community.note_feed
CREATE INDEX note_feed ON community.note USING btree (published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL) AND (visibility = 'public'::text));

index community.note_feed_city
CREATE INDEX note_feed_city ON community.note USING btree (city, published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL) AND (visibility = 'public'::text) AND (city IS NOT NULL));

index community.note_feed_place
CREATE INDEX note_feed_place ON community.note USING btree (place_circle_id, published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL) AND (visibility = 'public'::text) AND (place_circle_id IS NOT NULL));

index community.note_feed_selling
CREATE INDEX note_feed_selling ON community.note USING btree (published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL) AND (visibility = 'public'::text) AND (sells_since IS NOT NULL));

index community.note_feed_words
CREATE INDEX note_feed_words ON community.note USING btree (published_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL) AND (visibility = 'public'::text) AND (sells_since IS NULL));

index community.note_topic_feed
CREATE INDEX note_topic_feed ON community.note_topic USING btree (topic, published_at DESC, note_id DESC);

index community.note_topic_words
CREATE INDEX note_topic_words ON community.note_topic USING btree (topic, published_at DESC, note_id DESC) WHERE (sells_since IS NULL);

index community.timeline_latest
CREATE INDEX timeline_latest ON community.timeline USING btree (bucket, member_id, published_at DESC, note_id DESC) INCLUDE (author_id);

index community.timeline_reader_idle
CREATE INDEX timeline_reader_idle ON community.timeline_reader USING btree (active_at);

index fulfilment.label_standing
CREATE UNIQUE INDEX label_standing ON fulfilment.label USING btree (bucket, order_id) WHERE (cancelled_at IS NULL);

index fulfilment.label_unfinished
CREATE INDEX label_unfinished ON fulfilment.label USING btree (COALESCE(back_asked_at, asked_at)) WHERE ((cancelled_at IS NULL) AND ((bought_at IS NULL) OR (back_asked_at IS NOT NULL)));

index fulfilment.shipment_by_phone_tail
CREATE INDEX shipment_by_phone_tail ON fulfilment.shipment USING btree (to_phone_tail) WHERE (to_phone_tail IS NOT NULL);

index fulfilment.shipment_due
CREATE INDEX shipment_due ON fulfilment.shipment USING btree (next_query_at) WHERE (next_query_at IS NOT NULL);

index fulfilment.waybill_by_number
CREATE INDEX waybill_by_number ON fulfilment.waybill USING btree (waybill_no);

index identity.address_of_member
CREATE INDEX address_of_member ON identity.address USING btree (bucket, member_id, id);

index identity.address_one_default
CREATE UNIQUE INDEX address_one_default ON identity.address USING btree (bucket, member_id) WHERE (default_at IS NOT NULL);

index identity.mail_code_age
CREATE INDEX mail_code_age ON identity.mail_code USING btree (expires_at);

index identity.member_person
CREATE INDEX member_person ON identity.member USING btree (person_hash) WHERE (person_hash IS NOT NULL);

index identity.rate_age
CREATE INDEX rate_age ON identity.rate USING btree (started_at);

index identity.real_name_claim_of_member
CREATE INDEX real_name_claim_of_member ON identity.real_name_claim USING btree (bucket, member_id, id DESC);

index identity.real_name_claim_one_open
CREATE UNIQUE INDEX real_name_claim_one_open ON identity.real_name_claim USING btree (bucket, member_id) WHERE (refused_at IS NULL);

index identity.real_name_claim_queue
CREATE INDEX real_name_claim_queue ON identity.real_name_claim USING btree (queued_at, id) WHERE ((verified_at IS NULL) AND (refused_at IS NULL));

index identity.session_of_member
CREATE INDEX session_of_member ON identity.session USING btree (bucket, member_id, last_used_at DESC);

index identity.session_token
CREATE UNIQUE INDEX session_token ON identity.session USING btree (bucket, token_hash);

index ledger.disputed_of_order
CREATE INDEX disputed_of_order ON ledger.disputed USING btree (bucket, order_id) WHERE (ended_at IS NULL);

index ledger.entry_to_fold
CREATE INDEX entry_to_fold ON ledger.entry USING btree (xid);

index ledger.freeze_newest
CREATE INDEX freeze_newest ON ledger."freeze" USING btree (frozen_at DESC, id DESC);

index ledger.freeze_of_member
CREATE UNIQUE INDEX freeze_of_member ON ledger."freeze" USING btree (bucket, member_id) WHERE ((released_at IS NULL) AND (order_id IS NULL));

index ledger.freeze_of_order
CREATE UNIQUE INDEX freeze_of_order ON ledger."freeze" USING btree (bucket, order_id) WHERE ((released_at IS NULL) AND (order_id IS NOT NULL));

index ledger.freeze_open
CREATE INDEX freeze_open ON ledger."freeze" USING btree (bucket, member_id) WHERE (released_at IS NULL);

index ledger.hold_of_seller
CREATE INDEX hold_of_seller ON ledger.hold USING btree (bucket, seller_id) WHERE (ended_at IS NULL);

index ledger.hold_settled_of_seller
CREATE INDEX hold_settled_of_seller ON ledger.hold USING btree (bucket, seller_id) WHERE (ended_by = 'settle'::text);

index ledger.maturing_of_member
CREATE INDEX maturing_of_member ON ledger.maturing USING btree (bucket, member_id, available_at);

index ledger.payout_stop_open
CREATE UNIQUE INDEX payout_stop_open ON ledger.payout_stop USING btree ((true)) WHERE (lifted_at IS NULL);

index ledger.transfer_by_time
CREATE INDEX transfer_by_time ON ledger.transfer USING btree (at, id);

index ledger.transfer_ends_once
CREATE UNIQUE INDEX transfer_ends_once ON ledger.transfer USING btree (bucket, ref) WHERE (kind = ANY (ARRAY['withdraw-paid'::text, 'withdraw-returned'::text]));

index ledger.transfer_of_member
CREATE INDEX transfer_of_member ON ledger.transfer USING btree (bucket, actor_id) WHERE (order_id IS NULL);

index ledger.transfer_of_order
CREATE INDEX transfer_of_order ON ledger.transfer USING btree (bucket, order_id) WHERE (order_id IS NOT NULL);

index ledger.transfer_of_take_backs
CREATE INDEX transfer_of_take_backs ON ledger.transfer USING btree (at) WHERE (kind = ANY (ARRAY['take-back'::text, 'charge-back'::text]));

index ledger.transfer_once
CREATE UNIQUE INDEX transfer_once ON ledger.transfer USING btree (bucket, kind, ref);

index ledger.wallet_line_by_time
CREATE INDEX wallet_line_by_time ON ledger.wallet_line USING btree (bucket, member_id, at);

index ledger.wallet_line_of_sales
CREATE INDEX wallet_line_of_sales ON ledger.wallet_line USING btree (at) WHERE (kind = 'settle'::text);

index moderation.case_file_one_open
CREATE UNIQUE INDEX case_file_one_open ON moderation.case_file USING btree (bucket, subject_kind, subject_id) WHERE (decided_at IS NULL);

index moderation.case_file_queue
CREATE INDEX case_file_queue ON moderation.case_file USING btree (opened_at, id) WHERE (decided_at IS NULL);

index moderation.report_once_a_case
CREATE UNIQUE INDEX report_once_a_case ON moderation.report USING btree (bucket, case_id, reporter_id);

index notifications.delivery_age
CREATE INDEX delivery_age ON notifications.delivery USING btree (due_at);

index notifications.delivery_due
CREATE INDEX delivery_due ON notifications.delivery USING btree (due_at) WHERE ((sent_at IS NULL) AND (dropped_at IS NULL));

index notifications.digest_age
CREATE INDEX digest_age ON notifications.digest USING btree (claimed_at);

index notifications.notification_age
CREATE INDEX notification_age ON notifications.notification USING btree (raised_at);

index notifications.notification_newest
CREATE INDEX notification_newest ON notifications.notification USING btree (bucket, member_id, raised_at DESC, id DESC);

index notifications.notification_open_group
CREATE UNIQUE INDEX notification_open_group ON notifications.notification USING btree (bucket, member_id, group_key) WHERE ((group_key IS NOT NULL) AND (group_closed_at IS NULL) AND (read_at IS NULL));

index notifications.notification_unread
CREATE INDEX notification_unread ON notifications.notification USING btree (bucket, member_id, category) WHERE (read_at IS NULL);

index notifications.preference_digest_due
CREATE INDEX preference_digest_due ON notifications.preference USING btree (next_digest_at) WHERE (next_digest_at IS NOT NULL);

index notifications.told_age
CREATE INDEX told_age ON notifications.told USING btree (told_at);

index notifications.told_in_line
CREATE INDEX told_in_line ON notifications.told USING btree (bucket, notification_id, actor_id);

index office.money_move_newest
CREATE INDEX money_move_newest ON office.money_move USING btree (proposed_at DESC, id DESC);

index office.money_move_of_order
CREATE INDEX money_move_of_order ON office.money_move USING btree (order_id) WHERE (order_id IS NOT NULL);

index office.money_move_open
CREATE INDEX money_move_open ON office.money_move USING btree (proposed_at) WHERE (state = 'PROPOSED'::text);

index office.reading_of_order
CREATE INDEX reading_of_order ON office.reading USING btree (bucket, order_id, at);

index orders.buyer_order_newest
CREATE INDEX buyer_order_newest ON orders.buyer_order USING btree (bucket, buyer_id, placed_at DESC, order_id DESC);

index orders.buyer_order_to_act
CREATE INDEX buyer_order_to_act ON orders.buyer_order USING btree (bucket, buyer_id, placed_at DESC, order_id DESC) WHERE (state = ANY (ARRAY['WAIT_PAY'::text, 'SHIPPED'::text, 'DELIVERED'::text]));

index orders.offer_of_buyer
CREATE INDEX offer_of_buyer ON orders.offer USING btree (bucket, listing_id, buyer_id, made_at);

index orders.offer_of_order
CREATE UNIQUE INDEX offer_of_order ON orders.offer USING btree (bucket, order_id) WHERE (order_id IS NOT NULL);

index orders.offer_one_open
CREATE UNIQUE INDEX offer_one_open ON orders.offer USING btree (bucket, listing_id, buyer_id) WHERE (state = 'open'::text);

index orders.offer_open_of_buyer
CREATE INDEX offer_open_of_buyer ON orders.offer USING btree (buyer_id) WHERE (state = 'open'::text);

index orders.offer_open_of_seller
CREATE INDEX offer_open_of_seller ON orders.offer USING btree (bucket, seller_id) WHERE (state = 'open'::text);

index orders.order_newest
CREATE INDEX order_newest ON orders."order" USING btree (created_at DESC, id DESC);

index orders.order_of_seller
CREATE INDEX order_of_seller ON orders."order" USING btree (bucket, seller_id, created_at DESC, id DESC);

index orders.order_to_ship
CREATE INDEX order_to_ship ON orders."order" USING btree (bucket, seller_id, created_at DESC, id DESC) WHERE (state = 'WAIT_SHIP'::text);

index payments.attempt_by_day
CREATE INDEX attempt_by_day ON payments.attempt USING btree (provider_paid_at) WHERE (state = 'PAID'::text);

index payments.attempt_by_provider_ref
CREATE INDEX attempt_by_provider_ref ON payments.attempt USING btree (provider_ref) WHERE (provider_ref IS NOT NULL);

index payments.attempt_by_transaction
CREATE INDEX attempt_by_transaction ON payments.attempt USING btree (transaction_id) WHERE (transaction_id IS NOT NULL);

index payments.attempt_of_order
CREATE INDEX attempt_of_order ON payments.attempt USING btree (bucket, order_id);

index payments.attempt_one_open
CREATE UNIQUE INDEX attempt_one_open ON payments.attempt USING btree (bucket, order_id) WHERE (state = 'OPEN'::text);

index payments.attempt_to_query
CREATE INDEX attempt_to_query ON payments.attempt USING btree (next_query_at) WHERE (next_query_at IS NOT NULL);

index payments.bill_line_by_number
CREATE INDEX bill_line_by_number ON payments.bill_line USING btree (provider, kind, split_part(out_no, '-'::text, 1));

index payments.inbox_once
CREATE UNIQUE INDEX inbox_once ON payments.inbox USING btree (bucket, provider, event_id) WHERE sig_ok;

index payments.payout_by_day
CREATE INDEX payout_by_day ON payments.payout USING btree (provider_finished_at) WHERE (state = 'PAID'::text);

index payments.payout_newest
CREATE INDEX payout_newest ON payments.payout USING btree (bucket, member_id, created_at DESC, id DESC);

index payments.payout_to_recheck
CREATE INDEX payout_to_recheck ON payments.payout USING btree (recheck_at) WHERE (recheck_at IS NOT NULL);

index payments.payout_waiting
CREATE INDEX payout_waiting ON payments.payout USING btree (created_at) WHERE (state = 'REQUESTED'::text);

index payments.put_back_of
CREATE INDEX put_back_of ON payments.put_back USING btree (bucket, ref);

index payments.reconciliation_case_of
CREATE INDEX reconciliation_case_of ON payments.reconciliation_case USING btree (bucket, out_no);

index payments.reconciliation_case_once
CREATE UNIQUE INDEX reconciliation_case_once ON payments.reconciliation_case USING btree (bucket, provider, subject, out_no) WHERE ((state = 'OPEN'::text) AND (subject <> 'dispute'::text));

index payments.reconciliation_case_queue
CREATE INDEX reconciliation_case_queue ON payments.reconciliation_case USING btree (state, opened_at, id);

index payments.reconciliation_dispute_once
CREATE UNIQUE INDEX reconciliation_dispute_once ON payments.reconciliation_case USING btree (bucket, provider, provider_ref) WHERE (subject = 'dispute'::text);

index payments.refund_by_day
CREATE INDEX refund_by_day ON payments.refund USING btree (provider_finished_at) WHERE (state = 'SUCCEEDED'::text);

index payments.refund_by_provider_ref
CREATE INDEX refund_by_provider_ref ON payments.refund USING btree (provider_ref) WHERE (provider_ref IS NOT NULL);

index payments.refund_of_order
CREATE INDEX refund_of_order ON payments.refund USING btree (bucket, order_id);

index payments.refund_once
CREATE UNIQUE INDEX refund_once ON payments.refund USING btree (bucket, attempt_id, cause_id);

index payments.refund_to_recheck
CREATE INDEX refund_to_recheck ON payments.refund USING btree (recheck_at) WHERE (recheck_at IS NOT NULL);

index platform.deadline_due
CREATE INDEX deadline_due ON platform.deadline USING btree (run_at) WHERE (done_at IS NULL);

index platform.deadline_one_open
CREATE UNIQUE INDEX deadline_one_open ON platform.deadline USING btree (bucket, kind, ref) WHERE (done_at IS NULL);

index platform.idempotency_age
CREATE INDEX idempotency_age ON platform.idempotency USING btree (created_at);

index platform.link_preview_waiting
CREATE INDEX link_preview_waiting ON platform.link_preview USING btree (asked_at) WHERE (settled_at IS NULL);

index platform.outbox_waiting
CREATE INDEX outbox_waiting ON platform.outbox USING btree (next_try_at) WHERE ((sent_at IS NULL) AND (dead_at IS NULL));

index platform.picture_once
CREATE UNIQUE INDEX picture_once ON platform.picture USING btree (bucket, owner_id, sha256);

index reactions.collection_one_default
CREATE UNIQUE INDEX collection_one_default ON reactions.collection USING btree (bucket, member_id) WHERE (name IS NULL);

index reactions.collection_one_name
CREATE UNIQUE INDEX collection_one_name ON reactions.collection USING btree (bucket, member_id, lower(name)) WHERE (name IS NOT NULL);

index reactions.comment_most_liked
CREATE INDEX comment_most_liked ON reactions.comment USING btree (bucket, note_id, like_count DESC, id DESC) WHERE ((top_id IS NULL) AND ((reply_count > 0) OR ((deleted_at IS NULL) AND (taken_down_at IS NULL))));

index reactions.comment_newest
CREATE INDEX comment_newest ON reactions.comment USING btree (bucket, note_id, written_at DESC, id DESC) WHERE ((top_id IS NULL) AND ((reply_count > 0) OR ((deleted_at IS NULL) AND (taken_down_at IS NULL))));

index reactions.comment_of_note
CREATE INDEX comment_of_note ON reactions.comment USING btree (bucket, note_id) WHERE ((deleted_at IS NULL) AND (taken_down_at IS NULL));

index reactions.comment_one_pinned
CREATE UNIQUE INDEX comment_one_pinned ON reactions.comment USING btree (bucket, note_id) WHERE (pinned_at IS NOT NULL);

index reactions.comment_replies
CREATE INDEX comment_replies ON reactions.comment USING btree (bucket, top_id, written_at, id) WHERE ((top_id IS NOT NULL) AND (deleted_at IS NULL) AND (taken_down_at IS NULL));

index reactions.note_like_of_member
CREATE INDEX note_like_of_member ON reactions.note_like USING btree (member_id, liked_at DESC, note_id DESC);

index reactions.save_newest
CREATE INDEX save_newest ON reactions.save USING btree (bucket, collection_id, saved_at DESC, note_id DESC);

index reactions.save_of_note
CREATE INDEX save_of_note ON reactions.save USING btree (note_id);

index reviews.review_newest
CREATE INDEX review_newest ON reviews.review USING btree (bucket, subject_id, by_side, filed_at DESC, id DESC) WHERE ((revealed_at IS NOT NULL) AND (withdrawn_at IS NULL) AND (taken_down_at IS NULL));

index reviews.review_of_author
CREATE INDEX review_of_author ON reviews.review USING btree (bucket, subject_id, by_side, author_id, filed_at DESC, id DESC) INCLUDE (step) WHERE ((revealed_at IS NOT NULL) AND (withdrawn_at IS NULL) AND (taken_down_at IS NULL));

index reviews.review_once_a_side
CREATE UNIQUE INDEX review_once_a_side ON reviews.review USING btree (bucket, order_id, by_side);

index search.hit_untold
CREATE INDEX hit_untold ON search.hit USING btree (bucket, saved_id) WHERE (told_at IS NULL);

index search.listing_all_grams
CREATE INDEX listing_all_grams ON search.listing USING gin (all_grams);

index search.listing_by_price
CREATE INDEX listing_by_price ON search.listing USING btree (price_fen, id);

index search.listing_newest
CREATE INDEX listing_newest ON search.listing USING btree (published_at DESC, id DESC) INCLUDE (owner_id, words, title_grams, audience, circle_id, price_fen, condition, delivery, city, sold_out_at, verified_at);

index search.listing_of_owner
CREATE INDEX listing_of_owner ON search.listing USING btree (bucket, owner_id);

index search.listing_title_grams
CREATE INDEX listing_title_grams ON search.listing USING gin (title_grams);

index search.member_all_grams
CREATE INDEX member_all_grams ON search.member USING gin (all_grams);

index search.member_newest
CREATE INDEX member_newest ON search.member USING btree (published_at DESC, id DESC);

index search.member_title_grams
CREATE INDEX member_title_grams ON search.member USING gin (title_grams);

index search.note_all_grams
CREATE INDEX note_all_grams ON search.note USING gin (all_grams);

index search.note_newest
CREATE INDEX note_newest ON search.note USING btree (published_at DESC, id DESC) INCLUDE (owner_id, words, title_grams, audience, circle_id);

index search.note_title_grams
CREATE INDEX note_title_grams ON search.note USING gin (title_grams);

index search.saved_by_needle
CREATE INDEX saved_by_needle ON search.saved USING btree (needle);

index search.topic_grams
CREATE INDEX topic_grams ON search.topic USING gin (grams);

index search.topic_popular
CREATE INDEX topic_popular ON search.topic USING btree (notes DESC, topic) WHERE (notes > 0);

index ties.block_of_blocked
CREATE INDEX block_of_blocked ON ties.block USING btree (blocked_id, blocker_id);

index ties.follow_latest
CREATE INDEX follow_latest ON ties.follow USING btree (bucket, follower_id, followed_at DESC, followee_id DESC);

index ties.follow_of_followee
CREATE INDEX follow_of_followee ON ties.follow USING btree (followee_id, followed_at DESC, follower_id DESC);

index ties.member_counted
CREATE INDEX member_counted ON ties.member USING btree (counted_at);

sequence platform.captured_message_number_seq;

sequence platform.id_sequence;

view audit.account
SELECT balance.account AS id,
    split_part(balance.account, ':'::text, 1) AS kind,
    NULL::bigint AS owner,
    balance.balance_fen AS balance,
    (balance.account ~~ 'world:%'::text) AS may_be_negative
   FROM ledger.balance
  WHERE (balance.account !~~ 'wallet:%'::text)
UNION ALL
 SELECT ('wallet:'::text || wallet.member_id) AS id,
    'wallet'::text AS kind,
    wallet.member_id AS owner,
    wallet.available_fen AS balance,
    false AS may_be_negative
   FROM ledger.wallet;;

view audit.after_sale
SELECT id,
    order_id,
    buyer_id,
    seller_id,
    type,
    state,
    refunded_fen AS refunded,
    opened_at,
    due_at,
    ended_at,
    line_nos
   FROM aftersale.after_sale;;

view audit.after_sale_event
SELECT after_sale_id,
    seq,
    from_state,
    to_state,
    actor_role,
    actor_id,
    at,
    command
   FROM aftersale.after_sale_event;;

view audit.bill
SELECT provider,
    transaction_id AS provider_txn,
    kind,
    amount_fen AS amount,
    LEAST(day, ((at AT TIME ZONE 'Asia/Shanghai'::text))::date) AS day,
    out_no
   FROM payments.bill_line;;

view audit.bill_case
SELECT id,
    provider,
    subject,
    split_part(out_no, '-'::text, 1) AS no,
    kind,
    state,
    repair,
    our_fen AS ours,
    their_fen AS theirs,
    opened_at,
    closed_at,
    closed_by,
    reason
   FROM payments.reconciliation_case;;

view audit.bill_day
SELECT provider,
    day,
    fetched_at,
    compared_at
   FROM payments.bill_day;;

view audit.comment_like
SELECT comment_id,
    member_id AS user_id
   FROM reactions.comment_like;;

view audit.conv_member
SELECT conversation_id AS conv_id,
    member_id AS user_id
   FROM chat.participant;;

view audit.debt
SELECT member_id AS user_id,
    owed_fen AS amount
   FROM ledger.debt;;

view audit.debt_line
SELECT member_id AS user_id,
    seq,
    transfer_id AS tx_id,
    amount_fen AS amount,
    owed_fen AS owed
   FROM ledger.debt_line;;

view audit.disputed
SELECT ref AS case_id,
    order_id,
    amount_fen AS amount,
    since,
    ended_at,
    cause
   FROM ledger.disputed;;

view audit.entry
SELECT transfer_id AS tx_id,
    account AS account_id,
    amount_fen AS amount
   FROM ledger.entry;;

view audit.idem
SELECT actor_id AS actor,
    key,
    request_hash,
    (response)::text AS result_ref
   FROM platform.idempotency;;

view audit.inbox
SELECT i.provider,
    i.event_id,
    a.order_id,
    i.sig_ok,
    i.outcome,
        CASE
            WHEN ((i.outcome = 'accepted'::text) AND (i.kind = 'payment.succeeded'::text)) THEN t.id
            ELSE NULL::bigint
        END AS tx_id,
    i.received_at,
    i.kind
   FROM ((payments.inbox i
     LEFT JOIN payments.attempt a ON (((a.bucket = i.bucket) AND ((a.id)::text = i.out_no))))
     LEFT JOIN ledger.transfer t ON (((t.bucket = i.bucket) AND (((a.outcome = 'held'::text) AND (t.kind = 'hold'::text) AND (t.ref = a.order_id)) OR ((a.outcome = 'due-back'::text) AND (t.kind = 'hold-due-back'::text) AND (t.ref = a.id))))));;

view audit.job
SELECT id,
    kind,
    ref,
    run_at,
    lease_until,
    done_at
   FROM platform.deadline;;

view audit.listing
SELECT id,
    seller_id,
    price_fen AS price,
    stock,
    stock_added,
        CASE
            WHEN (taken_down_at IS NOT NULL) THEN 'taken-down'::text
            WHEN (withdrawn_at IS NOT NULL) THEN 'withdrawn'::text
            WHEN (stock = 0) THEN 'sold-out'::text
            ELSE 'live'::text
        END AS state,
    reserved
   FROM catalog.listing;;

view audit.merchant
SELECT provider,
    merchant_id
   FROM payments.merchant;;

view audit.message
SELECT m.id,
    m.conversation_id AS conv_id,
    m.sender_id,
        CASE
            WHEN (m.sender_id = c.low_id) THEN c.high_id
            ELSE c.low_id
        END AS recipient_id,
    'member'::text AS author_kind,
        CASE
            WHEN ((m.card_kind = 'listing'::text) AND (m.card_ref ~ '^[0-9]{1,19}$'::text)) THEN (m.card_ref)::bigint
            ELSE NULL::bigint
        END AS listing_id,
    m.body
   FROM (chat.message m
     JOIN chat.conversation c ON (((c.bucket = m.bucket) AND (c.id = m.conversation_id))));;

view audit.money_move
SELECT id,
    kind,
    from_id,
    to_id,
    amount_fen AS amount,
    state,
    proposed_by,
    proposed_at,
    expires_at,
    approved_by,
    approved_at,
    transfer_id AS tx_id,
    COALESCE(identity.is_one_person((platform.bucket_of(proposed_by))::integer, proposed_by, (platform.bucket_of(approved_by))::integer, approved_by), false) AS by_one_person
   FROM office.money_move m;;

view audit.note_comment
SELECT id,
    note_id,
    top_id,
    member_id AS user_id,
    like_count AS likes,
    reply_count AS replies,
    ((deleted_at IS NULL) AND (taken_down_at IS NULL)) AS visible
   FROM reactions.comment;;

view audit.note_counts
SELECT id,
    author_id,
    like_count AS likes,
    comment_count AS comments,
    save_count AS saves
   FROM community.note;;

view audit.note_like
SELECT note_id,
    member_id AS user_id
   FROM reactions.note_like;;

view audit.note_save
SELECT note_id,
    member_id AS user_id
   FROM reactions.save;;

view audit.now_
SELECT (clock_timestamp() + ((COALESCE(( SELECT ((setting.value #>> '{}'::text[]))::bigint AS int8
           FROM platform.setting
          WHERE (setting.name = 'sandbox/clock-ahead-ms'::text)), (0)::bigint))::double precision * '00:00:00.001'::interval)) AS t;;

view audit.order_event
SELECT order_id,
    seq,
    from_state,
    to_state,
    actor_role,
    actor_id,
    at,
    command
   FROM orders.order_event;;

view audit.order_line
SELECT order_id,
    listing_id,
    quantity AS qty,
    unit_price_fen AS unit_price,
    discount_fen AS discount,
    line_no
   FROM orders.order_line;;

view audit.order_stopped
SELECT id AS order_id
   FROM orders."order"
  WHERE (after_sale_opened_at IS NOT NULL);;

view audit.orders
SELECT o.id,
    o.buyer_id,
    o.seller_id,
        CASE
            WHEN (l.lines = 1) THEN l.listing_id
            ELSE NULL::bigint
        END AS listing_id,
        CASE
            WHEN (l.lines = 1) THEN l.quantity
            ELSE NULL::integer
        END AS qty,
        CASE
            WHEN (l.lines = 1) THEN l.unit_price_fen
            ELSE NULL::bigint
        END AS unit_price,
    o.freight_fen AS shipping,
    o.total_fen AS total,
    o.paid_fen AS paid,
    o.refunded_fen AS refunded,
    o.fee_fen AS fee,
    (o.fee_bps * 100) AS fee_ppm,
    o.state,
    o.created_at,
    o.pay_by,
    o.confirm_by AS auto_confirm_at,
    ((o.state = 'CLOSED'::text) OR ((o.state = 'REFUNDED'::text) AND (o.end_reason <> ALL (ARRAY['refund-after-problem'::text, 'refund-after-sale'::text, 'lose-parcel'::text])))) AS stock_back,
    o.discount_fen AS discount,
    o.charged_fen AS charged
   FROM (orders."order" o
     JOIN LATERAL ( SELECT count(*) AS lines,
            min(order_line.listing_id) AS listing_id,
            min(order_line.quantity) AS quantity,
            min(order_line.unit_price_fen) AS unit_price_fen
           FROM orders.order_line
          WHERE ((order_line.bucket = o.bucket) AND (order_line.order_id = o.id))) l ON (true));;

view audit.outbox
SELECT id,
    topic,
    ref,
    created_at,
    sent_at,
    attempts,
    (dead_at IS NOT NULL) AS dead
   FROM platform.outbox;;

view audit.payment
SELECT attempt.provider,
    attempt.transaction_id AS provider_txn,
    attempt.order_id,
    attempt.amount_fen AS amount,
    attempt.merchant_id,
    attempt.state,
    attempt.id AS attempt_id,
    attempt.outcome,
    ((attempt.provider_paid_at AT TIME ZONE 'Asia/Shanghai'::text))::date AS day
   FROM payments.attempt
UNION ALL
 SELECT c.provider,
    c.transaction_id AS provider_txn,
    a.order_id,
    c.amount_fen AS amount,
    NULL::text AS merchant_id,
    'PAID'::text AS state,
    a.id AS attempt_id,
    NULL::text AS outcome,
    NULL::date AS day
   FROM (payments.transaction_claim c
     JOIN payments.attempt a ON (((a.bucket = platform.bucket_of(c.attempt_id)) AND (a.id = c.attempt_id))))
  WHERE (a.transaction_id IS DISTINCT FROM c.transaction_id);;

view audit.payout
SELECT id,
    member_id AS user_id,
    amount_fen AS amount,
    state,
    transfer_id AS tx_id,
    ((provider_finished_at AT TIME ZONE 'Asia/Shanghai'::text))::date AS day,
    provider
   FROM payments.payout;;

view audit.put_back
SELECT kind,
    (ref)::text AS no,
    provider,
    amount_fen AS amount,
    transfer_id AS tx_id,
    at
   FROM payments.put_back;;

view audit.refund
SELECT r.id,
    r.order_id,
    r.amount_fen AS amount,
    r.state,
    r.transfer_id AS tx_id,
    r.provider_ref,
    r.attempt_id,
    ((r.provider_finished_at AT TIME ZONE 'Asia/Shanghai'::text))::date AS day,
    a.provider
   FROM (payments.refund r
     LEFT JOIN payments.attempt a ON (((a.bucket = r.bucket) AND (a.id = r.attempt_id))));;

view audit.reservation
SELECT id,
    listing_id,
    member_id AS user_id,
    quantity AS qty,
    until,
    ended_at
   FROM catalog.reservation;;

view audit.review
SELECT id,
    order_id,
    by_side,
    author_id,
    subject_id,
    filed_at,
    revealed_at,
    (withdrawn_at IS NOT NULL) AS withdrawn,
    (taken_down_at IS NOT NULL) AS taken_down
   FROM reviews.review;;

view audit.review_exchange
SELECT order_id,
    buyer_id,
    seller_id,
    opened_at,
    closes_at,
    revealed_at
   FROM reviews.exchange;;

view audit.selling_person
SELECT person_hash,
    member_id AS user_id,
    claimed_at
   FROM identity.selling_person;;

view audit.session
SELECT (id)::text AS id,
    member_id AS user_id,
    revoked_at,
    last_used_at
   FROM identity.session;;

view audit.state_rule
SELECT from_state,
    to_state,
    actor_role
   FROM ( VALUES ('NONE'::text,'WAIT_PAY'::text,'buyer'::text), ('WAIT_PAY'::text,'WAIT_SHIP'::text,'provider'::text), ('WAIT_PAY'::text,'CLOSED'::text,'buyer'::text), ('WAIT_PAY'::text,'CLOSED'::text,'clock'::text), ('WAIT_SHIP'::text,'REFUNDED'::text,'buyer'::text), ('WAIT_SHIP'::text,'REFUNDED'::text,'seller'::text), ('WAIT_SHIP'::text,'REFUNDED'::text,'clock'::text), ('WAIT_SHIP'::text,'WAIT_SHIP'::text,'buyer'::text), ('WAIT_SHIP'::text,'SHIPPED'::text,'seller'::text), ('SHIPPED'::text,'SHIPPED'::text,'seller'::text), ('SHIPPED'::text,'WAIT_SHIP'::text,'clock'::text), ('SHIPPED'::text,'SHIPPED'::text,'courier'::text), ('SHIPPED'::text,'REFUNDED'::text,'clock'::text), ('WAIT_SHIP'::text,'DELIVERED'::text,'seller'::text), ('SHIPPED'::text,'DELIVERED'::text,'courier'::text), ('SHIPPED'::text,'COMPLETED'::text,'buyer'::text), ('DELIVERED'::text,'COMPLETED'::text,'buyer'::text), ('SHIPPED'::text,'COMPLETED'::text,'clock'::text), ('DELIVERED'::text,'COMPLETED'::text,'clock'::text), ('SHIPPED'::text,'SHIPPED'::text,'buyer'::text), ('DELIVERED'::text,'DELIVERED'::text,'buyer'::text), ('COMPLETED'::text,'COMPLETED'::text,'buyer'::text), ('WAIT_SHIP'::text,'WAIT_SHIP'::text,'seller'::text), ('WAIT_SHIP'::text,'WAIT_SHIP'::text,'clock'::text), ('WAIT_SHIP'::text,'WAIT_SHIP'::text,'operator'::text), ('SHIPPED'::text,'SHIPPED'::text,'clock'::text), ('SHIPPED'::text,'SHIPPED'::text,'operator'::text), ('DELIVERED'::text,'DELIVERED'::text,'seller'::text), ('DELIVERED'::text,'DELIVERED'::text,'clock'::text), ('DELIVERED'::text,'DELIVERED'::text,'operator'::text), ('COMPLETED'::text,'COMPLETED'::text,'seller'::text), ('COMPLETED'::text,'COMPLETED'::text,'clock'::text), ('COMPLETED'::text,'COMPLETED'::text,'operator'::text), ('WAIT_SHIP'::text,'REFUNDED'::text,'operator'::text), ('SHIPPED'::text,'REFUNDED'::text,'buyer'::text), ('SHIPPED'::text,'REFUNDED'::text,'seller'::text), ('SHIPPED'::text,'REFUNDED'::text,'operator'::text), ('DELIVERED'::text,'REFUNDED'::text,'buyer'::text), ('DELIVERED'::text,'REFUNDED'::text,'seller'::text), ('DELIVERED'::text,'REFUNDED'::text,'clock'::text), ('DELIVERED'::text,'REFUNDED'::text,'operator'::text)) rule(from_state, to_state, actor_role);;

view audit.tx
SELECT id,
    kind,
    order_id,
    at,
    actor_id AS actor,
    ref
   FROM ledger.transfer;;

view audit.upload
SELECT (id)::text AS id,
    owner_id AS user_id,
    'image/webp'::text AS mime,
    false AS has_exif,
    width,
    height,
    false AS served_original
   FROM platform.picture;;

view audit.users
SELECT id,
    joined_at AS created_at,
    verified_at,
    person_hash,
    erased_at,
    (pro_at IS NOT NULL) AS pro,
    pro_at
   FROM identity.member;;

view audit.wallet_line
SELECT member_id AS user_id,
    seq,
    transfer_id AS tx_id,
    amount_fen AS amount,
    balance_fen AS balance,
    at
   FROM ledger.wallet_line;;

view ledger.balance
SELECT account,
    (sum(fen))::bigint AS balance_fen
   FROM ( SELECT account_balance.account,
            account_balance.balance_fen AS fen
           FROM ledger.account_balance
        UNION ALL
         SELECT entry.account,
            entry.amount_fen
           FROM ledger.entry
          WHERE (entry.xid >= ( SELECT fold_mark.upto
                   FROM ledger.fold_mark))) part
  GROUP BY account;;

function admin.refuse_change
CREATE OR REPLACE FUNCTION admin.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit log only grows';
end $function$;

function catalog.away_until
CREATE OR REPLACE FUNCTION catalog.away_until(p_bucket smallint, p_seller_id bigint)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select s.holiday_until from catalog.shop s
  where s.bucket = p_bucket and s.member_id = p_seller_id and s.away_since is not null
$function$;

function catalog.bundle_discount
CREATE OR REPLACE FUNCTION catalog.bundle_discount(p_bucket integer, p_seller_id bigint, p_pieces integer, p_goods_fen bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
    select least(p_goods_fen * t.discount_bps / 10000, s.bundle_most_fen)
    from catalog.bundle_tier t
    join catalog.shop s on s.bucket = t.bucket and s.member_id = t.seller_id
    where t.bucket = p_bucket::smallint and t.seller_id = p_seller_id and t.pieces <= p_pieces
    order by t.pieces desc limit 1), 0)
$function$;

function catalog.bundle_freight
CREATE OR REPLACE FUNCTION catalog.bundle_freight(p_bucket integer, p_listing_ids bigint[], p_quantities integer[], p_unit_fen bigint[], p_province text)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  v record;
begin
  with line as (
    select t.*, w.quantity,
      sum(w.quantity) over g as pieces, sum(w.quantity * w.unit_fen) over g as goods_fen
    from unnest(p_listing_ids, p_quantities, p_unit_fen) as w(listing_id, quantity, unit_fen)
    join catalog.freight_terms(p_bucket, p_listing_ids, p_province) t using (listing_id)
    window g as (partition by t.template_id)
  ), charged as (
    select quantity, is_delivered, needs_province, listing_id,
      case when f.is_free then 0 else first_fen end as first_fen,
      case when f.is_free then 0 else further_fen end as further_fen
    from line cross join lateral (select template_id is not null
      and (coalesce(pieces >= free_pieces, false) or coalesce(goods_fen >= free_over_fen, false))
      as is_free) f
  )
  select
    (array_agg(first_fen - further_fen order by first_fen desc, further_fen desc))[1]
      + sum(further_fen * quantity) as fen,
    min(listing_id) filter (where not is_delivered) as not_delivered,
    bool_or(needs_province) as needs_province
  into v from charged;
  if v.needs_province then
    raise exception using errcode = 'TS012', message = 'the province is not known';
  end if;
  if v.not_delivered is not null then
    raise exception using errcode = 'TS011', message = 'not delivered there',
      detail = v.not_delivered::text;
  end if;
  return v.fen;
end $function$;

function catalog.freight_terms
CREATE OR REPLACE FUNCTION catalog.freight_terms(p_bucket integer, p_listing_ids bigint[], p_province text)
 RETURNS TABLE(listing_id bigint, template_id bigint, first_fen bigint, further_fen bigint, is_delivered boolean, needs_province boolean, free_over_fen bigint, free_pieces integer)
 LANGUAGE sql
 STABLE
AS $function$
  select l.id, t.id,
    case when r.province is not null then r.first_fen else coalesce(t.first_fen, l.freight_fen) end,
    case when r.province is not null then r.further_fen else coalesce(t.further_fen, 0) end,
    r.province is null or r.first_fen is not null,
    p_province is null and exists (select from catalog.freight_rate n
      where n.bucket = l.bucket and n.template_id = t.id),
    t.free_over_fen, t.free_pieces
  from catalog.listing l
  left join catalog.freight_template t on t.bucket = l.bucket and t.id = l.freight_template_id
  left join catalog.freight_rate r on r.bucket = t.bucket and r.template_id = t.id
    and r.province = p_province
  where l.bucket = p_bucket::smallint and l.id = any(p_listing_ids)
$function$;

function catalog.listing_snapshot
CREATE OR REPLACE FUNCTION catalog.listing_snapshot(p_bucket integer, p_listing_id bigint)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_object(
    'listingId', l.id::text, 'version', l.version, 'sellerId', l.seller_id::text,
    'noteId', l.note_id::text, 'title', l.title, 'description', l.description,
    'condition', l.condition, 'flaw', l.flaw, 'delivery', l.delivery,
    'priceFen', l.price_fen, 'freightFen', l.freight_fen, 'shipWithinMs', l.ship_within_ms,
    'coverUrl', l.cover_url, 'pictureIds', to_jsonb(l.picture_ids::text[]))
  from catalog.listing l
  where l.bucket = p_bucket::smallint and l.id = p_listing_id
$function$;

function catalog.return_stock
CREATE OR REPLACE FUNCTION catalog.return_stock(p_bucket integer, p_listing_id bigint, p_qty integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_seller_id bigint;
  v_free int;
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock + p_qty, sold = l.sold - p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id and l.sold >= p_qty
  returning l.seller_id, l.stock - l.reserved into v_seller_id, v_free;
  if not found then
    raise exception 'listing % never sold %', p_listing_id, p_qty using errcode = '22023';
  end if;
  if v_free = p_qty then
    perform catalog.tell_listing_changed(p_bucket, p_listing_id, v_seller_id);
  end if;
end
$function$;

function catalog.take_stock
CREATE OR REPLACE FUNCTION catalog.take_stock(p_bucket integer, p_listing_id bigint, p_qty integer)
 RETURNS TABLE(seller_id bigint, price_fen bigint, freight_fen bigint, delivery text, ship_within_ms bigint, title text)
 LANGUAGE plpgsql
AS $function$
declare
  v_free int;
  v_seller bigint;
  v_stock int;
  v_away timestamptz;
begin
  if p_qty is null or p_qty not between 1 and 99 then
    raise exception 'a quantity is 1 to 99, not %', p_qty using errcode = '22023';
  end if;
  update catalog.listing l set stock = l.stock - p_qty, sold = l.sold + p_qty
  where l.bucket = p_bucket::smallint and l.id = p_listing_id
    and l.stock - l.reserved >= p_qty and l.withdrawn_at is null and l.taken_down_at is null
    and catalog.away_until(l.bucket, l.seller_id) is null
  returning l.seller_id, l.price_fen, l.freight_fen, l.delivery, l.ship_within_ms, l.title,
    l.stock - l.reserved
  into seller_id, price_fen, freight_fen, delivery, ship_within_ms, title, v_free;
  if found then
    if v_free = 0 then
      perform catalog.tell_listing_changed(p_bucket, p_listing_id, seller_id);
    end if;
    return next;
    return;
  end if;
  select l.seller_id, l.stock into v_seller, v_stock from catalog.listing l
    where l.bucket = p_bucket::smallint and l.id = p_listing_id
      and l.withdrawn_at is null and l.taken_down_at is null;
  if not found then
    raise exception 'listing % is not for sale', p_listing_id using errcode = 'TS002';
  end if;
  v_away := catalog.away_until(p_bucket::smallint, v_seller);
  if v_away is not null then
    raise exception 'the shop of listing % is on holiday', p_listing_id
      using errcode = 'TS009', detail = to_char(v_away at time zone 'Asia/Shanghai', 'YYYY-MM-DD');
  end if;
  if v_stock >= p_qty then
    raise exception 'listing % is reserved', p_listing_id using errcode = 'TS010';
  end if;
  raise exception 'listing % is sold out', p_listing_id using errcode = 'TS001';
end
$function$;

function catalog.tell_listing_changed
CREATE OR REPLACE FUNCTION catalog.tell_listing_changed(p_bucket integer, p_listing_id bigint, p_seller_id bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into platform.outbox (bucket, id, topic, ref, payload, created_at, next_try_at)
  values (p_bucket::smallint, platform.new_id(p_bucket), 'catalog/listing-changed',
    p_listing_id::text,
    jsonb_build_object('listingId', p_listing_id::text, 'sellerId', p_seller_id::text),
    clock_timestamp(), to_timestamp(0))
$function$;

function circles.is_member
CREATE OR REPLACE FUNCTION circles.is_member(p_member bigint, p_circle bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select exists (select from circles.membership
    where bucket = platform.bucket_of(p_member) and member_id = p_member and circle_id = p_circle)
$function$;

function circles.sees
CREATE OR REPLACE FUNCTION circles.sees(p_reader bigint, p_owner bigint, p_kind text, p_circle bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select case
    when p_reader = p_owner then true
    when p_reader is null then p_kind = 'public'
    when ties.is_blocked(p_reader, p_owner) then false
    when p_kind = 'public' then true
    when p_kind = 'followers' then ties.follows(p_reader, p_owner)
    when p_kind = 'circle' then circles.is_member(p_reader, p_circle)
    else false
  end
$function$;

function community.note_sells
CREATE OR REPLACE FUNCTION community.note_sells(p_bucket integer, p_note_id bigint, p_since timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  update community.note set sells_since = p_since
  where bucket = p_bucket::smallint and id = p_note_id
    and (sells_since is null) <> (p_since is null);
  update community.note_topic set sells_since = p_since
  where bucket = p_bucket::smallint and note_id = p_note_id
    and (sells_since is null) <> (p_since is null)
$function$;

function identity.is_one_person
CREATE OR REPLACE FUNCTION identity.is_one_person(p_bucket integer, p_id bigint, p_other_bucket integer, p_other bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (
    select from identity.member m
    join identity.member o on o.person_hash = m.person_hash
    where m.bucket = p_bucket::smallint and m.id = p_id
      and o.bucket = p_other_bucket::smallint and o.id = p_other)
$function$;

function ledger.charge_back
CREATE OR REPLACE FUNCTION ledger.charge_back(p_bucket integer, p_order_id bigint, p_case_id bigint, p_seller_id bigint, p_charged bigint, p_fee_back bigint, p_house bigint, p_provider text, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_charge bigint := p_charged - p_fee_back;
  v_given bigint := 0;
  v_transfer bigint;
begin
  if p_charged < 0 or p_fee_back < 0 or v_charge < 0 or p_house < 0
    or (p_seller_id is null) <> (p_charged = 0)
    or platform.bucket_of(p_seller_id) <> p_bucket
  then
    raise exception '% with a fee of % cannot be charged to % for %', p_charged, p_fee_back,
      p_seller_id, p_case_id;
  end if;
  if p_seller_id is not null then
    perform from ledger.hold where bucket = p_bucket and order_id = p_order_id
      and seller_id = p_seller_id and ended_by = 'settle';
    if not found then
      raise exception using errcode = 'TL002', message = 'this order was not settled';
    end if;
    v_given := ledger.in_wallet(p_seller_id, v_charge);
  end if;
  v_transfer := ledger.post(p_bucket, 'charge-back', p_case_id, p_order_id, p_actor, p_at,
    array[coalesce('wallet:' || p_seller_id, 'world:protection'), 'fee:' || p_bucket,
      'world:protection', 'world:goodwill', 'world:' || p_provider],
    array[-v_given, -p_fee_back, v_given - v_charge, -p_house, p_charged + p_house]);
  if v_given > 0 then
    perform ledger.move_wallet(p_seller_id, v_transfer, 'charge-back', p_order_id, -v_given, null,
      null, p_at);
  end if;
  if v_given < v_charge then
    perform ledger.move_debt(p_seller_id, v_transfer, p_order_id, v_charge - v_given, p_at);
  end if;
  perform ledger.shrink_maturing(p_seller_id, p_order_id, v_charge);
  return v_transfer;
end $function$;

function ledger.charge_member
CREATE OR REPLACE FUNCTION ledger.charge_member(p_bucket integer, p_kind text, p_ref bigint, p_order_id bigint, p_member bigint, p_amount bigint, p_provider text, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_given bigint;
  v_transfer bigint;
begin
  if p_amount <= 0 or platform.bucket_of(p_member) <> p_bucket then
    raise exception '% cannot be charged to % for %', p_amount, p_member, p_ref;
  end if;
  v_given := ledger.in_wallet(p_member, p_amount);
  v_transfer := ledger.post(p_bucket, p_kind, p_ref, p_order_id, p_member, p_at,
    array['wallet:' || p_member, 'world:protection', 'world:' || p_provider],
    array[-v_given, v_given - p_amount, p_amount]);
  if v_given > 0 then
    perform ledger.move_wallet(p_member, v_transfer,
      case p_kind when 'withdraw-late' then 'withdraw' else p_kind end, p_order_id, -v_given, null,
      null, p_at);
  end if;
  if v_given < p_amount then
    perform ledger.move_debt(p_member, v_transfer, p_order_id, p_amount - v_given, p_at);
  end if;
  return v_transfer;
end $function$;

function ledger.compensate
CREATE OR REPLACE FUNCTION ledger.compensate(p_bucket integer, p_order_id bigint, p_after_sale_id bigint, p_from bigint, p_to bigint, p_amount bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_given bigint;
  v_transfer bigint;
begin
  if p_amount <= 0 or p_from = p_to then
    raise exception '% cannot be paid for order % to its payer', p_amount, p_order_id;
  end if;
  -- Wallets are locked in the order of their members, so that two payments cannot wait for each other.
  perform from ledger.wallet where (bucket, member_id) in (
    (platform.bucket_of(p_from), p_from), (platform.bucket_of(p_to), p_to))
  order by member_id for update;
  v_given := ledger.in_wallet(p_from, p_amount);
  v_transfer := ledger.post(p_bucket, 'compensate', p_after_sale_id, p_order_id, null, p_at,
    array['wallet:' || p_from, 'world:protection', 'wallet:' || p_to],
    array[-v_given, v_given - p_amount, p_amount]);
  if v_given > 0 then
    perform ledger.move_wallet(p_from, v_transfer, 'compensate', p_order_id, -v_given, null, null,
      p_at);
  end if;
  if v_given < p_amount then
    perform ledger.move_debt(p_from, v_transfer, p_order_id, p_amount - v_given, p_at);
  end if;
  perform ledger.move_wallet(p_to, v_transfer, 'compensate', p_order_id, p_amount, null, null, p_at);
  perform ledger.repay_debt(p_to, v_transfer, p_order_id, p_at);
  return v_transfer;
end $function$;

function ledger.covered_for
CREATE OR REPLACE FUNCTION ledger.covered_for(p_member bigint, p_order_id bigint, p_amount bigint, p_fund_max bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_available bigint;
  v_owed bigint;
  v_missing bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger.lay_out', p_member));
  select available_fen into v_available from ledger.wallet
  where bucket = v_bucket and member_id = p_member for update;
  if exists (select from ledger.freeze where bucket = v_bucket and member_id = p_member
    and released_at is null and order_id is null)
  then
    v_available := 0;
  end if;
  select owed_fen into v_owed from ledger.debt where bucket = v_bucket and member_id = p_member;
  v_missing := greatest(0, p_amount
    - greatest(0, coalesce(v_available, 0) - ledger.held_back(p_member, p_at, p_order_id)));
  return p_amount - v_missing
    + least(v_missing, greatest(0, p_fund_max - coalesce(v_owed, 0)));
end $function$;

function ledger.end_hold
CREATE OR REPLACE FUNCTION ledger.end_hold(p_bucket integer, p_order_id bigint, p_seller_id bigint, p_amount bigint, p_by text, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update ledger.hold set ended_at = p_at, ended_by = p_by
  where bucket = p_bucket and order_id = p_order_id and ended_at is null
    and amount_fen - released_fen = p_amount and seller_id = coalesce(p_seller_id, seller_id);
  if not found then
    raise exception using errcode = 'TL002', message = 'no such money is held for this order';
  end if;
end $function$;

function ledger.fold_entries
CREATE OR REPLACE FUNCTION ledger.fold_entries(p_max integer)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_from xid8;
  v_upto xid8;
  v_stop xid8;
  v_count bigint;
begin
  select upto into strict v_from from ledger.fold_mark for update;
  select pg_snapshot_xmin(pg_current_snapshot()) into v_upto;
  if v_from > v_upto then
    delete from ledger.account_balance;
    v_from := '0';
  end if;
  -- A long way behind: only the whole transactions before the p_max-th entry.
  select xid into v_stop from ledger.entry where xid >= v_from order by xid offset p_max limit 1;
  if v_stop > v_from and v_stop < v_upto then v_upto := v_stop; end if;
  with folded as (
      select account, sum(amount_fen) as fen, count(*) as n from ledger.entry
      where xid >= v_from and xid < v_upto group by account),
    written as (
      insert into ledger.account_balance (account, balance_fen) select account, fen from folded
      on conflict (account) do update
      set balance_fen = account_balance.balance_fen + excluded.balance_fen)
  select coalesce(sum(n), 0) into v_count from folded;
  update ledger.fold_mark set upto = v_upto;
  return v_count;
end $function$;

function ledger.forgive_debt
CREATE OR REPLACE FUNCTION ledger.forgive_debt(p_bucket integer, p_move bigint, p_order_id bigint, p_member bigint, p_amount bigint, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_transfer bigint;
begin
  perform from ledger.debt
  where bucket = platform.bucket_of(p_member) and member_id = p_member and owed_fen >= p_amount
  for update;
  if not found then
    raise exception using errcode = 'TL003', message = 'the member owes less';
  end if;
  v_transfer := ledger.post(p_bucket, 'debt-forgiven', p_move, p_order_id, p_actor, p_at,
    array['world:goodwill', 'world:protection'], array[-p_amount, p_amount]);
  perform ledger.move_debt(p_member, v_transfer, p_order_id, -p_amount, p_at);
  return v_transfer;
end $function$;

function ledger.held_back
CREATE OR REPLACE FUNCTION ledger.held_back(p_member bigint, p_at timestamp with time zone, p_but bigint DEFAULT NULL::bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  with sale as (
    select m.order_id, sum(m.amount_fen) as maturing, 0 as disputed, 0 as frozen
    from ledger.maturing m
    where m.bucket = platform.bucket_of(p_member) and m.member_id = p_member
      and m.available_at > p_at
    group by m.order_id
    union all
    select d.order_id, 0, least(sum(d.amount_fen), ledger.left_of_sale(d.bucket, d.order_id)), 0
    from ledger.disputed d
    join ledger.hold h on h.bucket = d.bucket and h.order_id = d.order_id
    where d.bucket = platform.bucket_of(p_member) and d.ended_at is null
      and h.seller_id = p_member and h.ended_by = 'settle'
    group by d.bucket, d.order_id
    union all
    select f.order_id, 0, 0, (select sum(l.amount_fen) from ledger.wallet_line l
      where l.bucket = f.bucket and l.member_id = f.member_id and l.order_id = f.order_id)
    from ledger.freeze f
    where f.bucket = platform.bucket_of(p_member) and f.member_id = p_member
      and f.released_at is null and f.order_id is not null),
  -- One sale's money waits once, however many reasons there are.
  once as (
    select greatest(0, sum(maturing), sum(disputed), sum(frozen)) as fen from sale
    where order_id is distinct from p_but
    group by order_id)
  select coalesce(sum(fen), 0)::bigint from once
$function$;

function ledger.hold
CREATE OR REPLACE FUNCTION ledger.hold(p_bucket integer, p_order_id bigint, p_seller_id bigint, p_buyer_id bigint, p_amount bigint, p_provider text, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_transfer bigint := ledger.post(p_bucket, 'hold', p_order_id, p_order_id, p_buyer_id, p_at,
    array['world:' || p_provider, 'escrow:' || p_bucket], array[-p_amount, p_amount]);
begin
  insert into ledger.hold (bucket, order_id, seller_id, buyer_id, provider, amount_fen, transfer_id, held_at)
  values (p_bucket, p_order_id, p_seller_id, p_buyer_id, p_provider, p_amount, v_transfer, p_at);
  return v_transfer;
end $function$;

function ledger.hold_back_first
CREATE OR REPLACE FUNCTION ledger.hold_back_first(p_member bigint, p_transfer bigint, p_order_id bigint, p_first integer, p_for interval, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_sales int;
begin
  select count(*) into v_sales from (
    select from ledger.wallet_line
    where bucket = v_bucket and member_id = p_member and kind = 'settle' limit p_first + 1) sale;
  if v_sales > p_first then return; end if;
  insert into ledger.maturing (bucket, member_id, transfer_id, order_id, amount_fen, reason,
    available_at)
  select v_bucket, p_member, p_transfer, p_order_id, least(l.amount_fen, w.available_fen),
    'first-sales', p_at + p_for
  from ledger.wallet_line l
  join ledger.wallet w on w.bucket = l.bucket and w.member_id = l.member_id
  where l.bucket = v_bucket and l.member_id = p_member and l.transfer_id = p_transfer
    and least(l.amount_fen, w.available_fen) > 0;
end $function$;

function ledger.in_wallet
CREATE OR REPLACE FUNCTION ledger.in_wallet(p_member bigint, p_amount bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_available bigint;
begin
  select available_fen into v_available from ledger.wallet
  where bucket = platform.bucket_of(p_member) and member_id = p_member for update;
  return least(coalesce(v_available, 0), p_amount);
end $function$;

function ledger.is_frozen
CREATE OR REPLACE FUNCTION ledger.is_frozen(p_member bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from ledger.payout_stop where lifted_at is null)
    or exists (select from ledger.freeze
      where bucket = platform.bucket_of(p_member) and member_id = p_member
        and released_at is null and order_id is null)
$function$;

function ledger.left_of_sale
CREATE OR REPLACE FUNCTION ledger.left_of_sale(p_bucket integer, p_order_id bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(sum(e.amount_fen), 0)::bigint
  from ledger.transfer t
  join ledger.entry e on e.bucket = t.bucket and e.transfer_id = t.id
  where t.bucket = p_bucket and t.order_id = p_order_id
    and t.kind in ('settle', 'take-back', 'charge-back')
    and (e.account like 'wallet:%' or e.account = 'world:protection')
$function$;

function ledger.may_leave
CREATE OR REPLACE FUNCTION ledger.may_leave(p_member bigint, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select not ledger.is_frozen(p_member)
    and coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
      >= ledger.held_back(p_member, p_at)
$function$;

function ledger.move_by_hand
CREATE OR REPLACE FUNCTION ledger.move_by_hand(p_bucket integer, p_move bigint, p_kind text, p_order_id bigint, p_from bigint, p_to bigint, p_amount bigint, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_transfer bigint;
begin
  -- Both wallets in one order, so that two moves never wait for each other.
  perform from ledger.wallet where (bucket, member_id) in (
    (platform.bucket_of(p_from), p_from), (platform.bucket_of(p_to), p_to))
    order by bucket, member_id for update;
  v_transfer := ledger.post(p_bucket, p_kind, p_move, p_order_id, p_actor, p_at,
    array[coalesce('wallet:' || p_from, 'world:goodwill'),
      coalesce('wallet:' || p_to, 'world:goodwill')],
    array[-p_amount, p_amount]);
  if p_from is not null then
    perform ledger.move_wallet(p_from, v_transfer, p_kind, p_order_id, -p_amount, null, null, p_at);
  end if;
  if p_to is not null then
    perform ledger.move_wallet(p_to, v_transfer, p_kind, p_order_id, p_amount, null, null, p_at);
    perform ledger.repay_debt(p_to, v_transfer, p_order_id, p_at);
  end if;
  return v_transfer;
end $function$;

function ledger.move_debt
CREATE OR REPLACE FUNCTION ledger.move_debt(p_member bigint, p_transfer bigint, p_order_id bigint, p_amount bigint, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  d ledger.debt;
begin
  if p_amount > 0 then
    insert into ledger.debt as debt (bucket, member_id, owed_fen, line_count, changed_at)
    values (v_bucket, p_member, p_amount, 1, p_at)
    on conflict (bucket, member_id) do update
    set owed_fen = debt.owed_fen + excluded.owed_fen, line_count = debt.line_count + 1,
      changed_at = greatest(debt.changed_at, excluded.changed_at)
    returning * into d;
  else
    update ledger.debt set owed_fen = owed_fen + p_amount, line_count = line_count + 1,
      changed_at = greatest(changed_at, p_at)
    where bucket = v_bucket and member_id = p_member
    returning * into strict d;
  end if;
  insert into ledger.debt_line (bucket, member_id, seq, transfer_id, order_id, amount_fen,
    owed_fen, at)
  values (v_bucket, p_member, d.line_count, p_transfer, p_order_id, p_amount, d.owed_fen,
    d.changed_at);
end $function$;

function ledger.move_wallet
CREATE OR REPLACE FUNCTION ledger.move_wallet(p_member bigint, p_transfer bigint, p_kind text, p_order_id bigint, p_amount bigint, p_gross bigint, p_fee bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  w ledger.wallet;
begin
  if p_amount > 0 then
    insert into ledger.wallet (bucket, member_id, available_fen, line_count, changed_at)
    values (v_bucket, p_member, p_amount, 1, p_at)
    on conflict (bucket, member_id) do update
    set available_fen = wallet.available_fen + excluded.available_fen,
      line_count = wallet.line_count + 1, changed_at = greatest(wallet.changed_at, p_at)
    returning * into w;
  else
    update ledger.wallet set available_fen = available_fen + p_amount,
      line_count = line_count + 1, changed_at = greatest(changed_at, p_at)
    where bucket = v_bucket and member_id = p_member and available_fen + p_amount >= 0
    returning * into w;
    if not found then
      raise exception using errcode = 'TL001', message = 'not enough in the wallet';
    end if;
  end if;
  insert into ledger.wallet_line (bucket, member_id, seq, transfer_id, kind, order_id, amount_fen,
    gross_fen, fee_fen, balance_fen, at)
  values (v_bucket, p_member, w.line_count, p_transfer, p_kind, p_order_id, p_amount, p_gross,
    p_fee, w.available_fen, w.changed_at);
  return w.available_fen;
end $function$;

function ledger.post
CREATE OR REPLACE FUNCTION ledger.post(p_bucket integer, p_kind text, p_ref bigint, p_order_id bigint, p_actor bigint, p_at timestamp with time zone, p_accounts text[], p_amounts bigint[])
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_id bigint := platform.new_id(p_bucket);
begin
  if not (select count(*) >= 2 and sum(a) = 0 from unnest(p_amounts) a where a <> 0) then
    raise exception 'transfer % of % does not sum to zero', p_kind, p_ref;
  end if;
  insert into ledger.transfer (bucket, id, kind, ref, order_id, at, actor_id)
  values (p_bucket, v_id, p_kind, p_ref, p_order_id, p_at, p_actor);
  insert into ledger.entry (bucket, transfer_id, seq, account, amount_fen)
  select p_bucket, v_id, e.seq, e.account, e.amount
  from unnest(p_accounts, p_amounts) with ordinality as e(account, amount, seq)
  where e.amount <> 0;
  return v_id;
end $function$;

function ledger.release
CREATE OR REPLACE FUNCTION ledger.release(p_bucket integer, p_order_id bigint, p_amount bigint, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
begin
  perform ledger.end_hold(p_bucket, p_order_id, null, p_amount, 'release', p_at);
  return ledger.post(p_bucket, 'release', p_order_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'due-back:' || p_bucket], array[-p_amount, p_amount]);
end $function$;

function ledger.release_part
CREATE OR REPLACE FUNCTION ledger.release_part(p_bucket integer, p_order_id bigint, p_after_sale_id bigint, p_amount bigint, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
begin
  update ledger.hold set released_fen = released_fen + p_amount
  where bucket = p_bucket and order_id = p_order_id and ended_at is null and p_amount > 0
    and amount_fen - released_fen > p_amount;
  if not found then
    raise exception using errcode = 'TL002', message = 'no such money is held for this order';
  end if;
  return ledger.post(p_bucket, 'release-part', p_after_sale_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'due-back:' || p_bucket], array[-p_amount, p_amount]);
end $function$;

function ledger.repay_debt
CREATE OR REPLACE FUNCTION ledger.repay_debt(p_member bigint, p_transfer bigint, p_order_id bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket smallint := platform.bucket_of(p_member);
  v_owed bigint;
  v_paid bigint;
  v_transfer bigint;
begin
  select owed_fen into v_owed from ledger.debt
  where bucket = v_bucket and member_id = p_member and owed_fen > 0 for update;
  if not found then return 0; end if;
  v_paid := ledger.in_wallet(p_member, v_owed);
  if v_paid = 0 then return 0; end if;
  v_transfer := ledger.post(v_bucket, 'repay-debt', p_transfer, p_order_id, null, p_at,
    array['wallet:' || p_member, 'world:protection'], array[-v_paid, v_paid]);
  perform ledger.move_wallet(p_member, v_transfer, 'repay-debt', p_order_id, -v_paid, null, null,
    p_at);
  perform ledger.move_debt(p_member, v_transfer, p_order_id, -v_paid, p_at);
  return v_paid;
end $function$;

function ledger.settle
CREATE OR REPLACE FUNCTION ledger.settle(p_bucket integer, p_order_id bigint, p_seller_id bigint, p_gross bigint, p_fee bigint, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_transfer bigint;
begin
  if p_fee < 0 or p_fee >= p_gross or platform.bucket_of(p_seller_id) <> p_bucket then
    raise exception 'order % cannot be settled with a fee of % on % to %', p_order_id, p_fee,
      p_gross, p_seller_id;
  end if;
  perform ledger.end_hold(p_bucket, p_order_id, p_seller_id, p_gross, 'settle', p_at);
  v_transfer := ledger.post(p_bucket, 'settle', p_order_id, p_order_id, p_actor, p_at,
    array['escrow:' || p_bucket, 'wallet:' || p_seller_id, 'fee:' || p_bucket],
    array[-p_gross, p_gross - p_fee, p_fee]);
  perform ledger.move_wallet(p_seller_id, v_transfer, 'settle', p_order_id, p_gross - p_fee,
    p_gross, p_fee, p_at);
  perform ledger.repay_debt(p_seller_id, v_transfer, p_order_id, p_at);
  return v_transfer;
end $function$;

function ledger.shrink_maturing
CREATE OR REPLACE FUNCTION ledger.shrink_maturing(p_member bigint, p_order_id bigint, p_amount bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket smallint := platform.bucket_of(p_member);
begin
  delete from ledger.maturing
  where bucket = v_bucket and member_id = p_member and order_id = p_order_id
    and amount_fen <= p_amount;
  update ledger.maturing set amount_fen = amount_fen - p_amount
  where bucket = v_bucket and member_id = p_member and order_id = p_order_id;
end $function$;

function ledger.take_back
CREATE OR REPLACE FUNCTION ledger.take_back(p_bucket integer, p_order_id bigint, p_after_sale_id bigint, p_seller_id bigint, p_amount bigint, p_fee_back bigint, p_actor bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_charge bigint := p_amount - p_fee_back;
  v_given bigint;
  v_transfer bigint;
begin
  if p_amount <= 0 or p_fee_back < 0 or v_charge < 0
    or platform.bucket_of(p_seller_id) <> p_bucket
  then
    raise exception '% with a fee of % cannot be taken back for order %', p_amount, p_fee_back,
      p_order_id;
  end if;
  perform from ledger.hold where bucket = p_bucket and order_id = p_order_id
    and seller_id = p_seller_id and ended_by = 'settle';
  if not found then
    raise exception using errcode = 'TL002', message = 'this order was not settled';
  end if;
  v_given := ledger.in_wallet(p_seller_id, v_charge);
  v_transfer := ledger.post(p_bucket, 'take-back', p_after_sale_id, p_order_id, p_actor, p_at,
    array['wallet:' || p_seller_id, 'fee:' || p_bucket, 'world:protection',
      'due-back:' || p_bucket],
    array[-v_given, -p_fee_back, v_given - v_charge, p_amount]);
  if v_given > 0 then
    perform ledger.move_wallet(p_seller_id, v_transfer, 'take-back', p_order_id, -v_given, null,
      null, p_at);
  end if;
  if v_given < v_charge then
    perform ledger.move_debt(p_seller_id, v_transfer, p_order_id, v_charge - v_given, p_at);
  end if;
  return v_transfer;
end $function$;

function ledger.undo_withdrawal
CREATE OR REPLACE FUNCTION ledger.undo_withdrawal(p_member bigint, p_payout bigint, p_amount bigint, p_provider text, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_transfer bigint := ledger.post(platform.bucket_of(p_member), 'withdraw-undone', p_payout, null,
    p_member, p_at, array['world:' || p_provider, 'wallet:' || p_member],
    array[-p_amount, p_amount]);
begin
  perform ledger.move_wallet(p_member, v_transfer, 'withdraw-returned', null, p_amount, null, null,
    p_at);
  perform ledger.repay_debt(p_member, v_transfer, null, p_at);
  return v_transfer;
end $function$;

function ledger.withdrawable
CREATE OR REPLACE FUNCTION ledger.withdrawable(p_member bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select case when ledger.is_frozen(p_member) then 0 else
    greatest(0, coalesce((select available_fen from ledger.wallet
      where bucket = platform.bucket_of(p_member) and member_id = p_member), 0)
    - ledger.held_back(p_member, p_at)) end::bigint
$function$;

function orders.accept_payment
CREATE OR REPLACE FUNCTION orders.accept_payment(p_bucket integer, p_provider text, p_event_id text, p_attempt_id bigint, p_claim_bucket integer, p_merchant_id text, p_transaction_id text, p_amount bigint, p_provider_paid_at timestamp with time zone, p_late_refund interval, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  v record;
begin
  select * into strict v from payments.accept(p_bucket, p_provider, p_event_id, p_attempt_id,
    p_claim_bucket, p_merchant_id, p_transaction_id, p_amount, p_provider_paid_at, p_at);
  if v.result = 'accepted' and not orders.pay_waiting_order(p_bucket, v.order_id, p_amount,
    p_provider, p_late_refund, p_at)
  then
    raise exception using errcode = 'TS007', message = 'the order does not wait for this payment';
  end if;
  return v.result;
end $function$;

function orders.is_own_shop
CREATE OR REPLACE FUNCTION orders.is_own_shop(p_buyer_bucket integer, p_buyer bigint, p_bucket integer, p_seller bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select p_buyer = p_seller
    or identity.is_one_person(p_buyer_bucket, p_buyer, p_bucket, p_seller)
$function$;

function orders.pay_waiting_order
CREATE OR REPLACE FUNCTION orders.pay_waiting_order(p_bucket integer, p_id bigint, p_amount bigint, p_provider text, p_late_refund interval, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  o orders."order";
begin
  update orders."order" set state = 'WAIT_SHIP', paid_fen = total_fen, paid_at = p_at,
    ship_by = p_at + ship_within_ms * interval '1 millisecond',
    refund_unshipped_at = p_at + ship_within_ms * interval '1 millisecond' + p_late_refund,
    event_count = event_count + 1
  where bucket = p_bucket and id = p_id and state = 'WAIT_PAY' and total_fen = p_amount
  returning * into o;
  if not found then return false; end if;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (p_bucket, p_id, o.event_count, 'pay', 'WAIT_PAY', 'WAIT_SHIP', 'provider', null, p_at);
  update platform.deadline set done_at = p_at, lease_until = null
  where bucket = p_bucket and kind = 'orders/pay-by' and ref = p_id and done_at is null;
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  values (p_bucket, platform.new_id(p_bucket), 'orders/refund-unshipped', p_id, o.refund_unshipped_at);
  perform ledger.hold(p_bucket, p_id, o.seller_id, o.buyer_id, p_amount, p_provider, p_at);
  perform orders.tell(p_bucket, p_id, 'pay', o.seller_id, o.buyer_id, o.state, o.event_count, p_at);
  return true;
end $function$;

function orders.place_order
CREATE OR REPLACE FUNCTION orders.place_order(p jsonb, p_address bytea)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  v_bucket int := (p->>'bucket')::int;
  v_buyer bigint := (p->>'buyerId')::bigint;
  v_now timestamptz := (p->>'now')::timestamptz;
  v_pay_by timestamptz := (p->>'payBy')::timestamptz;
  v_id bigint := platform.new_id(v_bucket);
  v_attempt bigint;
  v record;
  v_taken orders.placed_line;
  -- What the two agreed on for one piece; null: the listing's own price.
  v_agreed bigint := (p->'agreed'->>'unitFen')::bigint;
  v_total bigint;
  v_answer jsonb;
begin
  if p ? 'key' then
    insert into platform.idempotency (bucket, actor_id, key, request_hash, created_at)
    values ((p->>'buyerBucket')::int, v_buyer, p->>'key', p->>'requestHash', v_now)
    on conflict do nothing;
    if not found then return null; end if;
  end if;
  select * into strict v from orders.take_lines(v_bucket,
    array(select jsonb_array_elements_text(p->'listingIds')::bigint),
    array(select jsonb_array_elements_text(p->'quantities')::int), p->>'province');
  -- Nobody buys from themselves, not even with a second account of the same person.
  if v.seller_id = v_buyer or identity.is_one_person(
    (p->>'buyerBucket')::int, v_buyer, v_bucket, v.seller_id)
  then
    raise exception using errcode = 'TS004', message = 'own listing';
  end if;
  if v_agreed is not null then
    -- An agreement is about one listing, and holds while the listing is what it was about.
    v_taken := v.lines[1];
    if (v_taken.unit_price_fen, v.freight_fen, v.delivery) is distinct from (
      (p->'agreed'->>'askingFen')::bigint, (p->'agreed'->>'freightFen')::bigint,
      p->'agreed'->>'delivery')
    then
      raise exception using errcode = 'TS008', message = 'terms changed';
    end if;
    v.goods_fen := v_agreed * (p->'quantities'->>0)::int;
    v.discount_fen := 0;
  end if;
  v_total := v.goods_fen - v.discount_fen + v.freight_fen;
  if (p->>'expectedTotalFen')::bigint <> v_total then
    raise exception using errcode = 'TS005', message = 'price changed',
      detail = v_total::text;
  end if;
  if v.delivery = 'courier' and p_address is null then
    raise exception using errcode = 'TS006', message = 'address needed';
  end if;
  insert into orders."order" (bucket, id, seller_id, buyer_id, state, delivery, goods_fen,
    discount_fen, freight_fen, total_fen, fee_bps, created_at, pay_by, ship_within_ms,
    address_sealed, buyer_note)
  values (v_bucket, v_id, v.seller_id, v_buyer, 'WAIT_PAY', v.delivery, v.goods_fen,
    v.discount_fen, v.freight_fen, v_total, (p->>'feeBps')::int, v_now, v_pay_by,
    v.ship_within_ms, case when v.delivery = 'courier' then p_address end, p->>'buyerNote');
  -- The discount is shared out as the lines add up: each has what the sum gains by it, to the fen.
  insert into orders.order_line (bucket, order_id, line_no, listing_id, quantity, unit_price_fen,
    discount_fen, snapshot)
  select v_bucket, v_id, l.no, l.listing_id, l.quantity, l.unit_fen,
    v.discount_fen * l.until_fen / v.goods_fen
      - v.discount_fen * (l.until_fen - l.quantity * l.unit_fen) / v.goods_fen,
    l.snapshot
  from (
    select n.no, n.listing_id, n.quantity, n.snapshot, u.unit_fen,
      (sum(n.quantity * u.unit_fen) over (order by n.no))::bigint as until_fen
    from unnest(v.lines) with ordinality
      as n(listing_id, quantity, unit_price_fen, freight_fen, snapshot, no)
    cross join lateral (select coalesce(v_agreed, n.unit_price_fen) as unit_fen) u) l;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (v_bucket, v_id, 1, 'place', 'NONE', 'WAIT_PAY', 'buyer', v_buyer, v_now);
  v_attempt := payments.open_attempt(v_bucket, v_id, v_buyer, v_total, v_pay_by,
    v_now);
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  values (v_bucket, platform.new_id(v_bucket), 'orders/pay-by', v_id, v_pay_by);
  perform orders.tell(v_bucket, v_id, 'place', v.seller_id, v_buyer, 'WAIT_PAY', 1, v_now);
  v_answer := jsonb_build_object('orderId', v_id::text, 'state', 'WAIT_PAY',
    'goodsFen', v.goods_fen, 'discountFen', v.discount_fen, 'freightFen', v.freight_fen,
    'totalFen', v_total,
    'payBy', p->>'payBy', 'paymentAttemptId', v_attempt::text);
  if p ? 'key' then
    update platform.idempotency set response = v_answer
    where bucket = (p->>'buyerBucket')::int and actor_id = v_buyer and key = p->>'key';
  end if;
  return v_answer;
end $function$;

function orders.return_lines
CREATE OR REPLACE FUNCTION orders.return_lines(p_bucket integer, p_order_id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare line record;
begin
  for line in select listing_id, quantity from orders.order_line
    where bucket = p_bucket and order_id = p_order_id order by listing_id
  loop
    perform catalog.return_stock(p_bucket, line.listing_id, line.quantity);
  end loop;
end $function$;

function orders.take_lines
CREATE OR REPLACE FUNCTION orders.take_lines(p_bucket integer, p_listing_ids bigint[], p_quantities integer[], p_province text, OUT seller_id bigint, OUT delivery text, OUT ship_within_ms bigint, OUT goods_fen bigint, OUT freight_fen bigint, OUT discount_fen bigint, OUT lines orders.placed_line[])
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  wanted record;
  taken record;
  v_pieces int := 0;
  v_unit_fen bigint[] := '{}';
  v_ids bigint[] := '{}';
  v_quantities int[] := '{}';
begin
  goods_fen := 0; ship_within_ms := 0;
  for wanted in select w.listing_id, w.quantity
    from unnest(p_listing_ids, p_quantities) as w(listing_id, quantity) order by w.listing_id
  loop
    select * into strict taken
      from catalog.take_stock(p_bucket, wanted.listing_id, wanted.quantity);
    if seller_id is not null and (seller_id, delivery) <> (taken.seller_id, taken.delivery) then
      raise exception using errcode = 'TS003', message = 'lines of different sellers or delivery';
    end if;
    seller_id := taken.seller_id;
    delivery := taken.delivery;
    ship_within_ms := greatest(ship_within_ms, taken.ship_within_ms);
    goods_fen := goods_fen + taken.price_fen * wanted.quantity;
    v_pieces := v_pieces + wanted.quantity;
    v_ids := v_ids || wanted.listing_id;
    v_quantities := v_quantities || wanted.quantity;
    v_unit_fen := v_unit_fen || taken.price_fen;
    lines := lines || row(wanted.listing_id, wanted.quantity, taken.price_fen, taken.freight_fen,
      catalog.listing_snapshot(p_bucket, wanted.listing_id))::orders.placed_line;
  end loop;
  freight_fen := catalog.bundle_freight(p_bucket, v_ids, v_quantities, v_unit_fen, p_province);
  discount_fen := catalog.bundle_discount(p_bucket, seller_id, v_pieces, goods_fen);
end $function$;

function orders.tell
CREATE OR REPLACE FUNCTION orders.tell(p_bucket integer, p_id bigint, p_command text, p_seller bigint, p_buyer bigint, p_state text, p_seq integer, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into platform.outbox (bucket, id, topic, ref, payload, created_at, next_try_at)
  values (p_bucket, platform.new_id(p_bucket), 'orders/' || p_command, p_id::text,
    jsonb_build_object('orderId', p_id::text, 'sellerId', p_seller::text, 'buyerId', p_buyer::text,
      'state', p_state, 'eventCount', p_seq, 'at', p_at),
    p_at, p_at)
$function$;

function orders.write_step
CREATE OR REPLACE FUNCTION orders.write_step(p_bucket integer, p_id bigint, p_step jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_at timestamptz := (p_step->>'at')::timestamptz;
  o orders."order";
begin
  select * into strict o from orders."order" where bucket = p_bucket and id = p_id for update;
  o := jsonb_populate_record(o, p_step->'row');
  update orders."order" set state = o.state, paid_fen = o.paid_fen, refunded_fen = o.refunded_fen,
    charged_fen = o.charged_fen, fee_fen = o.fee_fen, paid_at = o.paid_at, ship_by = o.ship_by,
    refund_unshipped_at = o.refund_unshipped_at, ship_extension_days = o.ship_extension_days,
    shipped_at = o.shipped_at, tracking = o.tracking, scan_by = o.scan_by,
    last_moved_at = o.last_moved_at, move_by = o.move_by, void_shipments = o.void_shipments,
    delivered_at = o.delivered_at,
    confirm_by = o.confirm_by, receipt_extensions = o.receipt_extensions,
    after_sale_opened_at = o.after_sale_opened_at, clock_left_ms = o.clock_left_ms,
    completed_at = o.completed_at, closed_at = o.closed_at, refunded_at = o.refunded_at,
    end_reason = o.end_reason, event_count = o.event_count
  where bucket = p_bucket and id = p_id;
  insert into orders.order_event (bucket, order_id, seq, command, from_state, to_state, actor_role, actor_id, at)
  values (p_bucket, p_id, o.event_count, p_step->>'command', p_step->>'from', p_step->>'to',
    p_step->>'role', (p_step->>'actorId')::bigint, v_at);
  update platform.deadline set done_at = v_at, lease_until = null
  where bucket = p_bucket and ref = p_id and done_at is null
    and kind in ('orders/pay-by', 'orders/refund-unshipped', 'orders/scan-by', 'orders/move-by',
      'orders/confirm-by')
    and not (p_step->'deadlines' ? kind);
  insert into platform.deadline (bucket, id, kind, ref, run_at)
  select p_bucket, platform.new_id(p_bucket), d.key, p_id, d.value::timestamptz
  from jsonb_each_text(p_step->'deadlines') as d
  on conflict (bucket, kind, ref) where done_at is null
  do update set run_at = excluded.run_at, attempts = 0, lease_until = null;
  perform orders.tell(p_bucket, p_id, p_step->>'command', o.seller_id, o.buyer_id, o.state,
    o.event_count, v_at);
end $function$;

function payments.accept
CREATE OR REPLACE FUNCTION payments.accept(p_bucket integer, p_provider text, p_event_id text, p_attempt_id bigint, p_claim_bucket integer, p_merchant_id text, p_transaction_id text, p_amount bigint, p_provider_paid_at timestamp with time zone, p_at timestamp with time zone, OUT result text, OUT order_id bigint, OUT payer_id bigint)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  a payments.attempt;
  v_inbox bigint := platform.new_id(p_bucket);
begin
  if p_event_id is not null then
    insert into payments.inbox (bucket, id, provider, event_id, kind, out_no, sig_ok, outcome, received_at)
    values (p_bucket, v_inbox, p_provider, p_event_id, 'payment.succeeded', p_attempt_id, true,
      'accepted', p_at)
    on conflict (bucket, provider, event_id) where sig_ok do nothing;
    if not found then result := 'duplicate'; return; end if;
  end if;
  select * into a from payments.attempt where bucket = p_bucket and id = p_attempt_id for update;
  order_id := a.order_id; payer_id := a.payer_id;
  result := case
    when a.id is null then 'unknown'
    when a.amount_fen <> p_amount then 'wrong-amount'
    when a.state = 'PAID' and a.transaction_id = p_transaction_id then 'already'
    when a.state = 'PAID' then 'other-transaction'
  end;
  if result is null or result = 'other-transaction' then
    insert into payments.transaction_claim (bucket, provider, transaction_id, attempt_id, amount_fen)
    values (p_claim_bucket, p_provider, p_transaction_id, p_attempt_id, p_amount)
    on conflict do nothing;
    result := coalesce(result, case when found then 'accepted' else 'transaction-used' end);
  end if;
  if result = 'accepted' then
    update payments.attempt set state = 'PAID', provider = p_provider, outcome = 'held',
      merchant_id = p_merchant_id, transaction_id = p_transaction_id, paid_at = p_at,
      provider_paid_at = p_provider_paid_at, next_query_at = null
    where bucket = p_bucket and id = p_attempt_id;
    return;
  end if;
  if p_event_id is not null then
    update payments.inbox i set outcome = result where i.bucket = p_bucket and i.id = v_inbox;
  end if;
  -- Somebody speaks of another amount: the provider itself is asked at once.
  if result = 'wrong-amount' then
    update payments.attempt set next_query_at = p_at
    where bucket = p_bucket and id = p_attempt_id and next_query_at > p_at;
  end if;
end $function$;

function payments.attempt_to_pay
CREATE OR REPLACE FUNCTION payments.attempt_to_pay(p_bucket integer, p_order_id bigint, p_payer_id bigint, p_amount bigint, p_expires timestamp with time zone, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_id bigint;
begin
  for tries in 1..5 loop
    select id into v_id from payments.attempt
    where bucket = p_bucket and order_id = p_order_id and state = 'OPEN';
    if found then return v_id; end if;
    insert into payments.attempt (bucket, id, order_id, payer_id, amount_fen, created_at, expires_at)
    values (p_bucket, platform.new_id(p_bucket), p_order_id, p_payer_id, p_amount, p_at, p_expires)
    on conflict (bucket, order_id) where state = 'OPEN' do nothing
    returning id into v_id;
    if found then return v_id; end if;
  end loop;
  raise exception 'the attempts of order % come and go', p_order_id;
end $function$;

function payments.bill_differences
CREATE OR REPLACE FUNCTION payments.bill_differences(p_provider text, p_merchant text, p_fee_bps integer, p_subjects text[], p_nos text[])
 RETURNS TABLE(subject text, out_no text, kind text, day date, provider_ref text, our_fen bigint, their_fen bigint, is_booked boolean, order_id bigint, member_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with asked as (
    select distinct a.subject, a.no,
      case when a.no ~ '^[1-9][0-9]{0,18}$' and a.no::numeric < 9223372036854775808
        then a.no::bigint end as id
    from unnest(p_subjects, p_nos) a(subject, no)),
  seen as (
    select a.subject, a.no, b.*, n.*, case when n.is_booked then n.fen else 0 end as booked,
      coalesce(u.back, 0) as back,
      case when a.subject = 'fee' then round(b.billed * p_fee_bps / 10000.0)::bigint end as agreed
    from asked a
    left join lateral (
      select sum(l.amount_fen)::bigint as billed, min(l.day) as day,
        min(l.transaction_id) as provider_ref, sum(l.fee_fen)::bigint as fee,
        coalesce(bool_or(l.merchant_id <> p_merchant), false) as is_foreign
      from payments.bill_line l
      where l.provider = p_provider and l.kind = case a.subject when 'fee' then 'payment'
        else a.subject end and split_part(l.out_no, '-', 1) = a.no) b on true
    left join lateral (
      select t.amount_fen as fen, t.state = 'PAID' as is_booked, false as is_refused,
        t.provider_paid_at as booked_at, t.order_id, t.payer_id as member_id
      from payments.attempt t
      where a.subject in ('payment', 'fee') and t.bucket = platform.bucket_of(a.id) and t.id = a.id
        and coalesce(t.provider, t.asked_provider, p_provider) = p_provider
      union all
      select r.amount_fen, r.state = 'SUCCEEDED', false, r.provider_finished_at, r.order_id,
        r.buyer_id
      from payments.refund r
      join payments.attempt t on t.bucket = r.bucket and t.id = r.attempt_id
      where a.subject = 'refund' and r.bucket = platform.bucket_of(a.id) and r.id = a.id
        and coalesce(t.provider, t.asked_provider, p_provider) = p_provider
      union all
      select p.amount_fen, p.state = 'PAID', p.state = 'RETURNED', p.provider_finished_at, null,
        p.member_id
      from payments.payout p
      where a.subject = 'transfer' and p.bucket = platform.bucket_of(a.id) and p.id = a.id
        and coalesce(p.provider, p_provider) = p_provider) n on true
    left join lateral (
      select sum(amount_fen)::bigint as back from payments.put_back
      where bucket = platform.bucket_of(a.id) and ref = a.id and payments.put_back.kind = a.subject
      ) u on true),
  judged as (
    select s.*, case
      when s.subject = 'fee' then
        case when abs(s.fee - s.agreed) > 1 then 'fee-differs' end
      when s.billed is null then case when s.is_booked then 'not-on-bill' end
      when s.is_foreign then 'foreign-merchant'
      when s.fen is null then 'not-in-books'
      -- What came back stands on its bill or not; each time it was the whole amount.
      when s.billed % s.fen = 0 and s.billed between s.booked and s.booked + s.back then null
      when s.is_booked or s.billed <> s.fen then 'amount-differs'
      when s.is_refused then 'state-differs'
      else 'not-in-books' end as difference
    from seen s)
  select j.subject, j.no, j.difference,
    coalesce(j.day, (j.booked_at at time zone 'Asia/Shanghai')::date), j.provider_ref,
    case when j.subject = 'fee' then j.agreed else j.fen end,
    case when j.subject = 'fee' then j.fee else j.billed end,
    coalesce(j.is_booked, false), j.order_id, j.member_id
  from judged j where j.difference is not null
$function$;

function payments.open_attempt
CREATE OR REPLACE FUNCTION payments.open_attempt(p_bucket integer, p_order_id bigint, p_payer_id bigint, p_amount bigint, p_expires timestamp with time zone, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
AS $function$
  insert into payments.attempt (bucket, id, order_id, payer_id, amount_fen, created_at, expires_at)
  values (p_bucket, platform.new_id(p_bucket), p_order_id, p_payer_id, p_amount, p_at, p_expires)
  returning id
$function$;

function platform.bucket_of
CREATE OR REPLACE FUNCTION platform.bucket_of(id bigint)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select ((id >> 12) & 1023)::smallint $function$;

function platform.new_id
CREATE OR REPLACE FUNCTION platform.new_id(bucket integer)
 RETURNS bigint
 LANGUAGE sql
AS $function$
  select ((extract(epoch from clock_timestamp()) * 1000)::bigint - 1735689600000) << 22
       | (bucket::bigint << 12)
       | (nextval('platform.id_sequence') & 4095)
$function$;

function ties.following_of
CREATE OR REPLACE FUNCTION ties.following_of(p_bucket integer, p_member bigint)
 RETURNS TABLE(member_id bigint, followed_at timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select f.followee_id, f.followed_at from ties.follow f
  where f.bucket = p_bucket::smallint and f.follower_id = p_member
$function$;

function ties.follows
CREATE OR REPLACE FUNCTION ties.follows(p_follower bigint, p_followee bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select exists (select from ties.follow
    where bucket = platform.bucket_of(p_follower) and follower_id = p_follower
      and followee_id = p_followee)
$function$;

function ties.hidden_from
CREATE OR REPLACE FUNCTION ties.hidden_from(p_bucket integer, p_reader bigint)
 RETURNS TABLE(member_id bigint, is_mute boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select b.blocked_id, false from ties.block b
  where b.bucket = p_bucket::smallint and b.blocker_id = p_reader
  union all
  select b.blocker_id, false from ties.block b where b.blocked_id = p_reader
  union all
  select m.muted_id, true from ties.mute m
  where m.bucket = p_bucket::smallint and m.muter_id = p_reader
$function$;

function ties.is_blocked
CREATE OR REPLACE FUNCTION ties.is_blocked(p_one bigint, p_other bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select exists (select from ties.block
      where bucket = platform.bucket_of(p_one) and blocker_id = p_one and blocked_id = p_other)
    or exists (select from ties.block
      where bucket = platform.bucket_of(p_other) and blocker_id = p_other and blocked_id = p_one)
$function$;
