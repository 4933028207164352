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
 * `family`: who looks after them; `clerk`, `township`, `county`, `auditor`: of that very village, township or region; `group`: a clerk of that
 * very village group.
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
  course: 'self family clerk group township county auditor',
  tellFacts: 'self family clerk group county',
  answerLink: 'self',
  revokeLink: 'owner self',
  handBindingCode: 'clerk group county',
  residentLinks: 'clerk group township county auditor',
  confirmLink: 'clerk group county',
  endLink: 'clerk group county',
  findResident: 'clerk group township county auditor',
  household: 'clerk group township county auditor',
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
  receipt: 'owner self family clerk group township county auditor',
  takeCash: 'clerk group county',
  cashInHand: 'owner',
  depositCash: 'owner',
  voidCash: 'county',
  undoCash: 'clerk group',
  proposeVoidCash: 'clerk group township county',
  confirmVoidCash: 'township county',
  townshipDesk: 'township county auditor',
  decideHandIn: 'township county',
  refundTerms: 'owner self family clerk group county',
  askRefund: 'owner self clerk group county',
  decideRefund: 'county',
  desk: 'owner',
  today: 'clerk group township county auditor',
  dayClose: 'clerk group township county auditor',
  conflicts: 'clerk group township county auditor',
  settleConflict: 'clerk group county',
  households: 'clerk group township county auditor',
  findHouseholds: 'clerk group township county auditor',
  householdDesk: 'clerk group township county auditor',
  takeAlong: 'clerk group county',
  recordContact: 'clerk group county',
  callList: 'clerk group township county auditor',
  sendReminders: 'clerk group county',
  duties: 'clerk township county auditor',
  markDuty: 'clerk county',
  makePaper: 'clerk township county',
  paperPiece: 'owner',
  postings: 'clerk township county auditor',
  postingRows: 'clerk township county auditor',
  drawUpPosting: 'clerk county',
  putUpPosting: 'clerk county',
  recordObjection: 'clerk county',
  answerObjection: 'clerk county',
  closePosting: 'clerk county',
  filePosting: 'clerk county',
  receiptPapers: 'clerk township county auditor',
  moveReceiptPaper: 'clerk township county',
  rosters: 'county auditor',
  importRoster: 'county',
  confirmRoster: 'county',
  rosterSheet: 'county',
  dataQuality: 'county auditor',
  countQuality: 'county',
  flawedPeople: 'clerk township county auditor',
  duplicates: 'county auditor',
  settleDuplicate: 'county',
  appoint: 'county',
  appointClerk: 'township county',
  appointments: 'township county auditor',
  proposals: 'township county auditor',
  officerReport: 'auditor',
  acceptAppointment: 'owner',
  searchAudit: 'county auditor',
  importTaxFile: 'county',
  settleTaxRow: 'county',
  taxFiles: 'county auditor',
  countyDay: 'county auditor',
  progress: 'township county auditor',
  money: 'county auditor',
  settleSubsidies: 'county',
  exportSheet: 'county auditor',
  schemeLists: 'county auditor',
  importSchemeList: 'county',
  overlaps: 'clerk group township county auditor',
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
/** As the check has a township's officer: with the villages of the township. */
const ofTownship = (
  township: string,
  villages: readonly string[],
  region = 'ruijin',
  groups: readonly string[] | null = null,
): CallerStanding => {
  const { appointment, ...standing } = appointed('township', region, villages, groups)
  return { ...standing, appointment: { ...appointment!, township } }
}
const linked = (link: CallerStanding['link']): CallerStanding => ({ openid: 'oSomebody', link, appointment: null })

const NEAR: Readonly<Record<string, CallerStanding>> = {
  self: linked('self'),
  family: linked('family'),
  clerk: appointed('clerk', 'ruijin', ['ruijin-1-1']),
  group: appointed('clerk', 'ruijin', ['ruijin-1-1'], ['一组', '二组']),
  township: ofTownship('象湖镇', ['ruijin-1-1', 'ruijin-1-2']),
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
  'the next township': ofTownship('叶坪镇', ['ruijin-2-1']),
  'a township of no village': ofTownship('象湖镇', []),
  'a township of the same name in another county': ofTownship('象湖镇', ['ruijin-1-1'], 'kelan'),
  'a township that names none': appointed('township', 'ruijin', null),
  'a township of some groups': ofTownship('象湖镇', ['ruijin-1-1'], 'ruijin', ['一组']),
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
const TOWNSHIP: AccessTarget = { id: 'ruijin', region: 'ruijin', township: '象湖镇' }
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

  test('for a whole township: its own officers, and those of the region', () => {
    const allowed = Object.entries({ ...NEAR, ...FAR })
      .filter(([, standing]) => roleFor(action, { ...standing, link: null }, TOWNSHIP) !== null)
      .map(([who]) => who)
    const own = ['township', 'county', 'auditor'].filter((who) => may.has(who))
    // It stands for none of its villages: nothing of theirs is asked by it.
    expect(allowed).toEqual(may.has('township') ? [...own, 'a township of no village'] : own)
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

test('a township’s officer may in no village but the township’s, and for no township but their own', () => {
  const township = fc.constantFrom('象湖镇', '叶坪镇')
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(PERMISSIONS) as Permission[])),
      township,
      fc.uniqueArray(somewhere),
      someTarget,
      fc.option(township, { nil: undefined }),
      (action, own, villages, target, of) => {
        const asked = of === undefined ? target : { ...target, township: of }
        if (roleFor(action, ofTownship(own, villages), asked) !== 'township') return
        expect(asked.region).toBe('ruijin')
        if (asked.village === undefined) expect(asked.township).toBe(own)
        else expect(villages).toContain(asked.village)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('every action has its row here, and no row is without an action', () => {
  expect(Object.keys(MAY).sort()).toEqual(Object.keys(PERMISSIONS).sort())
})
