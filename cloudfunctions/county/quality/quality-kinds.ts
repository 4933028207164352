import type { EnrolmentDocument, ResidentDocument } from '../../enrollment/documents'
import { flawsInWords } from '../../enrollment/entry-flaws'
import { QUALITY_KINDS } from '../contract-quality'
import type { QualityKind } from '../contract-quality'

export const ALL_KINDS = Object.keys(QUALITY_KINDS) as readonly QualityKind[]

/** What of an entry its kinds hang on; none of it is sealed. */
export type Looked = Pick<ResidentDocument, '_id' | 'idKind' | 'flaws'>
export type Settled = Pick<EnrolmentDocument, 'resident' | 'status'> & { assessment: Pick<EnrolmentDocument['assessment'], 'fee'> }

/** As which an entry counts; `year` = its enrolment, where there is one. */
export function kindsOf({ idKind, flaws }: Looked, year: Settled | undefined): ReadonlySet<QualityKind> {
  const kinds = new Set<QualityKind>(flawsInWords(flaws).map(({ kind }) => kind))
  if (idKind === 'newborn') kinds.add('newborn')
  if (year !== undefined && (year.status === 'undetermined' || year.status === 'paidUnsettled' || year.assessment.fee === null)) kinds.add('unsettled')
  return kinds
}
