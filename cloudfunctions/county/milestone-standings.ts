import { dayNumber } from '../../rules'
import type { CivilDay } from '../../rules'
import { progressTo } from '../../rules/office'
import type { Office } from '../../rules/office'
import type { Answers } from './contract'
import { MILESTONE_STANDINGS } from './contract-progress'
import type { MilestoneStanding } from './contract-progress'
import type { TargetShown } from './target-figures'
import { whyUncountable } from './who-counts'

type Standing = Answers['progress']['total']['milestones'][number]

/**
 * Where a place stands with each milestone of its notice.
 * @param done people who count today
 * @param onEvening who counted on the evening of a day; null = that is not known
 */
export function standingsOf(office: Office, target: TargetShown, done: number, today: CivilDay, onEvening: (day: CivilDay) => number | null): Standing[] {
  return office.milestones.map((milestone) => {
    const { id, by, sharePercent } = milestone
    const over = today > by
    const onTheDay = over ? onEvening(by) : null
    if (target === null || whyUncountable(milestone, office) !== null) return shown(id, 'uncountable', { required: null, remaining: null, onTheDay, neededADay: null })
    const { required, complete, remaining } = progressTo(target.people, sharePercent!, done)
    const late = over && onTheDay !== null && onTheDay < required
    const standing: MilestoneStanding = complete ? (late ? 'reachedLate' : 'reached') : over ? 'late' : 'ahead'
    return shown(id, standing, { required, remaining, onTheDay, neededADay: standing === 'ahead' ? Math.ceil(remaining / (dayNumber(by)! - dayNumber(today)! + 1)) : null })
  })
}

function shown(id: string, standing: MilestoneStanding, figures: Pick<Standing, 'required' | 'remaining' | 'onTheDay' | 'neededADay'>): Standing {
  return { id, standing, standingName: MILESTONE_STANDINGS[standing], ...figures }
}
