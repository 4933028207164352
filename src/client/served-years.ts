import { today } from './days'
import { entriesOn } from './edition-index'
import type { PlaceYear } from './years'

/** Written in by the build from the policies: their rules stay out of the package that opens first. */
declare const SERVED_SEASONS: readonly PlaceYear[]

/** Every place and year that has a notice: those of the build, and those that were published since. */
export function servedYears(): readonly PlaceYear[] {
  const published = entriesOn(today()).flatMap(({ region, name, year, collection }): PlaceYear[] =>
    collection === undefined ? [] : [{ region, name, year, ...collection }],
  )
  const isPublished = ({ region, year }: PlaceYear): boolean =>
    published.some((one) => one.region === region && one.year === year)
  return [...SERVED_SEASONS.filter((one) => !isPublished(one)), ...published]
}
