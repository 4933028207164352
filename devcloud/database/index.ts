import { PlatformError } from '../platform-error'
import { aggregateDocuments } from './aggregate'
import { Collections } from './collections'
import {
  commit,
  getInTransaction,
  insertInTransaction,
  removeInTransaction,
  setInTransaction,
  updateInTransaction,
} from './in-transaction'
import { readIndexFile } from './index-file'
import {
  countDocuments,
  getDocuments,
  insertDocuments,
  removeDocuments,
  setDocument,
  updateDocuments,
} from './operations'
import { readRequest, requests } from './requests'
import { Rows } from './rows'
import { SqliteFile } from './sqlite-file'
import { Transactions } from './transactions'
import type { Parts } from './operations'

export interface Database {
  /** Whether the action is the database's. */
  speaks(action: string): boolean
  /** Answers one action of the admin protocol; throws PlatformError. */
  answer(
    action: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<{ data?: unknown; [topLevel: string]: unknown }>
  close(): void
}

export interface DatabaseOptions {
  /** Where its file lies; made when it is not there. */
  folder: string
  /** File that declares collections and indexes; absent = they stay as they are. */
  indexes?: string
  /** The host's clock, in ms. */
  now?: () => number
}

type Action = (
  parameters: Readonly<Record<string, unknown>>,
) => Promise<{ data?: unknown; [topLevel: string]: unknown }>

/** The document database of the platform, in one file of this machine. */
export function openDatabase({ folder, indexes, now = Date.now }: DatabaseOptions): Database {
  const file = new SqliteFile(folder)
  try {
    const collections = new Collections(file)
    if (indexes !== undefined) collections.declare(readIndexFile(indexes))
    const transactions = new Transactions(now)
    const rows = new Rows(file, collections, (collection, id, before) => transactions.remember(collection, id, before))
    const actions = actionsOf({ file, collections, rows, transactions, now })
    return {
      speaks: (action) => actions.has(action),
      answer: async (action, parameters) => {
        const known = actions.get(action)
        if (!known) throw new PlatformError('INVALID_ACTION', 'INVALID_ACTION: the database does not speak this')
        return known(parameters)
      },
      close: () => file.close(),
    }
  } catch (error) {
    file.close()
    throw error
  }
}

function actionsOf(parts: Parts): Map<string, Action> {
  const { collections, transactions } = parts
  const within = (id: string) => transactions.get(id)
  return new Map<string, Action>([
    [
      'database.addCollection',
      async ({ collectionName }) => {
        collections.create(collectionName)
        return {}
      },
    ],
    [
      'database.insertDocument',
      async (parameters) => {
        const request = readRequest(requests.insert, parameters)
        return request.transactionId === undefined
          ? insertDocuments(parts, request)
          : insertInTransaction(parts, within(request.transactionId), request)
      },
    ],
    [
      'database.getDocument',
      async (parameters) => {
        const request = readRequest(requests.get, parameters)
        return request.transactionId === undefined
          ? getDocuments(parts, request)
          : getInTransaction(parts, within(request.transactionId), request)
      },
    ],
    [
      'database.calculateDocument',
      async (parameters) => countDocuments(parts, readRequest(requests.count, parameters)),
    ],
    [
      'database.modifyDocument',
      async (parameters) => {
        const request = readRequest(requests.modify, parameters)
        const [outside, inside] = request.merge
          ? [updateDocuments, updateInTransaction]
          : [setDocument, setInTransaction]
        return request.transactionId === undefined
          ? outside(parts, request)
          : inside(parts, within(request.transactionId), request)
      },
    ],
    [
      'database.removeDocument',
      async (parameters) => {
        const request = readRequest(requests.remove, parameters)
        return request.transactionId === undefined
          ? removeDocuments(parts, request)
          : removeInTransaction(parts, within(request.transactionId), request)
      },
    ],
    [
      'database.aggregateDocuments',
      async (parameters) => aggregateDocuments(parts, readRequest(requests.aggregate, parameters)),
    ],
    ['database.startTransaction', async () => ({ transactionId: transactions.start().id })],
    [
      'database.commitTransaction',
      async (parameters) => commit(parts, within(readRequest(requests.end, parameters).transactionId)),
    ],
    [
      'database.abortTransaction',
      async (parameters) => {
        transactions.end(within(readRequest(requests.end, parameters).transactionId))
        return {}
      },
    ],
  ])
}
