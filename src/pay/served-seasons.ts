/** Written in by the build from the policies: their rules stay out of this package. */
declare const SERVED_SEASONS: readonly { region: string; name: string; year: number }[]

/** Places and years for which somebody can be paid. */
export const servedSeasons = (): typeof SERVED_SEASONS => SERVED_SEASONS
