type Given<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };

/** Those of the options that were given: what is not asked for is not sent. */
export function given<Options extends object>(options: Options): Given<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<Options>;
}
