import assert from 'node:assert/strict';

import { newInbox, type Inbox } from '../files/support/inbox.js';
import { stopAt } from './support/stop-at.js';

describe('a file of a folder that is moved to a free name', () => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  it('is moved to its end after a crash in between', async () => {
    inbox.put({ a: 'a' });
    const move = () => inbox.fs.moveUnlessTaken('a', 'b');
    assert.equal(await stopAt(1, move), true);
    assert.deepEqual(inbox.files(), { a: 'a', b: 'a' });
    assert.equal(await move(), undefined);
    assert.deepEqual(inbox.files(), { b: 'a' });
  });
});
