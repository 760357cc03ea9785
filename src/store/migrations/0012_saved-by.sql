-- Up Migration

-- Who saved a version; not known of those that were saved before.
alter table integration_version add column saved_by text;
alter table integration_set_version add column saved_by text;
