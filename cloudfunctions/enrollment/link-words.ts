import { shanghaiDay } from '../../rules'
import { maskedName } from '../shared/masking'
import { CONSENTS } from './link-documents'
import type { Consent } from './link-documents'
import type { Resident } from './records/residents'

/** Who consented, how and when, in one sentence. */
export function consentWords(consent: Consent | null): string | null {
  return consent === null ? null : `${shanghaiDay(consent.at)} ${CONSENTS[consent.how]}`
}

/** What a payer is called to those whom they look after: as whom they are bound, masked. */
export function payerWords(self: Pick<Resident, 'name'> | undefined): string {
  return self === undefined ? '一位未实名的家人' : maskedName(self.name)
}
