import type { RecordedSubsidy } from './plan-subsidy-payment'
import { evidenceKey } from './plan-subsidy-payment'
import type { Sealed } from '../people'
import type { Database, DocumentStore } from '../../platform/database'
import { putDocument, readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'

/** A paper that shows what a funder paid over for a place and year; `_id` is of the paper, so that it counts once. */
interface SubsidyPaymentDocument {
  _id: string
  region: string
  year: number
  /** As it was typed. */
  evidence: Sealed
  records: readonly (Omit<RecordedSubsidy, 'takenBack'> & {
    takenBack: { by: string; at: number; because: Sealed } | null
  })[]
}

const PAPERS = 'subsidy-payments'
const EVIDENCE = 'subsidyPayment/evidence'
const BECAUSE = 'subsidyPayment/because'

/** The paper of a place and year, opened. */
export interface SubsidyPaper {
  region: string
  year: number
  evidence: string
  records: readonly RecordedSubsidy[]
}

/** One number of paper of one place and year, under a keyed digest: vouchers name people now and then. */
const idOf = ({ region, year, evidence }: Omit<SubsidyPaper, 'records'>): string =>
  sealing().blindIndex(`${region}-${year} ${evidenceKey(evidence)}`, EVIDENCE)

/** @returns a paper without records where nothing was recorded with it */
export async function readSubsidyPaper(
  from: DocumentStore,
  paper: Omit<SubsidyPaper, 'records'>,
): Promise<SubsidyPaper> {
  const found = await readDocument<SubsidyPaymentDocument>(from, PAPERS, idOf(paper))
  return found === null ? { ...paper, records: [] } : opened(found)
}

/** All papers of a place and year. */
export async function subsidyPapers(db: Database, region: string, year: number): Promise<readonly SubsidyPaper[]> {
  return (await readAll<SubsidyPaymentDocument>(db, PAPERS, { region, year })).map(opened)
}

export function putSubsidyPaper(to: DocumentStore, paper: SubsidyPaper): Promise<void> {
  const _id = idOf(paper)
  const seals = sealing().at(PAPERS, _id)
  return putDocument<SubsidyPaymentDocument>(to, PAPERS, {
    ...paper,
    _id,
    evidence: seals.seal(paper.evidence, EVIDENCE),
    records: paper.records.map(({ takenBack, ...record }) => ({
      ...record,
      takenBack: takenBack && { ...takenBack, because: seals.seal(takenBack.because, BECAUSE) },
    })),
  })
}

function opened({ _id, region, year, evidence, records }: SubsidyPaymentDocument): SubsidyPaper {
  const seals = sealing().at(PAPERS, _id)
  return {
    region,
    year,
    evidence: seals.open(evidence, EVIDENCE),
    records: records.map(({ takenBack, ...record }) => ({
      ...record,
      takenBack: takenBack && { ...takenBack, because: seals.open(takenBack.because, BECAUSE) },
    })),
  }
}
