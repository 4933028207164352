import { entryOf, faultsOf, applyEntry } from '../../../cloudfunctions/domain/payments/ledger'
import type { Entry, EntryKind, JOURNAL, SeasonKey, TransitRoute } from '../../../cloudfunctions/domain/payments/ledger'
import { kindOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { Account, AccountKind } from '../../../cloudfunctions/domain/payments/ledger'
import { between, dice, happens, pick, type Dice } from '../../../commands/demo-data/dice'

/**
 * Random seasons of a few people, clerks and orders: everything that can lawfully happen to money, in any order. Beside
 * the ledger the history keeps, in the simplest words there are, who owes what and where each sum lies; after every step
 * the two have to agree.
 */
const SEASONS: readonly SeasonKey[] = ['kelan-2022', 'banan-2022']
const CLERKS = ['clerk-1', 'clerk-2'] as const
const WAYS: readonly TransitRoute[] = ['wechat', 'official', 'pos']
const DAY = '2021-12-10'

interface Person {
  enrolment: string
  season: SeasonKey
  assessed: Facts<'assess'> | null
  paid: Sum | null
}
/** Money that we have: of which order, and where it lies. */
interface Sum {
  order: string
  season: SeasonKey
  amount: number
  lies: { in: 'transit'; way: TransitRoute } | { in: 'arrived' } | { in: 'cash'; clerk: string }
}
type Facts<Kind extends EntryKind> = Parameters<(typeof JOURNAL)[Kind]>[0]

export class History {
  readonly entries: Entry[] = []
  readonly balances = new Map<Account, number>()
  private readonly people: Person[]
  /** Counted for somebody. */
  private readonly counted: { person: Person; sum: Sum }[] = []
  /** Owed back: in question, or its return agreed. */
  private readonly owedBack: { sum: Sum; person: Person | null }[] = []
  /** What funders paid over, each with one paper. */
  private readonly funded: Facts<'paySubsidy'>[] = []
  private debits = 0
  private credits = 0
  private received = 0

  constructor(private readonly roll: Dice) {
    this.people = Array.from({ length: between(2, 6, roll) }, (_, i) => ({
      enrolment: `person-${i}`,
      season: pick(SEASONS, roll),
      assessed: null,
      paid: null,
    }))
  }

  /** One thing more happens, if it can. */
  step(): void {
    pick(
      [
        this.assess,
        this.assess,
        this.assessAll,
        this.withdraw,
        this.pay,
        this.pay,
        this.takeCash,
        this.takeCash,
        this.deposit,
        this.arrive,
        this.arriveUnannounced,
        this.holdBack,
        this.settle,
        this.agreeRefund,
        this.refund,
        this.voidPaid,
        this.paySubsidy,
        this.takeBackSubsidy,
      ],
      this.roll,
    ).call(this)
  }

  /** What is wrong; none = every fen is in one place. */
  faults(): string[] {
    const faults = faultsOf(this.balances)
    if (this.debits !== this.credits) faults.push(`debits of ${this.debits} and credits of ${this.credits}`)
    const sums = [...this.counted, ...this.owedBack].map(({ sum }) => sum)
    const expected: Partial<Record<AccountKind, number>> = {
      receivable: sumOf(this.people, ({ assessed, paid }) => (paid === null ? (assessed?.fee ?? 0) : 0)),
      premium: sumOf(this.people, ({ assessed }) => (assessed === null ? 0 : assessed.fee + assessed.subsidy)),
      subsidy:
        sumOf(this.people, ({ assessed }) => assessed?.subsidy ?? 0) - sumOf(this.funded, ({ amount }) => amount),
      funded: sumOf(this.funded, ({ amount }) => amount),
      owedBack: sumOf(this.owedBack, ({ sum }) => sum.amount),
      cash: sumOf(sums, ({ lies, amount }) => (lies.in === 'cash' ? amount : 0)),
      transit: sumOf(sums, ({ lies, amount }) => (lies.in === 'transit' ? amount : 0)),
      arrived: sumOf(sums, ({ lies, amount }) => (lies.in === 'arrived' ? amount : 0)),
    }
    const found: Partial<Record<AccountKind, number>> = {}
    for (const [name, fen] of this.balances) found[kindOf(name)] = (found[kindOf(name)] ?? 0) + fen
    for (const [kind, fen] of Object.entries(expected)) {
      if ((found[kind as AccountKind] ?? 0) !== fen)
        faults.push(`${kind} stands at ${found[kind as AccountKind] ?? 0} instead of ${fen}`)
    }
    const have = (found.cash ?? 0) + (found.transit ?? 0) + (found.arrived ?? 0)
    if (have !== this.received)
      faults.push(`${this.received} fen were received and not returned, ${have} are somewhere`)
    return faults
  }

  private post<Kind extends EntryKind>(kind: Kind, facts: Facts<Kind>): void {
    const entry = entryOf(`entry-${this.entries.length}`, DAY, kind, facts)
    this.entries.push(entry)
    applyEntry(this.balances, entry)
    for (const { debit, credit } of entry.lines) {
      this.debits += debit
      this.credits += credit
    }
  }

  private one<Item>(from: readonly Item[]): Item | null {
    return from.length === 0 ? null : pick(from, this.roll)
  }

  private owing(season: SeasonKey | null): Person[] {
    return this.people.filter(
      ({ assessed, paid, season: of }) => assessed !== null && paid === null && (season === null || of === season),
    )
  }

  private nextOrder = (): string => `order-${this.entries.length}`

  private assess(): void {
    const person = this.one(this.people.filter(({ paid }) => paid === null))
    if (person === null) return
    if (person.assessed !== null) this.post('withdraw', person.assessed)
    person.assessed = this.someAssessment(person)
    this.post('assess', person.assessed)
  }

  private assessAll(): void {
    const people = this.people.filter(({ assessed, paid }) => assessed === null && paid === null)
    if (people.length === 0) return
    this.post('assessAll', { people: people.map((person) => (person.assessed = this.someAssessment(person))) })
  }

  private someAssessment({ enrolment, season }: Person): Facts<'assess'> {
    const subsidised = happens(0.4, this.roll)
    return {
      enrolment,
      season,
      fee: happens(0.1, this.roll) ? 0 : between(1, 100_000, this.roll),
      subsidy: subsidised ? between(1, 50_000, this.roll) : 0,
      funder: subsidised ? pick(['a', 'b'], this.roll) : '',
    }
  }

  private withdraw(): void {
    const person = this.one(this.owing(null))
    if (person === null) return
    this.post('withdraw', person.assessed!)
    person.assessed = null
  }

  /** One order for some who owe, of one season: each share is a sum of its own. */
  private pays(
    lies: (season: SeasonKey) => Sum['lies'],
  ): { season: SeasonKey; order: string; shares: { enrolment: string; amount: number }[] } | null {
    const season = pick(SEASONS, this.roll)
    const payers = this.owing(season).filter(() => happens(0.7, this.roll))
    if (payers.length === 0) return null
    const order = this.nextOrder()
    const shares = payers.map((person) => {
      const amount = person.assessed!.fee
      person.paid = { order, season, amount, lies: lies(season) }
      this.counted.push({ person, sum: person.paid })
      this.received += amount
      return { enrolment: person.enrolment, amount }
    })
    return { season, order, shares }
  }

  private pay(): void {
    const way = pick(WAYS, this.roll)
    const paid = this.pays(() => ({ in: 'transit', way }))
    if (paid !== null) this.post('pay', { ...paid, way })
  }

  private takeCash(): void {
    const clerk = pick(CLERKS, this.roll)
    const paid = this.pays(() => ({ in: 'cash', clerk }))
    if (paid !== null) this.post('takeCash', { ...paid, clerk })
  }

  private arriveUnannounced(): void {
    const paid = this.pays(() => ({ in: 'arrived' }))
    if (paid !== null) this.post('arriveUnannounced', paid)
  }

  private sums(where: Sum['lies']['in']): Sum[] {
    return [...this.counted, ...this.owedBack].map(({ sum }) => sum).filter(({ lies }) => lies.in === where)
  }

  private deposit(): void {
    const first = this.one(this.sums('cash'))
    if (first === null) return
    const clerk = first.lies.in === 'cash' ? first.lies.clerk : ''
    const taken = this.sums('cash').filter(
      (sum) =>
        sum.season === first.season &&
        sum.lies.in === 'cash' &&
        sum.lies.clerk === clerk &&
        (sum === first || happens(0.8, this.roll)),
    )
    this.post('deposit', { season: first.season, clerk, amount: sumOf(taken, ({ amount }) => amount) })
    for (const sum of taken) sum.lies = { in: 'transit', way: 'deposit' }
  }

  private arrive(): void {
    const sum = this.one(this.sums('transit'))
    if (sum?.lies.in !== 'transit') return
    this.post('arrive', { season: sum.season, way: sum.lies.way, amount: sum.amount })
    sum.lies = { in: 'arrived' }
  }

  /** Money for which nobody owes that much. */
  private holdBack(): void {
    const season = pick(SEASONS, this.roll)
    const [way, amount, order] = [
      pick([...WAYS, 'arrived' as const], this.roll),
      between(1, 100_000, this.roll),
      this.nextOrder(),
    ]
    this.post('holdBack', { season, way, order, amount })
    this.owedBack.push({
      sum: { order, season, amount, lies: way === 'arrived' ? { in: 'arrived' } : { in: 'transit', way } },
      person: null,
    })
    this.received += amount
  }

  /** What was held back counts for somebody after all, and the rest stays; or it never came. */
  private settle(): void {
    const held = this.one(this.owedBack.filter(({ person }) => person === null))
    if (held === null) return
    const { order, season, amount, lies } = held.sum
    const person = this.owing(season).find(({ assessed }) => assessed!.fee <= amount && assessed!.fee > 0)
    if (person !== undefined) {
      const fee = person.assessed!.fee
      this.post('release', { shares: [{ enrolment: person.enrolment, amount: fee }], order })
      held.sum.amount -= fee
      person.paid = { ...held.sum, amount: fee }
      this.counted.push({ person, sum: person.paid })
    } else if (lies.in === 'transit') {
      this.post('voidHeldBack', { season, way: lies.way, order, amount })
      this.owedBack.splice(this.owedBack.indexOf(held), 1)
      this.received -= amount
    }
  }

  /** Also more than is due: people leave after their funder paid for them. */
  private paySubsidy(): void {
    const paid = {
      season: pick(SEASONS, this.roll),
      funder: pick(['a', 'b'], this.roll),
      amount: between(1, 50_000, this.roll),
    }
    this.post('paySubsidy', paid)
    this.funded.push(paid)
  }

  private takeBackSubsidy(): void {
    const paid = this.one(this.funded)
    if (paid === null) return
    this.post('takeBackSubsidy', paid)
    this.funded.splice(this.funded.indexOf(paid), 1)
  }

  private agreeRefund(): void {
    const one = this.one(this.counted.filter(({ sum }) => sum.amount > 0))
    if (one === null) return
    const { person, sum } = one
    this.post('agreeRefund', { shares: [{ enrolment: person.enrolment, amount: sum.amount }], order: sum.order })
    this.counted.splice(this.counted.indexOf(one), 1)
    this.owedBack.push({ sum, person })
    person.paid = null
    if (happens(0.5, this.roll)) return
    this.post('withdraw', person.assessed!)
    person.assessed = null
  }

  private refund(): void {
    const one = this.one(this.owedBack)
    if (one === null) return
    const { order, season, amount, lies } = one.sum
    if (lies.in === 'cash') this.post('refundCash', { clerk: lies.clerk, order, amount })
    else this.post('refund', { season, way: lies.in === 'arrived' ? 'arrived' : lies.way, order, amount })
    this.owedBack.splice(this.owedBack.indexOf(one), 1)
    this.received -= amount
  }

  private voidPaid(): void {
    const one = this.one(this.counted.filter(({ sum }) => sum.lies.in !== 'arrived'))
    if (one === null) return
    const {
      person,
      sum: { season, amount, lies },
    } = one
    const shares = [{ enrolment: person.enrolment, amount }]
    if (lies.in === 'cash') this.post('voidCash', { shares, clerk: lies.clerk })
    else if (lies.in === 'transit') this.post('voidPayment', { season, shares, way: lies.way })
    this.counted.splice(this.counted.indexOf(one), 1)
    person.paid = null
    this.received -= amount
  }
}

const sumOf = <Item>(items: readonly Item[], fen: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + fen(item), 0)

export interface Walked {
  histories: number
  steps: number
  entries: number
  kinds: ReadonlySet<EntryKind>
}

/** @throws at the first step after which something is wrong, with the words that bring just this history back */
export function walkHistories(seed: string, count: number, only: number | null = null): Walked {
  let [steps, entries] = [0, 0]
  const kinds = new Set<EntryKind>()
  for (let n = only ?? 0; n < (only === null ? count : only + 1); n++) {
    const roll = dice(`${seed}/${n}`)
    const history = new History(roll)
    for (let step = 1, last = between(5, 60, roll); step <= last; step++, steps++) {
      history.step()
      const faults = history.faults()
      if (faults.length > 0)
        throw new Error(
          `seed ${seed}, history ${n}, step ${step}, after ${JSON.stringify(history.entries.at(-1))}: ${faults.join('; ')}\nAgain: npm run --silent ledger:histories -- --seed ${seed} --only ${n}`,
        )
    }
    entries += history.entries.length
    for (const { kind } of history.entries) kinds.add(kind)
  }
  return { histories: only === null ? count : 1, steps, entries, kinds }
}
