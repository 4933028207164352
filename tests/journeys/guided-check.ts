import type { Locator, Page } from 'playwright-core'
import type { FactName } from '../../rules/engine/assessment'
import type { Person } from './people'

/** What a person calls the things she is asked about. */
const MATTERS = {
  出生日期: 'birthDate',
  户口: 'hukou',
  长住: 'resident',
  居住证: 'residencePermit',
  哪里的居民: 'nationality',
  职工医保: 'employeeInsurance',
  学生: 'student',
  档次: 'tier',
  身份: 'categories',
  身份从哪天起: 'categoryFrom',
  丧失劳动能力: 'lostWorkAbility',
  最近的事: 'situation',
  那件事的日子: 'situationDate',
  参保经历: 'enrolmentHistory',
  登记过: 'registered',
} as const satisfies Record<string, FactName>
export type Matter = keyof typeof MATTERS

/** A day `YYYY-MM-DD`, the words on a choice, the words of several, or 说不清. */
export type Answer = string | readonly string[]
export const UNSURE = '说不清'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const QUESTIONS_MAX = 25

/** The questions, in a person's hands: the same in the browser build and in the WeChat package, whose ids are the same. */
export class GuidedCheck {
  private readonly screen: Locator

  constructor(private readonly page: Page) {
    this.screen = page.locator('#page-check:visible')
  }

  async begin(): Promise<void> {
    await this.page.locator('#home-check:visible').click()
    await this.part('question-place').waitFor()
  }

  async choosePlace(place: string): Promise<void> {
    await this.choice(this.part('question-place'), place).click()
    await this.part('question-who').waitFor()
  }

  /** For whom; no word for not saying. */
  async forWhom(who?: string): Promise<void> {
    await (
      who === undefined ? this.part('who-skip') : this.part('question-who').getByText(who, { exact: true })
    ).click()
    await this.part('question-day').waitFor()
  }

  async payOn(day: string): Promise<void> {
    await this.part('day-other').click()
    await this.writeDay('day-typed', day)
    await this.part('day-next').click()
    await this.part('question-day').waitFor({ state: 'detached' })
  }

  /** Answers the question that is on the screen, and waits for what comes next. */
  async answer(matter: Matter, answer: Answer): Promise<void> {
    const question = this.part(`question-${MATTERS[matter]}`)
    await this.give(matter, answer)
    await question.waitFor({ state: 'detached' })
  }

  /** Answers without waiting, for an answer that will not be taken. */
  async give(matter: Matter, answer: Answer): Promise<void> {
    const question = this.part(`question-${MATTERS[matter]}`)
    await question.waitFor()
    if (answer === UNSURE) await this.part('answer-unsure').click()
    else if (typeof answer !== 'string') await this.tick(question, answer)
    else if (DAY.test(answer)) await this.writeDayAndGoOn(answer)
    else await this.choice(question, answer).click()
  }

  /** From the first screen to the result: what the person knows is answered as it is asked. */
  async walk(person: Person): Promise<void> {
    await this.begin()
    await this.choosePlace(person.place)
    await this.forWhom(person.who)
    await this.payOn(person.payOn)
    await this.answerAll(person)
  }

  async answerAll(person: Person): Promise<void> {
    for (let asked = 0; asked < QUESTIONS_MAX; asked += 1) {
      if ((await this.answerNext(person)) === null) return
    }
    throw new Error(`more than ${QUESTIONS_MAX} questions`)
  }

  /** Answers as the person knows, up to a question that is left open. */
  async answerUntil(last: Matter, person: Person): Promise<void> {
    for (let asked = 0; asked < QUESTIONS_MAX; asked += 1) {
      if ((await this.matterNow()) === last) return
      if ((await this.answerNext(person)) === null) break
    }
    throw new Error(`${person.place}: was never asked for ${last}`)
  }

  /** Answers what is asked now as the person knows it, and says what it was; null when the result is there. */
  async answerNext({ place, knows }: Person): Promise<Matter | null> {
    const matter = await this.matterNow()
    if (matter === null) return null
    const answer = knows[matter]
    if (answer === undefined)
      throw new Error(`${place}: nobody said what ${matter} is: ${await this.screen.innerText()}`)
    await this.answer(matter, answer)
    return matter
  }

  /** What is asked now; null when the result is there. */
  async matterNow(): Promise<Matter | null> {
    const id = await this.idNow()
    if (id === 'page-result') return null
    const known = Object.entries(MATTERS).find(([, fact]) => id === `question-${fact}`)
    if (!known) throw new Error(`on the screen is ${id}, for which this test has no word`)
    return known[0] as Matter
  }

  async goBack(): Promise<void> {
    const here = this.part(await this.idNow())
    await this.part('check-back').click()
    await here.waitFor({ state: 'detached' })
  }

  /** From the result back to one question, by the 改 beside what was answered. */
  async reopen(matter: Matter): Promise<void> {
    await this.part('told-fold').click()
    await this.part(`told-${MATTERS[matter]}-change`).click()
    await this.part(`question-${MATTERS[matter]}`).waitFor()
  }

  /** Goes on with the answer that was given before. */
  async keepAnswer(matter: Matter): Promise<void> {
    const question = this.part(`question-${MATTERS[matter]}`)
    await question.waitFor()
    await this.part('answer-next').click()
    await question.waitFor({ state: 'detached' })
  }

  /** Takes ticks away and sets others. */
  async changeTicks(matter: Matter, away: readonly string[], instead: readonly string[]): Promise<void> {
    await this.answer(matter, [...away, ...instead])
  }

  /** What the screen has against the last answer. */
  async complaint(): Promise<string> {
    return this.screen.locator('.notice-stop').innerText()
  }

  /** Id of the question on the screen, or of the result. */
  private async idNow(): Promise<string> {
    const now = this.page.locator('[id^="question-"]:visible:not(#question-words), #page-result:visible').first()
    return (await now.getAttribute('id')) ?? ''
  }

  private async tick(question: Locator, labels: readonly string[]): Promise<void> {
    if (labels.length === 0) return this.part('answer-none').click()
    for (const label of labels) await this.choice(question, label).click()
    await this.part('answer-next').click()
  }

  private async writeDayAndGoOn(day: string): Promise<void> {
    await this.writeDay('answer-day', day)
    await this.part('answer-next').click()
  }

  private async writeDay(entry: string, day: string): Promise<void> {
    const [, year = '', month = '', date = ''] = DAY.exec(day) ?? []
    await this.part(`${entry}-year`).locator('input').fill(year)
    await this.part(`${entry}-month`)
      .locator('input')
      .fill(String(Number(month)))
    await this.part(`${entry}-date`)
      .locator('input')
      .fill(String(Number(date)))
  }

  private choice(question: Locator, label: string): Locator {
    return question.locator('.choice', { has: this.page.getByText(label, { exact: true }) }).first()
  }

  private part(id: string): Locator {
    return this.page.locator(`#${id}:visible`)
  }
}
