import type { SealedFields } from '../shared/sealing/reseal-document'

/**
 * Every sealed field of every collection and the purpose it is sealed for. `*` stands for each entry of a list.
 * A field that is added to `documents.ts` as `Sealed` is added here.
 */
export const SEALED_FIELDS = {
  households: { address: 'address' },
  residents: {
    idNumber: 'idNumber',
    name: 'name',
    birthDate: 'birthDate',
    phone: 'phone',
    address: 'address',
    categories: 'categories',
  },
  enrolments: {
    told: 'told',
    certified: 'certified',
    'events.*.facts': 'facts',
    'assessment.detail': 'detail',
  },
  links: { relation: 'relation' },
  appointments: { who: 'appointment' },
  invitations: { who: 'appointment' },
  'appointment-changes': { who: 'appointment', words: 'appointment' },
  'roster-batches': { 'tally.effects': 'rosterEffects' },
  'roster-entries': { facts: 'rosterEntry' },
  'tax-rows': { facts: 'taxRow' },
  refunds: { 'asked.why': 'refundReason' },
  'cash-conflicts': { 'settled.note': 'deskNote' },
  contacts: { 'contacts.*.note': 'deskNote' },
  'duty-marks': { evidence: 'deskNote' },
  'posted-rows': { rows: 'postedRows' },
  postings: { 'objections.*.by': 'objector', 'objections.*.what': 'objection', 'objections.*.answer.sealed': 'objection' },
} as const satisfies Readonly<Record<string, SealedFields>>
