import type { Answers } from '../contract'
import { BATCH_STATES } from '../contract-roster-batches'
import type { BatchDocument } from './documents'
import { flawInWords, ROW_FLAWS } from './row-flaws'
import type { RowFlawCode } from './row-flaws'

type BatchView = Answers['rosterBatch']

export function viewOf({ _id, roster, certifier, name, state, confirmedOn, day, tally, applied, failed, missingColumns, open, confirmed }: BatchDocument): BatchView {
  const { rows, taken, same, sentBack, noted, people, implied, flaws } = tally
  return {
    batch: _id, roster, certifier, name, state, stateName: BATCH_STATES[state], confirmedOn, uploadedOn: day,
    sentence: sentenceOf({ state, sentBack, people, failed, confirmed: confirmed !== null }),
    rows, taken, same, sentBack, noted, people, implied, applied, failed, missingColumns, open,
    flaws: Object.entries(flaws).filter(([code]) => code in ROW_FLAWS).map(([code, count]) => ({ ...flawInWords({ code: code as RowFlawCode }), rows: count }))
      .sort((a, b) => b.rows - a.rows),
  }
}

function sentenceOf({ state, sentBack, people, failed }: { state: BatchDocument['state']; sentBack: number; people: number; failed: number; confirmed: boolean }): string {
  const back = sentBack === 0 ? '' : `；${sentBack} 行要退回认定部门核实，请下载退回表`
  switch (state) {
    case 'reading': return '还没有核对完，请继续核对。'
    case 'ready': return people === 0 ? `没有要登记的变化${back}。` : `确认后会改动 ${people} 人，请先看清影响再确认${back}。`
    case 'applying': return '已经确认，还没有登记完，请继续登记。'
    case 'applied': return failed === 0 ? `已经登记完${back}。` : `已经登记完，有 ${failed} 人这期间情况变了，没有登记上，请逐个核对${back}。`
    case 'discarded': return '已经作废，没有登记任何人。'
  }
}
