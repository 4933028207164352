import { useEffect, useState } from 'react'
import type { Asked } from '../asking/use-asked'
import { useVillage, type Desk } from '../cloud/village'
import { keepDesk, keptDesk, type DeskAt } from '../saved/kept-desk'
import { forgetPeople, leaveWork } from './leave-work'

export interface AtDesk {
  desk: Desk
  /** Where she works now; null = she has no village or no season is open. */
  at: DeskAt | null
  choose: (at: DeskAt) => void
}

/**
 * The caller's office and the village and year that she works on. Without a network it is what the phone was told last; when
 * the office is over, everything about people leaves the phone.
 */
export function useDesk(): { asked: Asked<AtDesk>; again: () => void } {
  const { asked, again } = useVillage('desk', {})
  const [kept, setKept] = useState(keptDesk)
  const fresh = asked.is === 'answered' ? asked.answer : null

  useEffect(() => {
    if (fresh === null) return
    const before = keptDesk()?.desk
    if (before !== undefined && reachOf(before) !== reachOf(fresh)) forgetPeople()
    if (fresh.role === null) leaveWork()
    else keepDesk({ desk: fresh, at: placeIn(fresh, keptDesk()?.at ?? null) })
    setKept(keptDesk())
  }, [fresh])

  const desk = fresh ?? kept?.desk ?? null
  if (desk === null || (asked.is !== 'answered' && asked.is !== 'asking' && asked.is !== 'unanswered')) return { asked: asked as Asked<AtDesk>, again }
  const choose = (at: DeskAt): void => {
    keepDesk({ desk, at })
    setKept({ desk, at })
  }
  return { asked: { is: 'answered', answer: { desk, at: placeIn(desk, kept?.at ?? null), choose }, late: false }, again }
}

const reachOf = ({ region, villages }: Desk): string => JSON.stringify([region, villages.map(({ village, groups }) => [village, groups])])

/** The place chosen before, while it is hers; else her first. */
function placeIn({ villages, years }: Desk, chosen: DeskAt | null): DeskAt | null {
  const village = villages.find((one) => one.village === chosen?.village) ?? villages[0]
  const year = years.find((one) => one.year === chosen?.year) ?? years[0]
  return village === undefined || year === undefined ? null : { village: village.village, year: year.year }
}
