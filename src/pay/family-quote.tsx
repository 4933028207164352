import type { ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { usePayment } from '../cloud/payment'
import { GoHome } from '../components/go-home'
import type { Chosen } from './paying'
import type { Candidate } from './who-can-be-paid'

/** Someone on the list. */
export interface Row extends Chosen { relation: string }

interface FamilyQuoteProps {
  candidates: readonly Candidate[]
  children: (rows: readonly Row[]) => ReactNode
}

/** What each of mine owes today and what paying brings, in one question to the server. */
export function FamilyQuote({ candidates, children }: FamilyQuoteProps): ReactNode {
  const { asked, again } = usePayment('quote', { people: candidates.map(({ enrolment }) => ({ enrolment })) })
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在算每个人该交多少' back={<GoHome />}>
      {({ people }) => children(people.flatMap((quoted) => {
        const candidate = candidates[quoted.index]
        return candidate === undefined ? [] : [{ who: { enrolment: candidate.enrolment }, relation: candidate.relation, quoted }]
      }))}
    </AskedPart>
  )
}
