import type * as z from 'zod/mini'
import { badRequest } from './serve'
import type { Action } from './serve'

/** What may be asked by one name and what is answered to it. The phone takes its types from here. */
interface Shape {
  request: z.ZodMiniType
  answer: z.ZodMiniType
}

/** All that a module may be asked, by name. */
export type Contract = Readonly<Record<string, Shape>>
export type RequestsOf<Of extends Contract> = { [Name in keyof Of]: z.output<Of[Name]['request']> }
export type AnswersOf<Of extends Contract> = { [Name in keyof Of]: z.output<Of[Name]['answer']> }

/** A use case that a function can serve. `run` is for tests and for use cases that are made of others. */
export interface DefinedAction<
  Name extends string,
  Request extends z.ZodMiniType,
  Answer extends z.ZodMiniType,
  Context,
> extends Action<Context> {
  readonly name: Name
  readonly request: Request
  /** The row of the permissions that it asks before it answers; see `defineAction`. */
  readonly permission: string
  run(request: z.output<Request>, context: Context): Promise<z.input<Answer>>
}

export type AnyAction = DefinedAction<string, z.ZodMiniType, z.ZodMiniType, never>
type Names<Actions extends readonly { name: string }[]> = Actions[number]['name']

/** Says which name is wrong, in the place where the compiler complains. */
type Complete<Of extends Contract, Actions extends readonly { name: string }[]> = [
  Exclude<keyof Of, Names<Actions>>,
] extends [never]
  ? [Exclude<Names<Actions>, keyof Of>] extends [never]
    ? unknown
    : { notInTheContract: Exclude<Names<Actions>, keyof Of> }
  : { noActionFor: Exclude<keyof Of, Names<Actions>> }

/** The actions of a contract, one for each name: one that is missing or misspelt does not compile. */
export function actionsOf<const Of extends Contract, const Actions extends readonly { name: string }[]>(
  _contract: Of,
  ...actions: Actions & Complete<Of, Actions>
): readonly AnyAction[] {
  return actions as unknown as readonly AnyAction[]
}

/** What a function serves. @throws Error where two actions have one name, when the function is loaded */
export function actionsByName<Context>(actions: readonly AnyAction[]): ReadonlyMap<string, Action<Context>> {
  const byName = new Map<string, Action<Context>>()
  for (const one of actions) {
    if (byName.has(one.name)) throw new Error(`two actions are called ${one.name}`)
    byName.set(one.name, one)
  }
  return byName
}

/** A request is checked against its schema before the use case sees it. @throws Refusal BAD_REQUEST */
export function checkedRequest<Request extends z.ZodMiniType>(request: Request, data: unknown): z.output<Request> {
  const read = request.safeParse(data, { reportInput: true })
  if (!read.success) throw badRequest(read.error.issues)
  return read.data
}

/**
 * One thing that everybody may ask and that tells nothing about anybody: pure, without a caller and without records.
 */
export function definePublicAction<const Of extends Contract, const Name extends keyof Of & string>(
  contract: Of,
  name: Name,
  useCase: {
    run(request: z.output<Of[Name]['request']>): z.input<Of[Name]['answer']> | Promise<z.input<Of[Name]['answer']>>
  },
): DefinedAction<Name, Of[Name]['request'], Of[Name]['answer'], undefined> {
  const { request } = contract[name]!
  const run = async (asked: z.output<Of[Name]['request']>) => useCase.run(asked)
  return {
    name,
    request,
    permission: 'open',
    run,
    answer: async (data) => run(checkedRequest<Of[Name]['request']>(request, data)),
  }
}
