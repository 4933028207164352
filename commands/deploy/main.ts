import type { SealedFields } from '../../cloudfunctions/platform/sealing'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SEALED_FIELDS } from '../../cloudfunctions/domain/jobs/resealing'
import { readIndexFile } from '../../devcloud/database/index-file'
import { BUILDS, buildOnce } from '../build-once'
import { apply, observe, Stopped } from './carry-out'
import { NOTHING_YET } from './found'
import { collectionsNamed, collectionsNotDeclared, privacyText, variablesNotGiven } from './gates'
import { accountIn, openManagement } from './management'
import { readManifest } from './manifest'
import type { Manifest } from './manifest'
import { planText } from './plan-text'
import { probe } from './probe'
import { planOf } from './steps'
import { uploadPackage } from './upload-package'
import { wantedOf } from './wanted'
import type { Objection, Wanted } from './wanted'

const USAGE = `npm run deploy -- plan|apply|check|probe|upload|privacy [--env trial|live]
  plan    要做什么；没有账号也能看，从空环境算起
  check   平台与文件有没有出入；有则退出码 1
  apply   照文件做，可以随时中断、重来
  probe   装一个临时函数，量平台上没有文件说明的事，量完删掉
  privacy 打印要填进微信后台的隐私保护指引（先构建 dist/weapp）
  upload  把 dist/weapp 传成体验版
账号：环境变量 TENCENT_SECRET_ID、TENCENT_SECRET_KEY（不打印，不落盘）；小程序上传密钥：CANBAO_UPLOAD_KEY=文件`
const BUILT = 'dist/functions'
const PACKAGE = 'dist/weapp'
const INDEXES = 'cloudfunctions/indexes.json'

interface Asked {
  manifest: Manifest
  wanted: Wanted
  objections: readonly Objection[]
}

async function deploy(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { env: { type: 'string' } }, allowPositionals: true })
  const [what] = positionals
  const environment = values.env ?? process.env.CANBAO_ENV ?? 'trial'
  if (what === 'privacy') return printPrivacy()
  if (what === 'upload') return uploadPackage(readManifest(), environment, process.env)
  if (what === undefined || !['plan', 'apply', 'check', 'probe'].includes(what)) {
    console.error(USAGE)
    return 2
  }
  await buildOnce(BUILDS.policies, process.env)
  await buildOnce(BUILDS.functions, process.env)
  const asked = read(environment)
  const account = accountIn(process.env)
  const doing = { ...asked, declared: asked.manifest.variables, tell: (line: string) => console.log(line) }
  if (account === null || asked.wanted.envId === null) {
    if (what !== 'plan') throw new Error(withoutAccount(environment, account !== null))
    const plan = planOf(asked.wanted, NOTHING_YET, asked.manifest.variables)
    console.log(planText(asked.wanted, plan, asked.objections, '没有连接账号，从空环境算起'))
    return 0
  }
  const management = openManagement(account, { envId: asked.wanted.envId, region: regionOf(asked, environment) })
  if (what === 'probe') return probe(management, asked.wanted, (line) => console.log(line))
  if (what === 'apply') {
    const changes = await apply({ ...doing, management })
    console.log(changes === 0 ? '没有要做的：平台与文件一致。' : `做完了，共 ${changes} 步。`)
    return 0
  }
  const { plan } = await observe({ ...doing, management })
  console.log(planText(asked.wanted, plan, asked.objections, '已连接平台'))
  const clean = plan.steps.length + plan.objections.length + asked.objections.length === 0
  return what === 'plan' || clean ? 0 : 1
}

function read(environment: string): Asked {
  const manifest = readManifest()
  const names = Object.keys(manifest.functions)
  const given = {
    environment,
    collections: readIndexFile(INDEXES),
    built: new Map(names.map((name) => [name, filesOf(join(BUILT, name))])),
    about: new Map(names.map((name) => [name, aboutOf(name)])),
    variables: process.env,
  }
  const { wanted, objections } = wantedOf(manifest, given)
  const bundles = new Map(names.map((name) => [name, textOf(given.built.get(name) ?? [])]))
  const gates = [
    ...collectionsNotDeclared(collectionsNamed(), new Set(given.collections.keys())),
    ...variablesNotGiven(manifest, bundles),
  ]
  return { manifest, wanted, objections: [...objections, ...gates] }
}

const textOf = (files: readonly { bytes: Buffer }[]): string => files.map(({ bytes }) => bytes.toString()).join('\n')

function printPrivacy(): number {
  const scripts = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  const built = scripts.map((file) => readFileSync(join(PACKAGE, file), 'utf8')).join('\n')
  const purposes = Object.values<SealedFields>(SEALED_FIELDS).flatMap((fields) =>
    Object.values(fields).map((as) => (typeof as === 'string' ? as : as.wasClear)),
  )
  const { text, objections } = privacyText(purposes, built)
  console.log(text)
  for (const { code, says } of objections) console.error(`✗ ${code}：${says}`)
  return objections.length === 0 ? 0 : 1
}

function filesOf(folder: string): { name: string; bytes: Buffer }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

function aboutOf(name: string): string {
  const { description } = JSON.parse(readFileSync(join('cloudfunctions', name, 'package.json'), 'utf8')) as {
    description: string
  }
  return description
}

const regionOf = ({ manifest }: Asked, environment: string): string => manifest.environments[environment]!.region

function withoutAccount(environment: string, hasAccount: boolean): string {
  return hasAccount
    ? `deploy.json 里「${environment}」的 envId 还是空的，填上云开发环境的编号再来`
    : '没有账号：请设环境变量 TENCENT_SECRET_ID 和 TENCENT_SECRET_KEY（腾讯云 访问管理 → API 密钥）'
}

deploy().then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    console.error(
      error instanceof Stopped ? `停下了：\n${error.message}` : error instanceof Error ? error.message : error,
    )
    process.exitCode = 1
  },
)
