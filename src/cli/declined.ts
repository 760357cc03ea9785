/** Thrown where somebody was asked, and said no. */
export class Declined extends Error {
  override readonly name = 'Declined';

  constructor() {
    super('Nothing was changed.');
  }
}
