import { useEffect, useState } from 'react'
import type { PublishedPlace } from './edition-index'
import { adoptKept, publishedBeside, refreshEditions, takeEdition, TAKEN_WORDS } from './editions'

export interface Editions {
  /** Published places and years that are not on this phone yet. */
  beside: readonly PublishedPlace[]
  /** What stands in the way of the one that was wanted last; '' = nothing. */
  complaint: string
  /** Brings one onto this phone, and goes on with it once it is there. */
  take(place: PublishedPlace, then: () => void): void
}

/**
 * The published policies, for a page that answers by policies: goes by what is kept before it draws anything, and asks
 * for what is new beside it.
 */
export function useEditions(): Editions {
  const [beside, setBeside] = useState(() => {
    adoptKept()
    return publishedBeside()
  })
  const [complaint, setComplaint] = useState('')
  useEffect(() => {
    void refreshEditions().then((came) => came && setBeside(publishedBeside()))
  }, [])
  return {
    beside,
    complaint,
    take: (place, then) => {
      void takeEdition(place).then((taken) => {
        setComplaint(TAKEN_WORDS[taken] ?? '')
        setBeside(publishedBeside())
        if (taken === 'ready') then()
      })
    },
  }
}
