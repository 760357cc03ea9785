-- The target of the example: a table of the company's own, as an import finds it.
create table if not exists employee (
  employee_number text primary key,
  first_name      text not null,
  last_name       text not null,
  email           text,
  department      text,
  city            text,
  hire_date       date,
  pay_rate        numeric(10, 2),
  employment      text,
  active          boolean
);
