-- Which lines of an order an after-sale is about; null: all of it.
alter table aftersale.after_sale
  add column line_nos smallint[]
    check (cardinality(line_nos) between 1 and 19 and array_position(line_nos, null) is null);
