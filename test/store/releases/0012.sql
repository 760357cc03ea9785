-- Versions that tell who saved them.
update integration_version set saved_by = 'api' where site = 'LIVE' and name = 'employees';
update integration_set_version set saved_by = 'api' where site = 'LIVE';
