import { Empty } from '../parts/empty.js';

export function NotFoundPage() {
  return (
    <Empty title="There is no such page">
      <p>
        The address may be old. <a href="/">Sites</a> lists what there is.
      </p>
    </Empty>
  );
}
