import { underLayers, type Layer } from '../language/layers'
import { readSource, type Merging } from '../language/read-policy'
import compiled from '../policies/compiled-sources.json'

/** The policy files of the product as their authors wrote them, and the documents that they lie under. */
const { files, layers } = compiled as unknown as { files: Readonly<Record<string, string>>; layers: readonly Layer[] }

/** Lays a file under the documents that it names. */
export const merging: Merging = (raw) => underLayers(raw, layers)

/** A policy file as text, with the year that it is of. */
export interface PolicySourceText {
  year: number
  text: string
}

/** The product's file of a place for a year, or for the latest year before it; null = there is none. */
export function productSource(region: string, year: number): PolicySourceText | null {
  const years = Object.keys(files).flatMap((name) => {
    const found = /^(.+)-(\d{4})$/.exec(name)
    return found?.[1] === region && Number(found[2]) <= year ? [Number(found[2])] : []
  })
  if (years.length === 0) return null
  const latest = Math.max(...years)
  return { year: latest, text: files[`${region}-${latest}`]! }
}

/** The shape of another year's file, for the checker to compare with; null = it is not whole. */
export const fileOf = (text: string): ReturnType<typeof readSource>['file'] => readSource(text, '', merging).file
