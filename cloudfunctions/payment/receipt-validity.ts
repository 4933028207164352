import type { Fen } from '../../rules'

/** A receipt on paper, as whoever checks it finds it; what is absent was not looked at. */
export interface PaperReceipt {
  household: string
  /** It bears the seal of the town's office. */
  sealed: boolean
  /** What it says agrees with the people it is for. */
  matches: boolean
  /** Every field is filled in. */
  complete: boolean
  members?: number
  /** fen */
  amount?: Fen
}

/**
 * What makes a receipt of 巴南 invalid, in words; none = it is valid. (四(三)3: 未加盖本镇街经办单位公章、填写内容与参保人员实际
 * 情况不符的、项目记录不全的收据视为无效票据.)
 * @param fees fen of each member whom it is for; null = not known
 */
export function receiptFaults(receipt: PaperReceipt, fees: readonly Fen[] | null = null): string[] {
  const faults: string[] = []
  if (!receipt.sealed) faults.push('未加盖公章')
  if (!receipt.matches || !agrees(receipt, fees)) faults.push('内容与实际情况不符')
  if (!receipt.complete) faults.push('项目记录不全')
  return faults
}

function agrees({ members, amount }: PaperReceipt, fees: readonly Fen[] | null): boolean {
  if (fees === null) return true
  return (members === undefined || members === fees.length) && (amount === undefined || amount === fees.reduce((sum, fee) => sum + fee, 0))
}

/** One receipt a household: people who paid together, by household. */
export function byHousehold<Person extends { household: string }>(people: readonly Person[]): ReadonlyMap<string, readonly Person[]> {
  const households = new Map<string, Person[]>()
  for (const person of people) households.set(person.household, [...households.get(person.household) ?? [], person])
  return households
}
