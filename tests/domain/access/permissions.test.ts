import * as fc from 'fast-check'
import { PERMISSIONS, roleFor } from '../../../cloudfunctions/domain/access/permissions'
import type {
  AppointmentDocument,
  Permission,
  CallerStanding,
  AccessTarget,
} from '../../../cloudfunctions/domain/access/permissions'

/**
 * Who may do what, written a second time, as one would say it. `owner`: whose it is; `self`: whom the record is about;
 * `family`: who looks after them; `clerk`, `county`, `auditor`: of that very village or region; `group`: a clerk of that very village group.
 */
const MAY: Readonly<Partial<Record<Permission, string>>> = {
  me: 'owner',
  bindSelf: 'owner',
  askLink: 'owner',
  amountFor: 'owner',
  inbox: 'owner',
  readInbox: 'owner',
  recordConsents: 'owner',
  exportMine: 'owner',
  deleteMe: 'owner',
  course: 'self family clerk group county auditor',
  tellFacts: 'self family clerk group county',
  answerLink: 'self',
  revokeLink: 'owner self',
  handBindingCode: 'clerk group county',
  residentLinks: 'clerk group county auditor',
  confirmLink: 'clerk group county',
  endLink: 'clerk group county',
  findResident: 'clerk group county auditor',
  household: 'clerk group county auditor',
  registerResident: 'clerk group county',
  correctResident: 'clerk group county',
  previewCorrection: 'clerk group county',
  recordAbsence: 'clerk group county',
  recordReturn: 'clerk group county',
  moveResident: 'clerk group county',
  revealField: 'clerk group county',
  nameHead: 'clerk group county',
  printHouseholdCode: 'clerk group county',
  reissueHouseholdCode: 'clerk group county',
  putFilePart: 'clerk county',
  importResidents: 'clerk county',
  recordRegistration: 'clerk group county',
  recordCertification: 'county',
  correctEnrolment: 'county',
  openSeason: 'county',
  quote: 'self family',
  placeOrder: 'self family',
  prepay: 'owner',
  checkOrder: 'owner',
  cancelOrder: 'owner',
  order: 'owner',
  releaseReservation: 'clerk group county',
  countAfterAll: 'county',
  recordPayment: 'county',
  voidPayment: 'county',
  oddities: 'county auditor',
  settleOddity: 'county',
  receipt: 'owner self family clerk group county auditor',
  takeCash: 'clerk group county',
  cashInHand: 'owner',
  depositCash: 'owner',
  voidCash: 'county',
  undoCash: 'clerk group',
  refundTerms: 'owner self family clerk group county',
  askRefund: 'owner self clerk group county',
  decideRefund: 'county',
  desk: 'owner',
  today: 'clerk group county auditor',
  dayClose: 'clerk group county auditor',
  conflicts: 'clerk group county auditor',
  settleConflict: 'clerk group county',
  households: 'clerk group county auditor',
  findHouseholds: 'clerk group county auditor',
  householdDesk: 'clerk group county auditor',
  takeAlong: 'clerk group county',
  recordContact: 'clerk group county',
  callList: 'clerk group county auditor',
  sendReminders: 'clerk group county',
  duties: 'clerk county auditor',
  markDuty: 'clerk county',
  makePaper: 'clerk county',
  paperPiece: 'owner',
  postings: 'clerk county auditor',
  postingRows: 'clerk county auditor',
  drawUpPosting: 'clerk county',
  putUpPosting: 'clerk county',
  recordObjection: 'clerk county',
  answerObjection: 'clerk county',
  closePosting: 'clerk county',
  filePosting: 'clerk county',
  receiptPapers: 'clerk county auditor',
  moveReceiptPaper: 'clerk county',
  rosters: 'county auditor',
  importRoster: 'county',
  confirmRoster: 'county',
  rosterSheet: 'county',
  dataQuality: 'county auditor',
  countQuality: 'county',
  flawedPeople: 'clerk county auditor',
  duplicates: 'county auditor',
  settleDuplicate: 'county',
  appoint: 'county',
  appointments: 'county auditor',
  proposals: 'county auditor',
  officerReport: 'auditor',
  acceptAppointment: 'owner',
  searchAudit: 'county auditor',
  importTaxFile: 'county',
  settleTaxRow: 'county',
  taxFiles: 'county auditor',
  progress: 'county auditor',
  money: 'county auditor',
  settleSubsidies: 'county',
  exportSheet: 'county auditor',
  schemeLists: 'county auditor',
  importSchemeList: 'county',
  overlaps: 'clerk group county auditor',
  settleOverlap: 'clerk group county',
  outwardFiles: 'county auditor',
  sendOutward: 'county',
  unpaidPeople: 'county',
  setTarget: 'county',
  readiness: 'county auditor',
  recount: 'county',
  policyDrafts: 'county auditor',
  writePolicy: 'county',
  tryPolicy: 'county',
  signPolicy: 'county',
}

