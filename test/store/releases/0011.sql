-- A step that notes how far it has come.
update run_step set progress = '{"records": 1, "bytes": 20, "totalBytes": 30, "secondsLeft": 1}'
where run = '00000000-0000-4000-8000-000000000021';
