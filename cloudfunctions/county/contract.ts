import * as progress from '../domain/county-office/contract'
import * as rosters from './contract-rosters'
import type * as z from 'zod/mini'
export type { CallAnswer, CallError } from '../platform/base'

export const requests = { ...progress.requests, ...rosters.requests }
export const answers = { ...progress.answers, ...rosters.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
