import type { CallContext } from '../shared/call-context'
import { appointedGroups, requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { areOfGroups, groupsOfHousehold } from '../shared/village-groups'
import type { Answers, Requests } from './contract'
import { likelyKind } from './identity-document'
import { requireVillage } from './records/households'
import { residentByNumber, residentsNamed } from './records/residents'
import type { Resident } from './records/residents'
import { residentCard } from './resident-card'

const FOUND_MAX = 50

/**
 * Looks for a resident in a village, by number or by name, or by number in a whole region; masked. Who is elsewhere is
 * not found.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, SEARCH_EMPTY, SEARCH_TOO_WIDE
 */
export async function findResident(request: Requests['findResident'], context: CallContext): Promise<Answers['findResident']> {
  const { region, village } = request
  if (village !== null && (await requireVillage(context.db, village)).region !== region) {
    throw new Refusal({ code: 'UNKNOWN_VILLAGE', message: '这个县（市、区）没有这个村（社区），没有查找。请返回重新选择。', path: 'village' })
  }
  const groups = await appointedGroups(context)
  await requireAllowed(context, 'findResident', { id: village ?? region, region, ...(village === null ? {} : { village }), ...(groups === null ? {} : { groups }) })
  const searchedFor = await searched(request, context)
  const found = groups === null ? searchedFor : await ofGroups(context, searchedFor, groups)
  const cards = found.slice(0, FOUND_MAX).map((resident) => residentCard(context.db, resident))
  return { found: await Promise.all(cards) }
}

/** Those whose household is of some village groups. */
async function ofGroups({ db }: CallContext, residents: readonly Resident[], groups: readonly string[]): Promise<Resident[]> {
  const found: Resident[] = []
  for (const resident of residents) if (areOfGroups(await groupsOfHousehold(db, resident.village, resident.household), groups)) found.push(resident)
  return found
}

async function searched({ region, village, idNumber, name }: Requests['findResident'], { db }: CallContext): Promise<Resident[]> {
  if (idNumber !== null) {
    const resident = await residentByNumber(db, likelyKind(idNumber), idNumber)
    const isHere = resident !== null && resident.region === region && (village === null || resident.village === village) && (name === null || resident.name === name)
    return isHere ? [resident] : []
  }
  if (name === null) throw new Refusal({ code: 'SEARCH_EMPTY', message: '没有查找：请填姓名或证件号码。' })
  if (village === null) throw new Refusal({ code: 'SEARCH_TOO_WIDE', message: '没有查找：按姓名查找请先选择村（社区），或者改用证件号码。', path: 'village' })
  return residentsNamed(db, village, name)
}
