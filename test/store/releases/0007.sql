-- A key of the API.
insert into api_key (id, name, role, sites, secret_hash, created_by)
values ('key1', 'ops', 'operator', '{LIVE}', sha256('secret'), 'operator');
