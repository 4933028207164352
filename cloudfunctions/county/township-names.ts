import type { Office } from '../../rules/office'

/** The townships of a place: as the notice lists them, then others by name. */
export function townshipNames({ targets }: Office, places: readonly { township: string }[]): string[] {
  const listed = targets?.rows?.map(({ name }) => name) ?? []
  return [...new Set([...listed, ...places.map(({ township }) => township).sort()])]
}
