import { existsSync } from 'node:fs'
import { libraryNamed } from './management'
import type { Manifest } from './manifest'

const PACKAGE = 'dist/weapp'

/** What of `miniprogram-ci` is used. */
interface Library {
  Project: new (options: object) => object
  upload(options: object): Promise<{ subPackageInfo?: { name: string; size: number }[] }>
}

/**
 * Uploads the built package as a version to be tried (体验版), with WeChat's own library. The key is the one that
 * mp.weixin.qq.com gives for uploads; it stays in its file.
 * @throws Error that says what is missing
 */
export async function uploadPackage(
  manifest: Manifest,
  environment: string,
  { CANBAO_UPLOAD_KEY: key }: NodeJS.ProcessEnv,
): Promise<number> {
  const { appid, envId } = manifest.environments[environment] ?? { appid: null, envId: null }
  if (appid === null || envId === null) throw new Error(`deploy.json 里「${environment}」的 appid 或 envId 还是空的`)
  if (key === undefined || !existsSync(key)) throw new Error('请设 CANBAO_UPLOAD_KEY：小程序代码上传密钥的文件路径')
  if (!existsSync(PACKAGE)) throw new Error(`还没有 ${PACKAGE}：先运行 CANBAO_ENV=${environment} npm run build:weapp`)
  const { Project, upload } = libraryNamed('miniprogram-ci') as unknown as Library
  const project = new Project({ appid, type: 'miniProgram', projectPath: '.', privateKeyPath: key, ignores: [] })
  const version = new Date().toISOString().slice(0, 10).replaceAll('-', '.')
  // The build is compiled and minified already: the tool is to leave it as it was tested.
  const setting = { es6: false, es7: false, minify: false }
  const { subPackageInfo = [] } = await upload({ project, version, setting, desc: environment })
  for (const { name, size } of subPackageInfo) console.log(`${name} ${(size / 1024).toFixed(0)} KB`)
  console.log(`已上传 ${version}，在 mp.weixin.qq.com 的「版本管理」里选为体验版`)
  return 0
}
