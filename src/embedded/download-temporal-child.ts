// Entry of the process that downloads the dev server (see download-temporal.ts): its one argument is the folder to
// download to. The SDK downloads only as part of starting a server, so one is started and ended.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const downloadDir = process.argv[2];
if (downloadDir === undefined) throw new Error('The folder to download to is missing');
// If the process that waits for this ends, so does this.
process.on('disconnect', () => process.exit(1));
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir } },
});
await environment.teardown();
process.disconnect();
