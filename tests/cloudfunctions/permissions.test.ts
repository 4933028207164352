import { PERMISSIONS, roleFor } from '../../cloudfunctions/shared/permissions'
import type { AppointmentDocument, GuardedAction, Standing, Target } from '../../cloudfunctions/shared/permissions'

/**
 * Who may do what, written a second time, as one would say it. `owner`: whose it is; `self`: whom the record is about;
 * `family`: who looks after them; `clerk`, `county`, `auditor`: of that very village or region.
 */
const MAY: Readonly<Partial<Record<GuardedAction, string>>> = {
  me: 'owner', bindSelf: 'owner', askLink: 'owner', amountFor: 'owner', inbox: 'owner', readInbox: 'owner', recordConsents: 'owner', exportMine: 'owner', deleteMe: 'owner',
  course: 'self family clerk county auditor',
  tellFacts: 'self family clerk county',
  answerLink: 'self', revokeLink: 'owner self',
  handBindingCode: 'clerk county', residentLinks: 'clerk county auditor', confirmLink: 'clerk county', endLink: 'clerk county',
  findResident: 'clerk county auditor', household: 'clerk county auditor',
  registerResident: 'clerk county', correctResident: 'clerk county', recordAbsence: 'clerk county', recordReturn: 'clerk county', moveResident: 'clerk county',
  revealField: 'clerk county', nameHead: 'clerk county', printHouseholdCode: 'clerk county', reissueHouseholdCode: 'clerk county',
  putFilePart: 'clerk county', importResidents: 'clerk county',
  recordRegistration: 'clerk county', recordCertification: 'county', correctEnrolment: 'county', openSeason: 'county',
  quote: 'self family', placeOrder: 'self family', prepay: 'owner', checkOrder: 'owner', cancelOrder: 'owner', order: 'owner', countAfterAll: 'county', recordPayment: 'county', voidPayment: 'county', oddities: 'county auditor', settleOddity: 'county',
  receipt: 'owner self family clerk county auditor',
  takeCash: 'clerk county', cashInHand: 'owner', depositCash: 'owner', voidCash: 'county',
  refundTerms: 'owner self family clerk county', askRefund: 'owner self clerk county', decideRefund: 'county',
  desk: 'owner', today: 'clerk county auditor', dayClose: 'clerk county auditor', conflicts: 'clerk county auditor', settleConflict: 'clerk county',
  households: 'clerk county auditor', findHouseholds: 'clerk county auditor', householdDesk: 'clerk county auditor', takeAlong: 'clerk county', recordContact: 'clerk county',
  callList: 'clerk county auditor', sendReminders: 'clerk county',
  duties: 'clerk county auditor', markDuty: 'clerk county', makePaper: 'clerk county', paperPiece: 'owner',
  postings: 'clerk county auditor', postingRows: 'clerk county auditor', drawUpPosting: 'clerk county', putUpPosting: 'clerk county',
  recordObjection: 'clerk county', answerObjection: 'clerk county', closePosting: 'clerk county', filePosting: 'clerk county',
  receiptPapers: 'clerk county auditor', moveReceiptPaper: 'clerk county',
  rosters: 'county auditor', importRoster: 'county', confirmRoster: 'county', rosterSheet: 'county',
  dataQuality: 'county auditor', countQuality: 'county', flawedPeople: 'clerk county auditor', duplicates: 'county auditor', settleDuplicate: 'county',
  appoint: 'county', appointments: 'county auditor', acceptAppointment: 'owner', searchAudit: 'county auditor',
  importTaxFile: 'county', settleTaxRow: 'county', taxFiles: 'county auditor',
  progress: 'county auditor', money: 'county auditor', exportSheet: 'county auditor', setTarget: 'county', recount: 'county',
}

const appointed = (role: AppointmentDocument['role'], region: string, villages: readonly string[] | null): Standing =>
  ({ openid: 'oSomebody', link: null, appointment: { _id: 'oSomebody', role, region, villages, from: '2021-01-01', until: null } })
const linked = (link: Standing['link']): Standing => ({ openid: 'oSomebody', link, appointment: null })

const NEAR: Readonly<Record<string, Standing>> = {
  self: linked('self'), family: linked('family'),
  clerk: appointed('clerk', 'ruijin', ['ruijin-1-1']), county: appointed('county', 'ruijin', null), auditor: appointed('auditor', 'ruijin', null),
}
const FAR: Readonly<Record<string, Standing>> = {
  'somebody signed in': linked(null),
  'a clerk of the next village': appointed('clerk', 'ruijin', ['ruijin-1-2']),
  'a clerk of no village': appointed('clerk', 'ruijin', []),
  'a clerk of another county': appointed('clerk', 'kelan', ['kelan-1-1']),
  'a clerk of all of another county': appointed('clerk', 'kelan', null),
  'another county': appointed('county', 'kelan', null),
  'an auditor of another county': appointed('auditor', 'kelan', null),
}

const RESIDENT: Target = { id: 'person-1', resident: 'person-1', region: 'ruijin', village: 'ruijin-1-1', owner: 'oOther' }
const REGION: Target = { id: 'ruijin', region: 'ruijin' }
const NOBODY: Target = { id: 'none' }

describe.each(Object.keys(PERMISSIONS) as GuardedAction[])('%s', (action) => {
  const may = new Set((MAY[action] ?? 'nobody: write it into this table').split(' '))

  test.each(Object.entries(NEAR))('as %s, in one’s own place', (who, standing) => {
    expect(roleFor(action, standing, RESIDENT)).toBe(may.has(who) ? who : null)
  })

  test('as whoever it belongs to', () => {
    expect(roleFor(action, linked(null), { ...RESIDENT, owner: 'oSomebody' })).toBe(may.has('owner') ? 'user' : null)
  })

  test('from any other place: nobody', () => {
    for (const standing of Object.values(FAR)) expect(roleFor(action, standing, RESIDENT)).toBeNull()
  })

  test('for all of a region: those whose office is the region’s', () => {
    const allowed = Object.entries(NEAR).filter(([, standing]) => roleFor(action, { ...standing, link: null }, REGION) !== null).map(([who]) => who)
    expect(allowed).toEqual(['county', 'auditor'].filter((who) => may.has(who)))
  })

  test('of nobody’s record: nobody', () => {
    for (const standing of [...Object.values(NEAR), ...Object.values(FAR)]) expect(roleFor(action, { ...standing, link: null }, NOBODY)).toBeNull()
  })
})

test('every action has its row here, and no row is without an action', () => {
  expect(Object.keys(MAY).sort()).toEqual(Object.keys(PERMISSIONS).sort())
})
