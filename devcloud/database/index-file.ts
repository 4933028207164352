import { readFileSync } from 'node:fs'
import * as z from 'zod'

const path = z.string().regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/, 'a field, or a path of fields')

const declaredIndex = z.strictObject({
  /** In their order; 1 = ascending, -1 = descending. */
  fields: z
    .record(path, z.union([z.literal(1), z.literal(-1)]))
    .refine((fields) => Object.keys(fields).length > 0, 'an index has a field'),
  unique: z.boolean().default(false),
})

/** The name of a collection, as the SDK's own validator has it (`Validate.isCollName`). */
export const collectionName = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{1,32}$/)

const indexFile = z.strictObject({
  collections: z.record(collectionName, z.strictObject({ indexes: z.array(declaredIndex).default([]) })),
})

export interface Index {
  /** As MongoDB names it: `village_1__id_1`. */
  name: string
  fields: readonly (readonly [path: string, direction: 1 | -1])[]
  unique: boolean
}

/** The collections of the project and their indexes, from the file that deployment uses too. */
export function readIndexFile(file: string): Map<string, Index[]> {
  const read = indexFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`)
  return new Map(
    Object.entries(read.data.collections).map(([name, { indexes }]) => [
      name,
      indexes.map(({ fields, unique }): Index => ({
        name: Object.entries(fields)
          .map(([field, direction]) => `${field}_${direction}`)
          .join('_'),
        fields: Object.entries(fields),
        unique,
      })),
    ]),
  )
}
