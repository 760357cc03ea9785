/** A deliberate mistake in the product, and the test that must notice it. */
export interface Defect {
  /** What the product does with it. */
  name: string;
  /** The file of the product, from the root of the project. */
  source: string;
  /** A text that stands in the file once, and what takes its place. */
  find: string;
  replace: string;
  caughtBy: NamedTest;
  /** It is in what the build makes: the product is built anew with it. */
  build?: true;
}

export interface NamedTest {
  /** From the root of the project. */
  file: string;
  /** The words of its `describe`s and its own, as mocha shows them, with a blank between. */
  title: string;
  /** It needs neither PostgreSQL nor Temporal. */
  alone?: true;
}
