import { PlatformError } from '../platform-error'
import { SqliteFile } from './sqlite-file'

export interface Database {
  /** Whether the action is the database's. */
  speaks(action: string): boolean
  /** Answers one action of the admin protocol; throws PlatformError. */
  answer(action: string, parameters: Readonly<Record<string, unknown>>): Promise<{ data?: unknown; [topLevel: string]: unknown }>
  close(): void
}

export interface DatabaseOptions {
  /** Where its file lies; made when it is not there. */
  folder: string
  /** File that declares collections and indexes; absent = none are declared. */
  indexes?: string
  /** The host's clock, in ms. */
  now?: () => number
}

type Action = (parameters: Readonly<Record<string, unknown>>) => Promise<{ data?: unknown; [topLevel: string]: unknown }>

/** The document database of the platform, in one file of this machine. */
export function openDatabase(options: DatabaseOptions): Database {
  const file = new SqliteFile(options.folder)
  const actions = new Map<string, Action>()
  return {
    speaks: (action) => actions.has(action),
    answer: async (action, parameters) => {
      const known = actions.get(action)
      if (!known) throw new PlatformError('INVALID_ACTION', 'INVALID_ACTION: the database does not speak this')
      return known(parameters)
    },
    close: () => file.close(),
  }
}
