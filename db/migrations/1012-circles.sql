-- The policy of audiences (src/modules/circles/domain/audience.ts) for lists that are read in SQL.
-- A reader is null for a guest. A test compares the two over every case.
create function circles.sees(p_reader bigint, p_owner bigint, p_kind text, p_circle bigint)
returns boolean
language sql stable parallel safe as $$
  select case
    when p_reader = p_owner then true
    when p_reader is null then p_kind = 'public'
    when ties.is_blocked(p_reader, p_owner) then false
    when p_kind = 'public' then true
    when p_kind = 'followers' then ties.follows(p_reader, p_owner)
    when p_kind = 'circle' then circles.is_member(p_reader, p_circle)
    else false
  end
$$;