const appointed = (
  role: AppointmentDocument['role'],
  region: string,
  villages: readonly string[] | null,
  groups: readonly string[] | null = null,
): CallerStanding => ({
  openid: 'oSomebody',
  link: null,
  appointment: { _id: 'oSomebody', role, region, villages, groups, from: '2021-01-01', until: null },
})
const linked = (link: CallerStanding['link']): CallerStanding => ({ openid: 'oSomebody', link, appointment: null })

const NEAR: Readonly<Record<string, CallerStanding>> = {
  self: linked('self'),
  family: linked('family'),
  clerk: appointed('clerk', 'ruijin', ['ruijin-1-1']),
  group: appointed('clerk', 'ruijin', ['ruijin-1-1'], ['一组', '二组']),
  county: appointed('county', 'ruijin', null),
  auditor: appointed('auditor', 'ruijin', null),
}
const FAR: Readonly<Record<string, CallerStanding>> = {
  'somebody signed in': linked(null),
  'a clerk of the next village': appointed('clerk', 'ruijin', ['ruijin-1-2']),
  'a clerk of no village': appointed('clerk', 'ruijin', []),
  'a clerk of the next group': appointed('clerk', 'ruijin', ['ruijin-1-1'], ['三组']),
  'a clerk of a group of the same name in the next village': appointed('clerk', 'ruijin', ['ruijin-1-2'], ['一组']),
  'a clerk of no group': appointed('clerk', 'ruijin', ['ruijin-1-1'], []),
  'a clerk of a group of no village': appointed('clerk', 'ruijin', null, ['一组']),
  'a clerk of another county': appointed('clerk', 'kelan', ['kelan-1-1']),
  'a clerk of all of another county': appointed('clerk', 'kelan', null),
  'another county': appointed('county', 'kelan', null),
  'an auditor of another county': appointed('auditor', 'kelan', null),
}

const RESIDENT: AccessTarget = {
  id: 'person-1',
  resident: 'person-1',
  region: 'ruijin',
  village: 'ruijin-1-1',
  groups: ['一组'],
  owner: 'oOther',
}
const REGION: AccessTarget = { id: 'ruijin', region: 'ruijin' }
const NOBODY: AccessTarget = { id: 'none' }

describe.each(Object.keys(PERMISSIONS) as Permission[])('%s', (action) => {
  const may = new Set((MAY[action] ?? 'nobody: write it into this table').split(' '))

  test.each(Object.entries(NEAR))('as %s, in one’s own place', (who, standing) => {
    expect(roleFor(action, standing, RESIDENT)).toBe(may.has(who) ? (who === 'group' ? 'clerk' : who) : null)
  })

  test('as whoever it belongs to', () => {
    expect(roleFor(action, linked(null), { ...RESIDENT, owner: 'oSomebody' })).toBe(may.has('owner') ? 'user' : null)
  })

  test('from any other place: nobody', () => {
    for (const standing of Object.values(FAR)) expect(roleFor(action, standing, RESIDENT)).toBeNull()
  })

  test('for all of a region: those whose office is the region’s', () => {
    const allowed = Object.entries(NEAR)
      .filter(([, standing]) => roleFor(action, { ...standing, link: null }, REGION) !== null)
      .map(([who]) => who)
    expect(allowed).toEqual(['county', 'auditor'].filter((who) => may.has(who)))
  })

  test('of nobody’s record: nobody', () => {
    for (const standing of [...Object.values(NEAR), ...Object.values(FAR)])
      expect(roleFor(action, { ...standing, link: null }, NOBODY)).toBeNull()
  })
})

const NAMES = ['一组', '二组', '三组', '四组']
const someGroups = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 })
const somewhere = fc.constantFrom('ruijin-1-1', 'ruijin-1-2')
const someTarget: fc.Arbitrary<AccessTarget> = fc.record(
  {
    id: fc.constant('t'),
    region: fc.constantFrom('ruijin', 'kelan'),
    village: somewhere,
    groups: someGroups,
    owner: fc.constantFrom('oSomebody', 'oOther'),
  },
  { requiredKeys: ['id'] },
)

test('a clerk of some groups may nothing that the village’s clerk may not, and nothing of a household that is not wholly in them', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(PERMISSIONS) as Permission[])),
      fc.uniqueArray(somewhere),
      someGroups,
      someTarget,
      (action, villages, groups, target) => {
        const ofGroups = roleFor(action, appointed('clerk', 'ruijin', villages, groups), target)
        const ofVillages = roleFor(action, appointed('clerk', 'ruijin', villages), target)
        if (ofGroups !== null) expect(ofGroups).toBe(ofVillages)
        const about = target.groups ?? []
        if (about.length === 0 || about.some((group) => !groups.includes(group))) expect(ofGroups).not.toBe('clerk')
      },
    ),
    { numRuns: 2_000 },
  )
})

test('every action has its row here, and no row is without an action', () => {
  expect(Object.keys(MAY).sort()).toEqual(Object.keys(PERMISSIONS).sort())
})
