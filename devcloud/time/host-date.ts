/**
 * `Date` by the host's clock, for the code of functions: what asks for the present moment gets the clock's, everything
 * else is the real `Date`. A proxy, so that every date is an instance of both.
 */
export function hostDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget): object => {
      const given: unknown[] = args.length === 0 ? [now()] : args
      const made: unknown = Reflect.construct(target, given, newTarget)
      return made as object
    },
    apply: () => new Date(now()).toString(),
    get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
