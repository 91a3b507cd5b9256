-- Reported problems have moved into after-sales.
drop function orders.reported_problems();
drop table orders.problem;
